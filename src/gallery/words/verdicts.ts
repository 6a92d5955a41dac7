/** A verdict in words for people. */

const words: Record<string, string> = {
  stored: 'Stored',
  fetched: 'Read',
  waiting: 'Waiting',
  duplicate: 'Same bytes as another',
  alternate: 'A better size was taken',
  'too-small': 'Too small',
  'too-large': 'Too large',
  'not-an-image': 'Not an image',
  'not-html': 'Not a page',
  'out-of-scope': 'Outside the scope',
  robots: 'Barred by robots.txt',
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
