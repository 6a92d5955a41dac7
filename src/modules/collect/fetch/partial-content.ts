/** 206 Partial Content, which some servers and caches send although no range was asked for. */
import type { ResponseHead } from './types.ts'

/** True for a 206 that does not say that its range is the whole; one in several parts has no Content-Range at all. */
export function isPartOnly({ status, headers }: Pick<ResponseHead, 'status' | 'headers'>): boolean {
  if (status !== 206) return false
  const [, last, length] = /^\s*bytes\s+0+-(\d{1,15})\/(\d{1,15})\s*$/i.exec(headers['content-range'] ?? '') ?? []
  return last === undefined || Number(last) + 1 !== Number(length)
}
