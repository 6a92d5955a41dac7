/** Every format and kind that is known, through real decoders: catalogued with the facts that it was made with. */
import t from 'tap'
import { download, processing } from '../../support/processing.ts'
import { smallImages } from '../../support/small-images.ts'

t.test('small images: each is stored as what it is', async (t) => {
  const { processor, kept } = processing(t)
  for (const { name, bytes, facts } of await smallImages()) {
    const outcome = await processor.process(download(bytes))
    t.match(outcome, { verdict: 'stored', facts: { frames: 1, damaged: false, ...facts } }, name)
    t.equal(kept.images.at(-1)?.thumbnail === null, facts.color === null, `${name}: thumbnail`)
  }
})

t.test('small images: they are small, and the same each time', async (t) => {
  const [once, twice] = await Promise.all([smallImages(), smallImages()])
  t.same(once, twice)
  for (const { name, bytes } of once) t.ok(bytes.length < 16_384, `${name}: ${bytes.length} bytes`)
})
