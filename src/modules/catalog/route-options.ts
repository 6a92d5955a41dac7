/** What the routes of the catalogue work with. */
import type { Database } from '#platform'

export interface CatalogRouteOptions {
  database: Database
}
