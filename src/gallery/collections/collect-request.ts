/** Reads what the form says; whether it is right is for the server to judge. */
import type { CollectRequest } from '../api/types.ts'
import { completeAddress } from '../words/addresses.ts'

export function readCollectForm(form: { get(name: string): unknown }): CollectRequest {
  const request: CollectRequest = { url: completeAddress(text(form.get('url'))) }
  const scope = text(form.get('scope'))
  const maxPages = text(form.get('maxPages'))
  const maxDepth = text(form.get('maxDepth'))
  if (scope !== '') request.scope = scope
  if (maxPages !== '') request.maxPages = Number(maxPages)
  if (maxDepth !== '') request.maxDepth = Number(maxDepth)
  return request
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
