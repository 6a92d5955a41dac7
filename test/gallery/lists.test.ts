/** What the gallery offers to choose from is what the API takes. */
import t from 'tap'
import { formats, orientations } from '#catalog'
import * as view from '../../src/gallery/grid/view.ts'
import { sorts } from '../../src/modules/catalog/schemas.ts'

for (const [name, offered, taken] of [
  ['formats', view.formats, formats],
  ['orientations', view.orientations, orientations],
  ['sorts', view.sorts, sorts],
] as const) {
  t.test(`gallery: ${name}`, async (t) => t.strictSame([...offered].sort(), [...taken].sort()))
}
