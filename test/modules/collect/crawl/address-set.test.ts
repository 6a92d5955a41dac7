import t from 'tap'
import { createAddressSet } from '../../../../src/modules/collect/crawl/address-set.ts'

t.test('address set: everything added is there, nothing else is, however often it grows', async (t) => {
  const set = createAddressSet()
  const added = Array.from({ length: 5000 }, (_, number) => `http://site.test/${number}`)
  t.ok(added.every((address) => set.add(address)))
  t.notOk(added.some((address) => set.add(address)))
  t.ok(added.every((address) => set.has(address)))
  t.notOk(added.some((address) => set.has(`${address}/`)))
  t.equal(set.size, added.length)
})
