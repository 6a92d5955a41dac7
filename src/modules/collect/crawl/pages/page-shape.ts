/** What an address says of the page's place in its site: the pattern that it shares with others, and what no honest path does. */

const months =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/i

/** What a template counts up or makes up: numbers, dates, identifiers, the ids of sessions. */
const counters = [
  /^\d+$/,
  /^[a-z]*[-_.]?\d+(?:[-_.:T]\d+)+$/i,
  /^[a-z]+[-_=]\d+$/i,
  months,
  /^(?=.*\d)[\da-f-]{8,}$/i,
  /^(?=(?:.*\d){3})(?=(?:.*[a-z]){3})[\da-z]{10,}$/i,
  /^\([a-z]\(.*\)\)$/i,
  /^(?:sid|session|sess|s)[-_=].+$/i,
]

/**
 * The address with `#` for every such segment, and a mere `?` for any query: pages of one template have one shape.
 * Undefined where nothing of it is counted, so that no other page shares it.
 */
export function shapeOf(url: string): string | undefined {
  const { host, pathname, search } = new URL(url)
  const segments = pathname.split('/').map((segment) => (isCounted(segment) ? '#' : segment))
  const shape = `${host}${segments.join('/')}${search && '?'}`
  return /[#?]/.test(shape) ? shape : undefined
}

function isCounted(segment: string): boolean {
  const stem = segment.replace(/\.[a-z]\w{0,4}$/i, '')
  return counters.some((counter) => counter.test(stem))
}

/** More segments than a person would ever nest. */
const maxSegments = 25
/** `/a/b/a/b/a/b`: a relative link that leads into itself. */
const maxRepeats = 2
/** Numbers repeat themselves by chance, as in the eleventh of November 2011. */
const maxNumberRepeats = 4
const maxRepeated = 4

/** True of a path that runs in a circle, or without end. */
export function isEndless(url: string): boolean {
  const segments = new URL(url).pathname.split('/').filter((segment) => segment !== '')
  if (segments.length > maxSegments) return true
  return Array.from({ length: maxRepeated }, (_, at) => at + 1).some((length) => goesRound(segments, length))
}

/** Whether so many segments are said again, one time after the other, more often than an honest path would. */
function goesRound(segments: string[], length: number): boolean {
  let same = 0
  return segments.some((segment, at) => {
    same = at >= length && segment === segments[at - length] ? same + 1 : 0
    return 1 + Math.floor(same / length) > mostRepeats(segments.slice(at - length + 1, at + 1))
  })
}

function mostRepeats(repeated: string[]): number {
  return repeated.every((segment) => /^\d+$/.test(segment)) ? maxNumberRepeats : maxRepeats
}
