import t from 'tap'
import { pictureOf } from '../../../../src/modules/process/decoder/picture.ts'
import type { Pixels } from '../../../../src/modules/process/decoder/pixels/types.ts'

const grey = (data: Uint8Array): Pixels => ({ data: data.fill(128), width: 40, height: 20, channels: 3 })
const bytes = 40 * 20 * 3

t.test('a picture is spent: its pixels are given back before any garbage is collected', async (t) => {
  for (const isOriginal of [false, true]) {
    const pixels = grey(new Uint8Array(bytes))
    t.match(await pictureOf(pixels, { isOriginal }), { looks: { color: '#808080' } })
    t.equal(pixels.data.byteLength, 0)
  }
})

t.test('pixels that are a part of a larger buffer stay, since that is not theirs to give', async (t) => {
  const pixels = grey(new Uint8Array(2 * bytes).subarray(bytes))
  await pictureOf(pixels)
  t.equal(pixels.data.byteLength, bytes)
})
