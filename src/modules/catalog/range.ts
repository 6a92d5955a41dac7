/** The Range header (RFC 9110, section 14.1.2): one range of bytes. */

export interface Range {
  /** First and last byte, both included. */
  start: number
  end: number
}

/** Undefined: send the whole, as for a header that is malformed or asks for several ranges. */
export function readRange(header: string | undefined, size: number): Range | 'unsatisfiable' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first === '' && last === '') return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < start) return undefined
  return start < size && start <= end ? { start, end } : 'unsatisfiable'
}
