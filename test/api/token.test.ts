/** API_TOKEN: what is guarded, in every spelling of its address, and what stays open. */
import t from 'tap'
import { ask, askBytes } from '../support/ask.ts'
import { startMagpie } from '../support/magpie.ts'

const token = 'a+secret/of=ours'
const bearer = { authorization: `Bearer ${token}` }
const cookie = { cookie: `other=1; magpie_token=${encodeURIComponent(token)}` }

const guarded = [
  '/api/v1/images',
  '/api/v1/collections',
  '/api/v1/nothing',
  '/docs',
  '/docs/',
  '/docs/json',
  '/openapi.json',
  '/metrics',
]
const open = ['/health/live', '/health/ready', '/', '/index.html', '/favicon.svg', '/assets/gallery.js']

t.test('guarded: 401 without the token, in every spelling of an address', async (t) => {
  const magpie = await startMagpie(t, { API_TOKEN: token })
  const spellings = ['/%61pi/v1/images', '/api/v1/%69mages', '/%6fpenapi.json', '/d%6fcs', '/api/v1/images?limit=1']
  for (const path of [...guarded, ...spellings]) {
    const answer = await ask(magpie.url, { path })
    t.equal(answer.status, 401, path)
    t.equal(answer.headers['www-authenticate'], 'Bearer', path)
    t.match(answer.headers['content-type'], /^application\/problem\+json/, path)
    t.match(JSON.parse(answer.text), { type: '/problems/unauthorized', requestId: /./ }, path)
  }
  for (const target of [`${magpie.url}/api/v1/images`, 'http://elsewhere.test/openapi.json']) {
    const answer = await askBytes(magpie.url, `GET ${target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)
    t.equal(answer.status, 401, target)
  }
})

t.test('open: the health routes and the files of the gallery', async (t) => {
  const magpie = await startMagpie(t, { API_TOKEN: token })
  for (const path of open) t.equal((await ask(magpie.url, { path })).status, 200, path)
})

t.test('the token: as a header for everything, as a cookie for reading alone', async (t) => {
  const magpie = await startMagpie(t, { API_TOKEN: token })
  const status = async (method: string, path: string, headers: Record<string, string>) =>
    (await ask(magpie.url, { method, path, headers })).status
  for (const headers of [bearer, cookie, { authorization: `bearer  ${token}` }]) {
    t.equal(await status('GET', '/api/v1/images', headers), 200)
    t.equal(await status('HEAD', '/api/v1/images', headers), 200)
    t.equal(await status('GET', '/openapi.json', headers), 200)
  }
  const run = '/api/v1/runs/01900000-0000-7000-8000-000000000000/cancel'
  t.equal(await status('POST', run, bearer), 404)
  t.equal(await status('POST', run, cookie), 401)
  const wrong: Record<string, string>[] = [
    { authorization: 'Bearer wrong' },
    { authorization: `Bearer ${token}x` },
    { authorization: `Bearer ${token.slice(1)}` },
    { authorization: `Basic ${token}` },
    { authorization: token },
    { authorization: 'Bearer' },
    { cookie: 'magpie_token=' },
    { cookie: 'magpie_token=%zz' },
    { cookie: `xmagpie_token=${token}` },
  ]
  for (const headers of wrong) t.equal(await status('GET', '/api/v1/images', headers), 401, JSON.stringify(headers))
})
