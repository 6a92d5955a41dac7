/** Types of the packages that bring none, or none of the parts that are used. */
declare module 'html-encoding-sniffer' {
  interface Options {
    transportLayerEncodingLabel?: string | undefined
    defaultEncoding?: string
    maxPrescanBytes?: number
  }
  function sniffEncoding(bytes: Uint8Array, options?: Options): string
  export = sniffEncoding
}

/** Parts by themselves: the whole of css-tree, with what it knows of every property, takes a process 4 MB. */
declare module 'css-tree/tokenizer' {
  export { tokenize, tokenTypes } from 'css-tree'
}
declare module 'css-tree/utils' {
  export { ident, string, url } from 'css-tree'
}
