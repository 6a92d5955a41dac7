/** The Retry-After header (RFC 9110, 10.2.3). */

/** Milliseconds to wait from `now`; undefined for a missing or senseless value. */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? ''
  if (/^\d{1,10}$/.test(text)) return Number(text) * 1000
  const isDate = /^[a-z]{3,9},? .*\d\d:\d\d:\d\d/i.test(text)
  const date = isDate ? Date.parse(text.endsWith('GMT') ? text : `${text} GMT`) : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
