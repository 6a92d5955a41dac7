/** What the routes of the catalogue work with. */
import type { Database } from '#platform'
import type { HashPicture, MakePreview } from './types.ts'

export interface CatalogRouteOptions {
  database: Database
  makePreview: MakePreview
  hashPicture: HashPicture
}
