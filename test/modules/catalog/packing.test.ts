import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import t from 'tap'
import { pack } from '../../../src/modules/catalog/packing.ts'

t.test('packed and unpacked', async (t) => {
  const bytes = Buffer.from('magpie '.repeat(100))
  t.strictSame(brotliDecompressSync(await pack(bytes, 'br')), bytes)
  t.strictSame(gunzipSync(await pack(bytes, 'gzip')), bytes)
  t.equal(await pack(bytes, 'identity'), bytes)
})
