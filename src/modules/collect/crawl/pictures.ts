/** The pictures of a page: of each, the best candidate that answers. */
import type { Picture } from '../find/index.ts'
import type { Addresses } from './addresses.ts'
import { labelOf } from './label.ts'
import type { CrawlTools, Place } from './tools.ts'

/** The page that pictures were found on. */
export interface PicturePage {
  url: string
  title: string | null
}

export interface Pictures {
  /** Resolves when every picture has its verdict. `firstOrdinal` is the place of the first of them on the page. */
  collect(pictures: Picture[], page: PicturePage, firstOrdinal: number): Promise<void>
}

/** How many pictures of one page are on their way at once. */
const stride = 500

export function createPictures(tools: CrawlTools, addresses: Addresses): Pictures {
  const { processor, collection, notes, signal } = tools

  async function collectOne(picture: Picture, page: PicturePage, ordinal: number): Promise<void> {
    const place: Place = { page: page.url, element: picture.element, alt: picture.alt }
    for (const url of picture.candidates) {
      const image = await addresses.obtain(url, place)
      if (image) return placeImage(image, url, picture, page, ordinal)
      if (signal.aborted) return
    }
  }

  function placeImage(
    image: string,
    taken: string,
    picture: Picture,
    page: PicturePage,
    ordinal: number,
  ): Promise<void> {
    return processor.place({
      collectionId: collection.id,
      image,
      page: page.url,
      pageTitle: page.title,
      ordinal,
      element: picture.element,
      alt: picture.alt,
      url: labelOf(taken),
      alternates: picture.candidates.filter((url) => url !== taken).map(labelOf),
    })
  }

  return {
    async collect(pictures, page, firstOrdinal) {
      for (const { candidates, element, alt } of pictures) {
        await notes.resources(...addresses.expect(candidates, { page: page.url, element, alt }))
      }
      for (let start = 0; start < pictures.length; start += stride) {
        const share = pictures.slice(start, start + stride)
        await Promise.all(share.map((picture, index) => collectOne(picture, page, firstOrdinal + start + index)))
      }
    },
  }
}
