/** Judges media queries and types of `<source>` as a current browser on a large screen in daylight does. */

const otherScreens = /max-(?:device-)?(?:width|height)|(?:width|height)\s*<|portrait|print|\bnot\b|dark|reduce/i
const shownTypes =
  /^\s*image\/(?:a?png|x-png|avif|p?jpe?g|webp|gif|svg\+xml|bmp|x-(?:ms-)?bmp|x-icon|vnd\.microsoft\.icon)\s*(?:;|$)/i

/** Of another type, a source is passed over by every browser. */
export function isImageType(type: string | undefined): boolean {
  return !type || /^\s*image\//i.test(type)
}

/** False where such a browser would pass the source over. */
export function isLikelySource(media: string | undefined, type: string | undefined): boolean {
  return !otherScreens.test(media ?? '') && (!type || shownTypes.test(type))
}
