/** What a client takes. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import t from 'tap'
import { chooseCoding, pack } from '../../../src/modules/catalog/content-coding.ts'

t.test('Accept-Encoding', async (t) => {
  const cases = {
    '': 'identity',
    'gzip, deflate, br, zstd': 'br',
    'gzip;q=1.0, br;q=0.1': 'br',
    'br;q=0, gzip': 'gzip',
    GZIP: 'gzip',
    '*': 'gzip',
    '*;q=0': 'identity',
    'br; q=0 , *': 'gzip',
    identity: 'identity',
    'br;q=x': 'identity',
    ',,;=,': 'identity',
  }
  for (const [accepted, coding] of Object.entries(cases)) t.equal(chooseCoding(accepted), coding, accepted)
  t.equal(chooseCoding(undefined), 'identity')
})

t.test('packed and unpacked', async (t) => {
  const bytes = Buffer.from('magpie '.repeat(100))
  t.strictSame(brotliDecompressSync(await pack(bytes, 'br')), bytes)
  t.strictSame(gunzipSync(await pack(bytes, 'gzip')), bytes)
  t.equal(await pack(bytes, 'identity'), bytes)
})
