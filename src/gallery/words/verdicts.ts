/** A verdict in words for people. */

const words: Record<string, string> = {
  stored: 'Stored',
  fetched: 'Read',
  waiting: 'Waiting',
  duplicate: 'Same bytes as another',
  alternate: 'Another form was taken',
  'too-small': 'Too small',
  'too-large': 'Too large',
  'not-an-image': 'Not an image',
  'not-html': 'Not a page',
  'out-of-scope': 'Outside the scope',
  robots: 'Closed to crawlers',
  limit: 'Beyond a limit',
  'refused-address': 'Address not allowed',
  'out-of-policy': 'Not to be collected',
  cancelled: 'Ended before its turn',
  broken: 'Broken image',
  'http-error': 'Not available',
  timeout: 'No answer in time',
  truncated: 'Cut short',
  'redirect-loop': 'Redirects in a circle',
  'network-error': 'Not reached',
}

export function verdictInWords(verdict: string): string {
  return words[verdict] ?? verdict
}

export interface Reason {
  /** The page shows its pictures only where its scripts run. */
  needsBrowser: boolean
  words: string | null
}

const browserMark = 'needs-browser:'

/** A reason as the API words it: a mark that programs look for at its head is taken off, and told by itself. */
export function readReason(reason: string | null): Reason {
  if (reason === null || !reason.startsWith(browserMark)) return { needsBrowser: false, words: reason }
  const words = reason.slice(browserMark.length).trim()
  return { needsBrowser: true, words: words === '' ? null : words.charAt(0).toUpperCase() + words.slice(1) }
}
