/** Requests that nobody should send: each is refused as a problem document, on both databases alike. */
import t from 'tap'
import { type Asked, ask } from '../support/ask.ts'
import { databaseUrl } from '../support/databases.ts'
import { isProblem } from '../support/is-problem.ts'
import { startMagpie } from '../support/magpie.ts'

const digest = 'a'.repeat(64)
const uuid = '01900000-0000-7000-8000-000000000000'
const images = '/api/v1/images'
const collections = '/api/v1/collections'

const addresses: [path: string, status: number][] = [
  ['/%zz', 400],
  [`${images}/%`, 400],
  [`${images}/%00`, 400],
  [`${images}/%ff`, 400],
  [`${images}/`, 400],
  [`${images}/${'a'.repeat(10_000)}`, 400],
  [`${images}/${digest.toUpperCase()}`, 400],
  [`${images}/${digest}`, 404],
  [`${collections}/${uuid}0`, 400],
  [`${collections}/${uuid}`, 404],
  [`//api/v1/images`, 404],
  [`/api/v1/images;x=1`, 404],
  ['/API/v1/images', 404],
  ['/api/v2/images', 404],
  ['/..%2f..%2fpackage.json', 404],
  ['/assets/..%2f..%2f..%2fpackage.json', 404],
  ['/assets/%00', 404],
  ['/assets/', 404],
  ['/docs/..%2f..%2fpackage.json', 404],
]

const queries: [query: string, name: string][] = [
  ['unknown=1', 'unknown'],
  ['__proto__=1', '__proto__'],
  ['constructor=1', 'constructor'],
  ['limit=0', 'limit'],
  ['limit=501', 'limit'],
  ['limit=-1', 'limit'],
  ['limit=1.5', 'limit'],
  ['limit=', 'limit'],
  ['limit=ten', 'limit'],
  ['limit=NaN', 'limit'],
  ['limit=1&limit=2', 'limit'],
  ['limit[]=1', 'limit[]'],
  ['host=a&host=b', 'host'],
  ['host=%00', 'host'],
  [`host=${'a'.repeat(300)}`, 'host'],
  [`page=${'a'.repeat(9000)}`, 'page'],
  ['minWidth=99999999999', 'minWidth'],
  ['minBytes=99999999999999999999', 'minBytes'],
  ['maxHeight=1e400', 'maxHeight'],
  ['limit=1e2', 'limit'],
  ['limit=0x10', 'limit'],
  ['limit=%2010', 'limit'],
  ['limit=%2B10', 'limit'],
  ['animated=1', 'animated'],
  ['animated=', 'animated'],
  ['format=exe', 'format'],
  ['format=png,', 'format'],
  ['format=png%2Cjpeg%2Cexe', 'format'],
  ['orientation=diagonal', 'orientation'],
  ['alt=none', 'alt'],
  ['element=%00', 'element'],
  ['sort=NEWEST', 'sort'],
  ['collection=1', 'collection'],
  ['color=red', 'color'],
  ['color=%23ff000', 'color'],
  ['color=%23ff00zz', 'color'],
  ['q=%00', 'q'],
  ['q=a&q=b', 'q'],
  [`q=${'a'.repeat(10_000)}`, 'q'],
]

const wordings: [query: string, detail: RegExp][] = [
  ['limit=1&limit=2', /: limit is given more than once\.$/],
  ['q=a&q=b&host=a&host=b', /: host is given more than once; q is given more than once\.$/],
  ['x=1&x=2', /: x is not known\.$/],
  ['=1', /: query has something without a name\.$/],
]

const malformedQueries = ['host=%', 'host=%zz', 'host=%ff', 'host=%ed%a0%80', '%zz=1', '%ed%b0%80']

/** The path of the field that the refusal names, and the body. */
const bodies: [path: string, body: unknown][] = [
  ['/', []],
  ['/', 'null'],
  ['/', '"http://site.test/"'],
  ['/', ''],
  ['/url', {}],
  ['/url', { url: null }],
  ['/url', { url: ['http://site.test/'] }],
  ['/url', { url: '' }],
  ['/url', { url: 'site.test' }],
  ['/url', { url: '/path' }],
  ['/url', { url: '//site.test/' }],
  ['/url', { url: 'ftp://site.test/' }],
  ['/url', { url: 'javascript:alert(1)' }],
  ['/url', { url: 'file:///etc/passwd' }],
  ['/url', { url: 'data:text/html,x' }],
  ['/url', { url: 'http://' }],
  ['/url', { url: 'http://site test/' }],
  ['/url', { url: 'http://site.test:99999/' }],
  ['/url', { url: 'http://[::1/' }],
  ['/url', { url: 'http://user:secret@site.test/' }],
  ['/url', { url: 'http://user@site.test/' }],
  ['/url', { url: 'http://site.test/\0' }],
  ['/url', '{"url":"http://site.test/\\ud800"}'],
  ['/url', { url: `http://site.test/${'a'.repeat(9000)}` }],
  ['/url', { url: `http://site.test/${'é'.repeat(3000)}` }],
  ['/name', { url: 'http://site.test/', name: '' }],
  ['/name', { url: 'http://site.test/', name: 'x'.repeat(201) }],
  ['/name', { url: 'http://site.test/', name: 'a\0b' }],
  ['/name', '{"url":"http://site.test/","name":"\\udfff"}'],
  ['/unknown', { url: 'http://site.test/', unknown: 1 }],
  ['/URL', { url: 'http://site.test/', URL: 'http://site.test/' }],
  ['/maxPages', { url: 'http://site.test/', maxPages: '10' }],
  ['/maxPages', { url: 'http://site.test/', maxPages: 0 }],
  ['/maxPages', { url: 'http://site.test/', maxPages: 1.5 }],
  ['/maxPages', { url: 'http://site.test/', maxPages: 1e9 }],
  ['/maxPages', { url: 'http://site.test/', maxPages: null }],
  ['/maxDepth', { url: 'http://site.test/', maxDepth: -1 }],
  ['/robots', { url: 'http://site.test/', robots: 'false' }],
  ['/scope', { url: 'http://site.test/', scope: 'world' }],
  ['/include', { url: 'http://site.test/', include: '/a' }],
  ['/include/0', { url: 'http://site.test/', include: [''] }],
  ['/exclude/1', { url: 'http://site.test/', exclude: ['/a', '\0'] }],
  ['/exclude', { url: 'http://site.test/', exclude: Array(101).fill('/a') }],
]

const malformedBodies = ['{', '{"url":', "{'url':'x'}", '{"__proto__":{"x":1}}', '\uFEFF', 'NaN', '['.repeat(500_000)]

const methods: [method: string, path: string, allow: string][] = [
  ['PUT', images, 'GET, HEAD'],
  ['OPTIONS', images, 'GET, HEAD'],
  ['TRACE', images, 'GET, HEAD'],
  ['DELETE', collections, 'POST, GET, HEAD'],
  ['PATCH', `${collections}/${uuid}`, 'GET, HEAD, DELETE'],
  ['GET', `/api/v1/runs/${uuid}/cancel`, 'POST'],
  ['POST', `${images}/${digest}/original`, 'GET, HEAD'],
  ['POST', '/health/live', 'GET, HEAD'],
]

for (const name of ['sqlite', 'postgres'] as const) {
  t.test(`hostile requests (${name})`, async (t) => {
    const url = await databaseUrl(t, name)
    if (url === '') return
    const magpie = await startMagpie(t, { DATABASE_URL: url })
    const refused = async (asked: Asked, status: number) => {
      const title = `${asked.method ?? 'GET'} ${asked.path} ${JSON.stringify(asked.body ?? '')}`.slice(0, 120)
      const answer = await ask(magpie.url, asked)
      isProblem(t, answer, status, title)
      return { title, answer, problem: JSON.parse(answer.text) }
    }

    for (const [path, status] of addresses) await refused({ path }, status)
    for (const [query, field] of queries) {
      const { problem, title } = await refused({ path: `${images}?${query}` }, 400)
      t.equal(problem.errors[0].path, field, title)
    }
    for (const [query, detail] of wordings) {
      const { problem } = await refused({ path: `${images}?${query}` }, 400)
      t.match(problem.detail, detail, query)
    }
    for (const path of [
      `${images}/${digest}`,
      `${images}/${digest}/original`,
      `/api/v1/runs/${uuid}`,
      `/api/v1/runs/${uuid}/events`,
    ]) {
      const { problem } = await refused({ path: `${path}?unknown=1` }, 400)
      t.equal(problem.errors[0].path, 'unknown', path)
    }
    for (const query of malformedQueries) await refused({ path: `${images}?${query}` }, 400)
    for (const [path, body] of bodies) {
      const { problem, title } = await refused({ method: 'POST', path: collections, body }, 400)
      t.equal(problem.errors[0].path, path, title)
    }
    for (const body of malformedBodies) await refused({ method: 'POST', path: collections, body }, 400)
    for (const [method, path, allow] of methods) {
      const { answer, title } = await refused({ method, path }, 405)
      t.equal(answer.headers.allow, allow, title)
    }
    t.strictSame((await magpie.get<{ items: unknown[] }>('/collections')).items, [], 'nothing was accepted')
  })
}
