/** What the routes of collect work with. */
import type { Database, Journal } from '#platform'
import type { CollectionContents } from './collections/collection-answers.ts'
import type { Sweeper } from './collections/sweeper.ts'
import type { Collector } from './collector.ts'

export interface CollectRouteOptions {
  database: Database
  journal: Journal
  collector: Collector
  contents: CollectionContents
  sweeper: Sweeper
}
