/** A run in one line, for a terminal. */
import type { Run } from '#collect'

/** @example "example.org  running  12 of 40 pages  93 images  4.1 MB" */
export function progressLine(name: string, { state, pages, images, bytes, error }: Run): string {
  const done = pages.found - pages.waiting
  const notes = [
    images.waiting > 0 && `${images.waiting} waiting`,
    images.failed > 0 && `${images.failed} failed`,
    error ?? false,
  ].filter((note) => note !== false)
  const facts = [name, state, `${done} of ${pages.found} pages`, `${images.stored} images`, megabytes(bytes), ...notes]
  return facts.join('  ')
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
