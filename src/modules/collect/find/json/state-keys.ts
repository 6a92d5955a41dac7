/** What the keys of a page's inline data say of their values. Scripts choose them freely, so these are rules of thumb. */

const imageEnd = /(?:image|img|photo|picture|thumb|thumbnail|avatar)s?$/
const imageWords = new Set(
  (
    'artwork backdrop backdrops background backgrounds banner banners bg cover covers favicon headshot icon icons logo ' +
    'logos pic pics portrait poster posters screenshot screenshots wallpaper'
  ).split(' '),
)

/** These say how the address is to be had, not what is there. */
const carriers = new Set(
  (
    'url urls uri src source sources path file files https http default desktop full h hd high large lg max maxres md ' +
    'medium min mobile normal orig original px raw regular retina secure sm small square standard tablet uhd w wide x xl ' +
    'xs xxl asset attributes data fields formats node renditions sizes variants'
  ).split(' '),
)
const counters = new Set(
  'beacon beacons collect endpoint metrics pixel pixels track tracker tracking telemetry'.split(' '),
)

/** `coverImage`, `thumbnail_url`, `imageLarge`; neither `imageAlt` nor `logoutUrl`. */
export function saysImage(key: string): boolean {
  const last = lastWord(key)
  return imageWords.has(last) || imageEnd.test(last.replace(/(?:url|src)$/, ''))
}

/** Says nothing of what is there: the key of the record around does. */
export function isCarrier(key: string): boolean {
  return wordsOf(key).every((word) => carriers.has(word))
}

export function saysSource(key: string): boolean {
  return /^(?:src|source)$/i.test(key)
}

/** The value is written as in `srcset`. */
export function saysSet(key: string): boolean {
  return /src_?set$/i.test(key)
}

/** Addresses that count visits end like images, and are none. */
export function saysCounter(key: string): boolean {
  return counters.has(lastWord(key))
}

/** The last word that says what is there. */
function lastWord(key: string): string {
  return wordsOf(key).findLast((word) => !carriers.has(word)) ?? ''
}

function wordsOf(key: string): string[] {
  const spaced = key.slice(0, 100).replace(/([a-z\d])([A-Z])/g, '$1 $2')
  return spaced.toLowerCase().match(/[a-z]+/g) ?? []
}
