/** What a decoder says that it holds decides whether it is replaced. */
import t from 'tap'
import { createDecoderChild } from '../../../../src/modules/process/pool/decoder-child.ts'
import { picture } from '../../../support/pictures.ts'

const MiB = 1024 ** 2
const entry = new URL('../../../../src/modules/process/decoder/main.ts', import.meta.url)

t.test('a large file is given back before a decoder says what it holds', async (t) => {
  const child = createDecoderChild({ entry, timeoutMs: 60_000 })
  t.teardown(() => child.kill())
  const small = await (await picture(400, 300)).jpeg().toBuffer()
  const large = Buffer.concat([small, Buffer.alloc(120 * MiB)])
  const heldAfter = async (bytes: Buffer) => {
    const request = { bytes, format: 'jpeg', maxPixels: 1e6, minWidth: 1, minHeight: 1, mayBeHeavy: true } as const
    t.match(await child.decode(request), { verdict: 'decoded' })
    return child.held
  }
  const before = await heldAfter(small)
  const more = (await heldAfter(large)) - before
  t.ok(more < 90 * MiB, `${Math.round(more / MiB)} MiB more than before`)
})
