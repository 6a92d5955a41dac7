/** Pages of other origins: shut out, unless the configuration names them. */
import t from 'tap'
import { ask } from '../support/ask.ts'
import { startMagpie } from '../support/magpie.ts'

const path = '/api/v1/images'
const headers = { origin: 'https://museum.example' }
const asking = {
  ...headers,
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization',
}

t.test('not configured: no answer lets another origin read it', async (t) => {
  const magpie = await startMagpie(t)
  const { headers: got } = await ask(magpie.url, { path, headers })
  t.equal(got['access-control-allow-origin'], undefined)
  t.equal((await ask(magpie.url, { method: 'OPTIONS', path, headers: asking })).status, 405)
})

t.test('CORS_ORIGINS: those may read, and ask beforehand without the token', async (t) => {
  const magpie = await startMagpie(t, { CORS_ORIGINS: 'https://museum.example', API_TOKEN: 'secret' })
  const before = await ask(magpie.url, { method: 'OPTIONS', path: '/api/v1/collections', headers: asking })
  t.equal(before.status, 204)
  t.equal(before.headers['access-control-allow-origin'], 'https://museum.example')
  t.match(before.headers['access-control-allow-methods'], /POST/)
  t.equal(before.headers['access-control-allow-headers'], 'authorization')
  const refused = await ask(magpie.url, { path, headers })
  t.equal(refused.status, 401)
  t.equal(refused.headers['access-control-allow-origin'], 'https://museum.example', 'the page may read why')
  const read = await ask(magpie.url, { path, headers: { ...headers, authorization: 'Bearer secret' } })
  t.equal(read.status, 200)
  t.equal(read.headers['access-control-allow-origin'], 'https://museum.example')
  t.match(read.headers['access-control-expose-headers'], /link/)
  t.equal(read.headers['access-control-allow-credentials'], undefined)
  t.match(read.headers.vary, /Origin/i)
})

t.test('CORS_ORIGINS: others may not, also where they look alike', async (t) => {
  const magpie = await startMagpie(t, { CORS_ORIGINS: 'https://museum.example' })
  for (const origin of [
    'https://evil.example',
    'https://museum.example.evil.example',
    'http://museum.example',
    'null',
  ]) {
    const { headers: got } = await ask(magpie.url, { path, headers: { origin } })
    t.equal(got['access-control-allow-origin'], undefined, origin)
  }
  for (const path of ['/api/v1/images', '/api/v1/images/layout', '/api/v1/images.csv']) {
    const { vary } = (await ask(magpie.url, { path, headers })).headers
    t.match(vary, /origin/i, path)
    t.match(vary, /accept-encoding/i, path)
  }
})

t.test('CORS_ORIGINS=*: any', async (t) => {
  const magpie = await startMagpie(t, { CORS_ORIGINS: '*' })
  t.equal((await ask(magpie.url, { path, headers })).headers['access-control-allow-origin'], '*')
})
