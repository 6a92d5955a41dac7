/** What a feed is telling of: itself, then one item after the other. */
import type { Found } from './found.ts'
import { addItem, createItem, type Item, maxItems } from './item.ts'
import { createMedia, type Media } from './media.ts'

type Subject = Item & { media: Media }

export interface Subjects {
  startFeed(): void
  /** The start of an item is the end of one that was never ended. */
  startItem(): void
  endItem(): void
  end(): void
  /** The item, or the feed outside its items; undefined outside the feed. */
  current(): Subject | undefined
  areEnough(): boolean
}

/** What is told of a subject is found at its end; of the feed, before its next item. */
export function createSubjects(feedUrl: string, found: Found): Subjects {
  let feed: Subject | undefined
  let item: Subject | undefined
  let items = 0

  function flush(subject: Subject | undefined): void {
    if (!subject) return
    const { links, pictures, markup, media } = subject
    addItem({ links, pictures: pictures.concat(media.list()), markup }, feedUrl, found)
  }

  function flushAll(): void {
    flush(feed)
    flush(item)
    feed &&= createSubject()
    item = undefined
  }

  return {
    startFeed() {
      feed ??= createSubject()
    },
    startItem() {
      flushAll()
      item = feed && createSubject()
      items += 1
    },
    endItem: flushAll,
    end: flushAll,
    current: () => item ?? feed,
    areEnough: () => items > maxItems,
  }
}

function createSubject(): Subject {
  return { ...createItem(), media: createMedia() }
}
