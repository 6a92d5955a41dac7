/** Reads what the form says; whether it is right is for the server to judge. */
import type { CollectRequest } from '../api/types.ts'
import { completeAddress } from '../words/addresses.ts'

const numbers = ['maxPages', 'maxDepth', 'minWidth', 'minHeight'] as const
const patterns = ['include', 'exclude'] as const

/** What is left empty, or not shown at all, is left out: the server's defaults count. */
export function readCollectForm(form: { get(name: string): unknown }): CollectRequest {
  const request: CollectRequest = { url: completeAddress(text(form.get('url'))) }
  const scope = text(form.get('scope'))
  if (scope !== '') request.scope = scope
  for (const name of numbers) {
    const given = text(form.get(name))
    if (given !== '') request[name] = Number(given)
  }
  for (const name of patterns) {
    const given = lines(text(form.get(name)))
    if (given.length > 0) request[name] = given
  }
  // A box without its mark is not in the form, just as one that is not shown.
  if (text(form.get('options')) !== '' && text(form.get('robots')) === '') request.robots = false
  return request
}

function lines(given: string): string[] {
  return given
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : ''
}
