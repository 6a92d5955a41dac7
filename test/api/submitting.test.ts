/** What may be submitted, and how often. */
import t from 'tap'
import { ask } from '../support/ask.ts'
import { isProblem } from '../support/is-problem.ts'
import { startMagpie } from '../support/magpie.ts'
import { startSite } from '../support/site.ts'

const collections = '/api/v1/collections'

t.test('url: what a browser reads as an address is taken, in its canonical spelling', async (t) => {
  const magpie = await startMagpie(t, { ALLOW_NETWORKS: '' })
  const spellings: [given: string, url: string][] = [
    ['http://127.0.0.9', 'http://127.0.0.9/'],
    ['  HTTP://127.0.0.9/a b  ', 'http://127.0.0.9/a%20b'],
    ['http://127.0.0.9/#top', 'http://127.0.0.9/'],
    ['http://0x7f000009/', 'http://127.0.0.9/'],
    ['http://[::1]:8080/', 'http://[::1]:8080/'],
    ['http://münchen.test/straße', 'http://xn--mnchen-3ya.test/stra%C3%9Fe'],
    ['http://127.0.0.9/😀?q=ä', 'http://127.0.0.9/%F0%9F%98%80?q=%C3%A4'],
  ]
  for (const [given, url] of spellings) {
    const answer = await ask(magpie.url, { method: 'POST', path: collections, body: { url: given } })
    t.equal(answer.status, 202, given)
    t.equal(JSON.parse(answer.text).url, url)
  }
})

t.test('Idempotency-Key: one collection for one request, also when it comes many times at once', async (t) => {
  const site = await startSite(t, { routes: { '/': 'page' } })
  const magpie = await startMagpie(t)
  const submit = (key: string, body: object) =>
    ask(magpie.url, { method: 'POST', path: collections, body, headers: { 'idempotency-key': key } })
  const url = `${site.url}/`
  const answers = await Promise.all(Array.from({ length: 12 }, () => submit('one', { url })))
  t.strictSame([...new Set(answers.map(({ status }) => status))], [202])
  t.equal(new Set(answers.map(({ text }) => JSON.parse(text).id)).size, 1)
  const spelled = await submit('one', { maxPages: 1000, url, scope: 'host' })
  t.equal(
    JSON.parse(spelled.text).id,
    JSON.parse(answers[0]?.text ?? '').id,
    'defaults spelled out are the same request',
  )
  isProblem(t, await submit('one', { url, maxPages: 5 }), 422, 'another body')
  t.not(JSON.parse((await submit('two', { url })).text).id, JSON.parse(spelled.text).id)
  isProblem(t, await submit('', { url }), 400, 'an empty key')
  isProblem(t, await submit('k'.repeat(256), { url }), 400, 'a long key')
  const rivals = await Promise.all([submit('three', { url, maxPages: 1 }), submit('three', { url, maxPages: 2 })])
  t.strictSame(rivals.map(({ status }) => status).sort(), [202, 422])
  t.equal((await magpie.get<{ items: unknown[] }>('/collections')).items.length, 3)
})
