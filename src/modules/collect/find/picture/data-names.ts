/** What the names of `data-*` attributes say, and of those that scripts made up before; chosen freely, so these are rules of thumb. */

const larger = /full|large|big|zoom|hi(?:gh)?[-_]?(?:res|dpi)|orig|retina|[23]x/
const smaller = /thumb|small|tiny|mini|low[-_]?(?:src|res)|lqip|blur|placeholder/
const standIn =
  /fallback|(?:^|[-_])(?:blank|broken|default|empty|(?:on)?err(?:or)?|load(?:er|ing)|no[-_]?(?:image|img|photo)|spin(?:ner)?)(?:[-_]|$)/
const text = /(?:alt|caption|credits?|desc|description|filename|name|id|key|label|meta|text|title|tooltip|slug)$/
const other =
  /alt(?!itude)|(?<!fall)back(?!ground)|flip|hover|mouse|over(?!lay)|rollover|second|swap|(?:^|[-_])(?:after|author|before|close|dark|flag|icon|logo|map|next|play|prev(?:ious)?|print|qr|shar(?:e|ing)|watermark)(?:[-_]|$)/
const lazy = /(?:^data|[-_])(?:\w*src|img|image|lazy\w*|delayed|defer(?:red)?)(?:[-_]|$)/
const lightbox =
  /^data-(?:src|href|(?:fancybox|featherlight|fslightbox|glightbox|lg|lightbox|mfp|pswp)(?:[-_](?:href|image|img|src))?)$/
const set = /(?:src|bg)[-_]?set/
const image =
  /avatar|background|banner|bg|cover|full|hi-?res|image|img|large|photo|picture|poster|thumb|zoom|^data-(?:src|lazy|lazy-src|original|echo)$/

/** Of scripts that are older than `data-*`, or do not care. */
export const plainNames = ['lazy-src', 'lazysrc', 'original', 'real-src', 'real_src', 'zoomfile']

export function isDataName(name: string): boolean {
  return name.startsWith('data-') || plainNames.includes(name)
}

/** A larger picture than the one that the page shows. */
export function saysLarger(name: string): boolean {
  return larger.test(name) && !saysSmaller(name)
}

/** On a link: what a script opens in the stead of the page. */
export function saysOpened(name: string): boolean {
  return saysLarger(name) || lightbox.test(name)
}

/** A smaller one, or what stands in for it until it comes, or if it never does. */
export function saysSmaller(name: string): boolean {
  return smaller.test(name) || standIn.test(name)
}

/** Another picture than the one that the page shows: what it shows under the pointer, on its back, in the dark, or beside it. */
export function saysOther(name: string): boolean {
  return other.test(name.replace(/^data-/, ''))
}

/** What a script puts in the place of `src`. */
export function saysLazy(name: string): boolean {
  return lazy.test(name) && !saysOther(name) && !saysSmaller(name)
}

/** Words about a picture: a file's name there is no address. */
export function saysText(name: string): boolean {
  return text.test(name)
}

/** The value is written as in `srcset`. */
export function saysSet(name: string): boolean {
  return isDataName(name) && set.test(name)
}

/** On an element that is no image itself: still one of a picture. */
export function saysImage(name: string): boolean {
  return isDataName(name) && image.test(name) && !text.test(name)
}
