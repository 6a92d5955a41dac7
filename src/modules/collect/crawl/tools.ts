/** What every part of one crawl works with. */
import type { Log } from '#platform'
import type { Element, Processor } from '#process'
import type { ByteBudget, Fetch, Permission, Robots } from '../fetch/index.ts'
import type { ReadDocument } from '../findings/document-repository.ts'
import type { MissedPicture } from '../findings/missed-repository.ts'
import type { SeenPage } from '../findings/page-rows.ts'
import type { Recall } from '../findings/recall.ts'
import type { SeenResource } from '../findings/resource-rows.ts'
import type { Reader } from '../read/index.ts'
import type { Collection } from '../types.ts'

/** Facts go to the journal: all wait while it is full. */
export interface Notes {
  pages(...pages: SeenPage[]): Promise<void>
  resources(...resources: SeenResource[]): Promise<void>
  documents(...documents: ReadDocument[]): Promise<void>
  missed(...pictures: MissedPicture[]): Promise<void>
}

/** Where an address was met. */
export interface Place {
  /** Empty where nobody said. */
  page: string
  element: Element
  alt: string | null
}

export interface CrawlTools {
  runId: string
  collection: Collection
  fetch: Fetch
  robots: Robots
  bodies: ByteBudget
  reader: Reader
  recall: Recall
  processor: Processor
  notes: Notes
  maxPageBytes: number
  maxImageBytes: number
  /** Aborts the crawl; its reason says why. */
  signal: AbortSignal
  log: Log
}

/** The collection's answer to robots.txt: kept to, unless it was told not to. */
export async function robotsRefuse(
  { collection, robots }: Pick<CrawlTools, 'collection' | 'robots'>,
  url: string,
): Promise<Permission> {
  return collection.robots ? robots.permits(url) : undefined
}
