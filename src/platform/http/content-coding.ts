/** How an answer is packed for a client: what it likes best (RFC 9110, section 12.5.3), and of equals Brotli before gzip before nothing. */

export type ContentCoding = 'br' | 'gzip' | 'identity'

export function chooseCoding(accepted: string | undefined): ContentCoding {
  const weights = new Map((accepted ?? '').toLowerCase().split(',').map(readWeight))
  const liked: [ContentCoding, number][] = [
    ['br', weights.get('br') ?? 0],
    // Who takes anything is given what everybody reads.
    ['gzip', weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0],
    ['identity', weights.get('identity') ?? 0],
  ]
  const [[best, weight]] = liked.toSorted(([, one], [, other]) => other - one) as [(typeof liked)[number]]
  return weight > 0 ? best : 'identity'
}

function readWeight(part: string): [coding: string, weight: number] {
  const [coding = '', ...parameters] = part.split(';').map((each) => each.trim())
  const weight = parameters.find((each) => each.startsWith('q='))?.slice(2)
  return [coding, weight === undefined ? 1 : Number(weight) || 0]
}
