/** The pictures of a page: of each, the best candidate that answers. */
import type { Picture } from '../../find/index.ts'
import { type PackedList, unpack } from '../../read/index.ts'
import type { CrawlTools, Place } from '../tools.ts'
import type { Addresses } from './addresses.ts'
import { labelOf } from './label.ts'
import { createLanes, hostOf, type Lanes } from './lanes.ts'
import { createPictureSlots } from './picture-slots.ts'
import { createWork } from './work.ts'

/** The page that pictures were found on. */
export interface PicturePage {
  /** Empty where nobody said. */
  url: string
  title: string | null
}

export interface Pictures {
  /** Makes them known: they wait for their turn. */
  expect(pictures: PackedList<Picture>, page: PicturePage): Promise<void>
  /**
   * Resolves when every picture has its verdict; answers how many images the run had not seen before.
   * `firstOrdinal` is the place of the first of them on the page.
   */
  collect(pictures: PackedList<Picture>, page: PicturePage, firstOrdinal: number): Promise<number>
  /** Gives them the verdict that their page asks for: `reason` says it in words. */
  leaveAlone(pictures: PackedList<Picture>, page: PicturePage, reason: string): Promise<void>
  /** True of an address that was collected as a picture's, and turned out to be a page. */
  leadsToPage(url: string): boolean
}

/** Enough to keep a host's gate and the decoders busy; each holds a few kilobytes while it waits. */
const underWay = { perHost: 128, inAll: 2048 }

export function createPictures(tools: CrawlTools, addresses: Addresses): Pictures {
  const { processor, collection, recall, notes, runId, signal } = tools
  const seenImages = new Set<string>()
  const slots = createPictureSlots(underWay)

  async function collectOne(picture: Picture, page: PicturePage, ordinal: number): Promise<boolean> {
    const place: Place = { page: page.url, element: picture.element, alt: picture.alt }
    let isMissed = false
    let areAbsent = picture.candidates.length > 0
    for (const candidate of picture.candidates) {
      const obtained = await addresses.obtain(candidate, place)
      if (signal.aborted) return false
      if (obtained.image !== null) {
        if (isMissed) await noteMissed(picture, page, ordinal)
        await placeImage(obtained, picture, page, ordinal)
        return isNew(obtained.image)
      }
      isMissed ||= obtained.hasFailed
      areAbsent &&= obtained.isAbsent
    }
    if (isMissed) await noteMissed(picture, page, ordinal)
    if (areAbsent) await vacate(page.url, ordinal)
    return false
  }

  function isNew(image: string): boolean {
    const before = seenImages.size
    return seenImages.add(image).size > before
  }

  function placeImage(
    { image, url }: { image: string; url: string },
    { element, candidates, ...said }: Picture,
    page: PicturePage,
    ordinal: number,
  ): Promise<void> {
    return processor.place({
      collectionId: collection.id,
      image,
      page: page.url,
      pageTitle: page.title,
      ordinal,
      element,
      ...said,
      url: labelOf(url),
      alternates: candidates.filter((candidate) => candidate !== url).map(labelOf),
    })
  }

  /** What an earlier run saw in this place is not there any more. */
  async function vacate(page: string, ordinal: number): Promise<void> {
    const place = { collectionId: collection.id, page, from: ordinal, before: ordinal + 1 }
    if (recall.isPossible) await processor.vacate(place)
  }

  function noteMissed(picture: Picture, page: PicturePage, ordinal: number): Promise<void> {
    const candidates = picture.candidates.filter((candidate) => !/^data:/i.test(candidate))
    return notes.missed({ runId, page: page.url, pageTitle: page.title, ordinal, ...picture, candidates })
  }

  /** Goes through the whole list once, for the pictures of its lane alone. */
  async function collectLane(
    isOfLane: (host: string) => boolean,
    pictures: PackedList<Picture>,
    page: PicturePage,
    firstOrdinal: number,
  ) {
    const work = createWork()
    let news = 0
    let ordinal = firstOrdinal
    for await (const part of unpack(pictures)) {
      for (const picture of part) {
        const at = ordinal++
        const host = hostOf(picture)
        if (signal.aborted || !isOfLane(host)) continue
        const leave = await slots.enter(host)
        work.start(async () => {
          if (await collectOne(picture, page, at)) news += 1
        }, leave)
      }
    }
    await work.done()
    return news
  }

  /** Makes them known; answers the lanes that they go by. */
  async function expect(pictures: PackedList<Picture>, page: PicturePage): Promise<Lanes> {
    const lanes = createLanes()
    for await (const part of unpack(pictures)) {
      for (const { candidates, element, alt } of part) {
        lanes.meet(hostOf({ candidates }))
        await notes.resources(...addresses.expect(candidates, { page: page.url, element, alt }))
      }
    }
    return lanes
  }

  return {
    leadsToPage: addresses.leadsToPage,
    async expect(pictures, page) {
      await expect(pictures, page)
    },
    async collect(pictures, page, firstOrdinal) {
      const lanes = await expect(pictures, page)
      const news = await Promise.all(
        Array.from({ length: lanes.count() }, (_, lane) =>
          collectLane((host) => lanes.of(host) === lane, pictures, page, firstOrdinal),
        ),
      )
      return news.reduce((sum, count) => sum + count, 0)
    },
    async leaveAlone(pictures, page, reason) {
      for await (const part of unpack(pictures)) {
        for (const { candidates, element, alt } of part) {
          await notes.resources(...addresses.leaveAlone(candidates, { page: page.url, element, alt }, reason))
        }
      }
    },
  }
}
