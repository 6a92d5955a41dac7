import t from 'tap'
import { createPageClaims } from '../../../../../src/modules/collect/crawl/pages/page-claims.ts'

const [folder, file] = ['http://site.test/dir/', 'http://site.test/dir/index.html']

t.test('claims: a page once, however it is spelled', async (t) => {
  const { claim, has } = createPageClaims()
  t.ok(claim(folder))
  t.notOk(claim(folder))
  t.notOk(claim(file))
  t.notOk(claim(`${folder}?utm_source=x#top`))
  t.ok(has(file))
  t.notOk(has('http://site.test/'))
})

t.test('claims: where a spelling leads nowhere, the other that was met is read', async (t) => {
  const { claim, release } = createPageClaims()
  claim(folder)
  claim(folder)
  claim(file)
  t.equal(release(folder), file)
  t.equal(release(file), undefined)
  t.notOk(claim(file))
})

t.test('claims: where a spelling leads nowhere, one that is met later may be claimed, once', async (t) => {
  const { claim, release } = createPageClaims()
  claim(folder)
  t.equal(release(folder), undefined)
  t.notOk(claim(folder))
  t.ok(claim(file))
  t.notOk(claim(file))
})
