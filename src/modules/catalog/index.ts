/** The catalogue's door. */
export { type Catalog, type CatalogWriter, createCatalog } from './catalog.ts'
export type { Metadata, MetadataGroup, MetadataValue } from './metadata.ts'
export { catalogRecords } from './records.ts'
export { catalogRoutes } from './routes.ts'
export {
  type Element,
  elements,
  type Facts,
  type Format,
  formats,
  type NewImage,
  type NewOccurrence,
  type Orientation,
  orientations,
  type PaletteColor,
  type Thumbnail,
  type VacatedPlaces,
} from './types.ts'
