/** What an address says of itself by its last path segment. A hint only: the bytes decide later. */

const imageExtension = /\.(?:jpe?g|jpe|jfif|pjpeg|a?png|gif|webp|avif|svgz?|tiff?|bmp|ico|cur|hei[cf]|jxl|jp2|jxr)$/i

/** Not what programs make (`php`, `aspx`, `jsp`): they make images too. */
const otherExtension =
  /\.(?:html?|xhtml|css|m?js|json|xml|txt|pdf|zip|mp[34]|webm|og[gv]|mov|m3u8|woff2?|[ot]tf|eot|htc)$/i

/** `File:`, `Datei:`, … before the name: a wiki's page about the file, not the file. */
const wikiPage = /^\p{L}+(?:%3A|:)/iu

/** True when the last path segment ends like an image file. */
export function isImageFile(url: string): boolean {
  const name = lastSegment(url)
  return imageExtension.test(name) && !wikiPage.test(name)
}

/** True when the last path segment ends like a file that is known to be something else. */
export function isOtherFile(url: string): boolean {
  return otherExtension.test(lastSegment(url))
}

/** The last path segment of an absolute or relative address, without query. */
export function lastSegment(url: string): string {
  const [path = ''] = url.split(/[?#]/, 1)
  return path.slice(path.lastIndexOf('/') + 1)
}
