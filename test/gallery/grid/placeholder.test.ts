import t from 'tap'
import { placeholder } from '../../../src/gallery/grid/placeholder.ts'

t.test('placeholder: a hash becomes a data URL', async (t) => {
  t.match(placeholder('3OcRJYB4d3h/iIeHeEh3eIhw+j2w'), /^data:image\/png;base64,/)
})

t.test('placeholder: nothing, an empty hash and one that is none', async (t) => {
  t.equal(placeholder(null), null)
  t.equal(placeholder('%%%'), null)
  t.doesNotThrow(() => placeholder(''))
  t.doesNotThrow(() => placeholder('AAAA'))
})
