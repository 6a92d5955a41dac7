/** A run in one line, for a terminal. */
import type { Run } from '#collect'

/** @example "example.org  running  12 pages read, 28 waiting  93 images  4.1 MB" */
export function progressLine(name: string, { state, pages, images, bytes, error }: Run): string {
  const facts = [
    listed(`${pages.fetched} pages read`, pages.waiting, pages.failed),
    listed(`${images.stored} images`, images.waiting, images.failed),
    `${(bytes / 1e6).toFixed(1)} MB`,
  ]
  return [name, state, ...facts, ...(error ? [error] : [])].join('  ')
}

function listed(done: string, waiting: number, failed: number): string {
  return [done, ...(waiting > 0 ? [`${waiting} waiting`] : []), ...(failed > 0 ? [`${failed} failed`] : [])].join(', ')
}
