/** One pass over a list of images. */
import type { ListPart } from '../collections/listed-images.ts'
import type { Picture } from '../find/index.ts'
import { type PackedList, pack } from '../read/index.ts'
import { createBoundedWork } from './bounded-work.ts'
import type { PicturePage } from './images/pictures.ts'
import type { CrawlEnd, Pass } from './pass.ts'

/** Parts whose images are on their way at once. */
const partsAtOnce = 32

interface Placed {
  found: PackedList<Picture>
  page: PicturePage
  firstOrdinal: number
}

/** Images that the list names for one page are its pictures, in the list's order. `open` reads the list from its beginning. */
export async function crawlList(pass: Pass, open: () => AsyncIterable<ListPart>): Promise<CrawlEnd> {
  const { pictures, retry, onError, signal } = pass
  await collectAll().catch(onError)
  return { state: 'succeeded', error: null }

  async function collectAll(): Promise<void> {
    for await (const { found, page } of place(open())) {
      if (signal.aborted) return
      await pictures.expect(found, page)
    }
    const work = createBoundedWork(partsAtOnce)
    for await (const { found, page, firstOrdinal } of place(open())) {
      await work.start(async () => {
        await pictures.collect(found, page, firstOrdinal)
      })
    }
    await Promise.all([work.done(), retry()])
  }
}

/** A page's parts follow each other, and its ordinals go on from part to part. */
async function* place(parts: AsyncIterable<ListPart>): AsyncGenerator<Placed> {
  let last: string | undefined
  let ordinal = 0
  for await (const { page, images } of parts) {
    const url = page ?? ''
    if (url !== last) ordinal = 0
    const found = images.map((image) => ({ element: 'list' as const, alt: image.alt, candidates: [image.url] }))
    yield { found: pack(found), page: { url, title: null }, firstOrdinal: ordinal }
    last = url
    ordinal += images.length
  }
}
