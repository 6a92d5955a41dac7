import { once } from 'node:events'
import http from 'node:http'
import https from 'node:https'
import t from 'tap'
import { createAddressPolicy } from '../../../../src/modules/collect/fetch/address-policy.ts'
import { createGuardedAgents } from '../../../../src/modules/collect/fetch/guarded-agents.ts'
import { startFetching } from '../../../support/fetching.ts'
import { startSite } from '../../../support/site.ts'

const any = { accept: '*/*', maxBytes: 100_000 }
const refused = { ok: false, verdict: 'refused-address', attempts: 1 }

t.test('guarded agents: no connection reaches what is refused, directly or by redirect', async (t) => {
  const secret = await startSite(t, { address: '127.0.0.3', routes: { '/': 'secret' } })
  const { port } = secret
  const spellings = [
    '127.0.0.3',
    '2130706435',
    '0x7f.3',
    '0177.0.0.3',
    '[::ffff:7f00:3]',
    '[::ffff:127.0.0.3]',
    'name.test',
  ]
  const targets = spellings.map((host) => `http://${host}:${port}/`)
  const site = await startSite(t, {
    routes: {
      '/to': (request, response) =>
        void response.writeHead(302, { location: decodeURIComponent(request.url?.slice(4) ?? '') }).end(),
    },
  })
  const { fetch } = startFetching(t, { lookup: async () => ['127.0.0.3'] })
  for (const url of targets) {
    t.match(await fetch({ ...any, url }), { ...refused, status: null }, url)
    t.match(await fetch({ ...any, url: `${site.url}/to?${encodeURIComponent(url)}` }), refused, `by redirect: ${url}`)
  }
  t.equal(site.hits.length, targets.length)
  t.equal(secret.connections(), 0)
})

t.test('guarded agents: names of this machine are not looked up', async (t) => {
  const site = await startSite(t, { routes: { '/': 'here' } })
  const asked: string[] = []
  const lookup = async (hostname: string) => {
    asked.push(hostname)
    return ['127.0.0.1']
  }
  const { fetch } = startFetching(t, { lookup })
  for (const host of ['localhost', 'localhost.', 'a.localhost', '[::1]']) {
    t.match(await fetch({ ...any, url: `http://${host}:${site.port}/` }), refused, host)
  }
  const open = startFetching(t, { lookup, allowNetworks: ['127.0.0.0/8', '::1'] })
  t.match(await open.fetch({ ...any, url: `http://localhost:${site.port}/` }), { ok: true })
  t.same(asked, [])
})

t.test('guarded agents: a name with one internal address among its answers is refused whole', async (t) => {
  const site = await startSite(t, { routes: { '/': 'page' } })
  const { fetch } = startFetching(t, { lookup: async () => ['127.0.0.1', '10.0.0.1'] })
  t.match(await fetch({ ...any, url: `http://mixed.test:${site.port}/` }), {
    ...refused,
    reason: /mixed\.test leads to 10\.0\.0\.1/,
  })
  t.equal(site.connections(), 0)
})

t.test('guarded agents: a name that changes its address is judged at each connection, by one lookup', async (t) => {
  const site = await startSite(t, { routes: { '/': { body: 'page', headers: { connection: 'close' } } } })
  const secret = await startSite(t, { address: '127.0.0.3', port: site.port, routes: { '/': 'secret' } })
  const answers = [['127.0.0.1'], ['127.0.0.3'], ['127.0.0.1']]
  const { fetch } = startFetching(t, { lookup: async () => answers.shift() ?? [] })
  const url = `http://rebinding.test:${site.port}/`
  t.match(await fetch({ ...any, url }), { ok: true })
  t.match(await fetch({ ...any, url }), refused)
  t.match(await fetch({ ...any, url }), { ok: true })
  t.equal(answers.length, 0, 'one lookup a connection')
  t.equal(secret.connections(), 0)
})

t.test('guarded agents: answers of DNS that are no addresses', async (t) => {
  const notFound = async () => {
    throw Object.assign(new Error('no'), { code: 'ENOTFOUND' })
  }
  const nameless = { ok: false, verdict: 'network-error', reason: 'The host name has no address.', attempts: 1 }
  t.match(await startFetching(t, { lookup: notFound }).fetch({ ...any, url: 'http://a.test/' }), nameless)
  t.match(await startFetching(t, { lookup: async () => [] }).fetch({ ...any, url: 'http://a.test/' }), nameless)
  t.match(await startFetching(t, { lookup: async () => ['evil'] }).fetch({ ...any, url: 'http://a.test/' }), refused)
  t.match(await startFetching(t).fetch({ ...any, url: 'http://8.8.8.8:25/' }), refused)
})

t.test('guarded agents: connections are kept and used again', async (t) => {
  const site = await startSite(t, {
    routes: { '/': 'page', '/on': { status: 301, headers: { location: '/', 'content-length': '0' } } },
  })
  const { fetch } = startFetching(t)
  for (const path of ['/', '/on', '/gone', '/']) await fetch({ ...any, url: site.url + path })
  t.equal(site.hits.length, 5)
  t.ok(site.connections() <= 2, `${site.connections()} connections`)
})

t.test('guarded agents: they refuse by themselves, whoever uses them', async (t) => {
  const secret = await startSite(t, { address: '127.0.0.3', routes: { '/': 'secret' } })
  const policy = createAddressPolicy({ allowNetworks: ['127.0.0.1/32'] })
  const agents = createGuardedAgents({ policy, maxSocketsPerHost: 2, lookup: async () => ['127.0.0.3'] })
  t.teardown(agents.close)
  const targets = [
    { host: '127.0.0.3' },
    { host: '::ffff:127.0.0.3' },
    { host: 'localhost.' },
    { host: 'name.test' },
    { host: '127.0.0.1', port: 25 },
  ]
  for (const target of targets) {
    for (const [module, agent] of [
      [http, agents.http],
      [https, agents.https],
    ] as const) {
      const request = module.get({ port: secret.port, ...target, agent })
      t.match(await once(request, 'error'), [{ code: 'ERR_REFUSED_ADDRESS' }], JSON.stringify(target))
    }
  }
  const request = http.get({ host: '127.0.0.1', port: secret.port, socketPath: '/nowhere', agent: agents.http })
  t.match(await once(request, 'error'), [{ code: 'ECONNREFUSED' }], 'sockets of the file system are not reached')
  t.equal(secret.connections(), 0)
})
