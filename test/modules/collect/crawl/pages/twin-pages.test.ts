import t from 'tap'
import { createTwinPages } from '../../../../../src/modules/collect/crawl/pages/twin-pages.ts'

const shop = 'http://site.test/shop'

t.test('twins: the same pictures under one canonical address, in either order', async (t) => {
  const twins = createTwinPages()
  t.equal(twins.find(shop, { canonical: null, fingerprint: 'a' }), undefined)
  t.equal(twins.find(`${shop}?ref=1`, { canonical: shop, fingerprint: 'a' }), shop)
  const others = createTwinPages()
  t.equal(others.find(`${shop}?ref=1`, { canonical: shop, fingerprint: 'a' }), undefined)
  t.equal(others.find(shop, { canonical: shop, fingerprint: 'a' }), shop)
})

t.test('twins: a canonical address that stands for other pictures is not believed', async (t) => {
  const twins = createTwinPages()
  twins.find(shop, { canonical: shop, fingerprint: 'a' })
  t.equal(twins.find(`${shop}?page=2`, { canonical: shop, fingerprint: 'b' }), undefined)
})

t.test('twins: pages that show the same and do not say that they are one are two', async (t) => {
  const twins = createTwinPages()
  twins.find(shop, { canonical: null, fingerprint: 'a' })
  t.equal(twins.find('http://site.test/other', { canonical: null, fingerprint: 'a' }), undefined)
})
