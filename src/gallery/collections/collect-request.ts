/** Reads what the form says; whether it is right is for the server to judge. */
import type { CollectRequest } from '../api/types.ts'
import { completeAddress } from '../words/addresses.ts'
import { readList } from './listed-images.ts'

const numbers = ['maxPages', 'maxDepth', 'minWidth', 'minHeight'] as const
const patterns = ['include', 'exclude'] as const
const texts = ['name', 'scope'] as const
const boxes = ['robots', 'fullSize'] as const

/** What is left empty, or not shown at all, is left out: the server's defaults count. */
export function readCollectForm(form: { get(name: string): unknown }): CollectRequest {
  const request = readSubject(form)
  for (const name of texts) {
    const given = text(form.get(name))
    if (given !== '') request[name] = given
  }
  for (const name of numbers) {
    const given = text(form.get(name))
    if (given !== '') request[name] = Number(given)
  }
  for (const name of patterns) {
    const given = lines(text(form.get(name)))
    if (given.length > 0) request[name] = given
  }
  // A box without its mark is not in the form, just as one that is not shown: what is shown is told beside it.
  for (const name of boxes) {
    if (text(form.get(`${name}-shown`)) !== '' && text(form.get(name)) === '') request[name] = false
  }
  return request
}

/** Whether the form says nothing of what is to be collected. */
export function isEmpty({ url, images }: CollectRequest): boolean {
  return images === undefined ? url === '' : images.length === 0
}

/** A field that is not in use is not in the form. */
function readSubject(form: { get(name: string): unknown }): CollectRequest {
  const list = form.get('images')
  return typeof list === 'string' ? { images: readList(list).images } : { url: completeAddress(text(form.get('url'))) }
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
