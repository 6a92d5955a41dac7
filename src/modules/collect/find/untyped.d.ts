/** Types of the packages that bring none. */
declare module 'html-encoding-sniffer' {
  interface Options {
    transportLayerEncodingLabel?: string | undefined
    defaultEncoding?: string
    maxPrescanBytes?: number
  }
  function sniffEncoding(bytes: Uint8Array, options?: Options): string
  export = sniffEncoding
}
