/** What the routes of the catalogue work with. */
import type { Database } from '#platform'
import type { MakePreview } from './types.ts'

export interface CatalogRouteOptions {
  database: Database
  makePreview: MakePreview
}
