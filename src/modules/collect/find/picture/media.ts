/** Judges media queries and types of `<source>` as a current browser on a large screen in daylight does. */

const otherScreens = /max-(?:device-)?(?:width|height)|(?:width|height)\s*<|portrait|print|\bnot\b|dark|reduce/i
const unshownTypes = /^\s*image\/(?:jxl|jp2|jpx|jpm|jxr|vnd\.ms-photo|hei[cf](?:-sequence)?|tiff|x-tiff)\b/i

/** Of another type, a source is passed over by every browser. */
export function isImageType(type: string | undefined): boolean {
  return !type || /^\s*image\//i.test(type)
}

/** False where such a browser would pass the source over. */
export function isLikelySource(media: string | undefined, type: string | undefined): boolean {
  return !otherScreens.test(media ?? '') && !unshownTypes.test(type ?? '')
}
