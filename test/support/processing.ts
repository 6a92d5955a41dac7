/** A processor with real decoders, and a catalogue that keeps what it is given. */
import type { Test } from 'tap'
import type { NewImage, NewOccurrence } from '#catalog'
import { silentLog } from '#platform'
import { createProcessor, type Download, type ProcessorOptions } from '#process'

export interface Kept {
  images: NewImage[]
  occurrences: NewOccurrence[]
}

export function processing(t: Test, options: Partial<ProcessorOptions> = {}) {
  const kept: Kept = { images: [], occurrences: [] }
  const catalog = {
    add: async (image: NewImage) => void kept.images.push(image),
    place: async (occurrence: NewOccurrence) => void kept.occurrences.push(occurrence),
    vacate: async () => {},
    find: async () => undefined,
  }
  const processor = createProcessor({ catalog, log: silentLog, concurrency: 1, now: () => 7, ...options })
  t.teardown(() => processor.close())
  return { processor, kept }
}

export function download(bytes: Buffer, more: Partial<Download> = {}): Download {
  const page = 'http://127.0.0.1/'
  const where = { collectionId: 'one', url: `${page}a`, page, alt: null }
  return { bytes, digest: null, contentType: null, minWidth: 2, minHeight: 2, ...where, ...more }
}
