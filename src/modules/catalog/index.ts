/** The catalogue's door. */
export { type Catalog, type CatalogWriter, createCatalog } from './catalog.ts'
export { colorsOf } from './colors/color-repository.ts'
export { countFacetsAnew } from './facets/count-anew.ts'
export type { Metadata, MetadataGroup, MetadataValue } from './metadata.ts'
export { catalogRecords } from './records.ts'
export { catalogRoutes } from './routes.ts'
export { createWordReader } from './search/image-words.ts'
export {
  type Element,
  elements,
  type Facts,
  type Format,
  formats,
  type HashPicture,
  type KnownImage,
  type MakePreview,
  type NewImage,
  type NewOccurrence,
  type Orientation,
  orientations,
  type PaletteColor,
  type Preview,
  type PreviewSource,
  type Thumbnail,
  type VacatedPlaces,
} from './types.ts'
