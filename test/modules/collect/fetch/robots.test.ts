import t from 'tap'
import { createRobots } from '../../../../src/modules/collect/fetch/robots.ts'
import { parseRobots } from '../../../../src/modules/collect/fetch/robots-rules.ts'
import { startFetching } from '../../../support/fetching.ts'
import { processorMs } from '../../../support/processor-time.ts'
import { type Route, startSite } from '../../../support/site.ts'

const allows = (text: string, path: string) => parseRobots(text, 'Magpie').allows(new URL(path, 'http://a.test'))

t.test('robots rules: groups', async (t) => {
  const table: [text: string, allowed: string[], refused: string[]][] = [
    ['', ['/'], []],
    ['User-agent: *\nDisallow: /', ['/robots.txt'], ['/', '/robots.txt2']],
    ['User-agent: *\nDisallow:', ['/'], []],
    ['User-agent: *bot\nDisallow: /', ['/a'], []],
    ['User-agent: *\nDisallow: /a%2A\nDisallow: /b%24', ['/ax', '/b'], ['/a*', '/b$c']],
    ['User-agent: *\nDisallow: /\nUser-agent: magpie\nDisallow: /b', ['/a'], ['/b']],
    ['User-agent: magpie\nDisallow: /b\n\nUser-agent: *\nDisallow: /', ['/a'], ['/b']],
    [
      'User-agent: Magpie\nDisallow: /a\nUser-agent: x\nDisallow: /\nUser-agent: MAGPIE/1.0 # we\nDisallow: /b',
      ['/c'],
      ['/a', '/b'],
    ],
    ['User-agent: x\nUser-agent: Magpie\nDisallow: /a', ['/b'], ['/a']],
    ['User-agent: x\nSitemap: http://a/\n\nUser-agent: Magpie\nDisallow: /a', ['/b'], ['/a']],
    ['User-agent: *\nCrawl-delay: 1\nUser-agent: x\nDisallow: /', ['/a'], []],
    ['User-agent: Magpies\nDisallow: /', ['/'], []],
    ['User-agent: Mag\nDisallow: /', ['/'], []],
    ['User-agent: Magpie\n\nUser-agent: *\nDisallow: /', [], ['/']],
    ['Disallow: /', ['/'], []],
    ['\uFEFFuser-AGENT : *\r\n  DISALLOW :/a # no\rnonsense\n: x\nDisallow', ['/'], ['/a']],
    ['User-agent: __proto__\nDisallow: /\nUser-agent: *\nDisallow: /a', ['/'], ['/a']],
  ]
  for (const [text, allowed, refused] of table) {
    for (const path of allowed) t.ok(allows(text, path), `${JSON.stringify(text)} allows ${path}`)
    for (const path of refused) t.notOk(allows(text, path), `${JSON.stringify(text)} refuses ${path}`)
  }
})

t.test('robots rules: the longest match wins, Allow wins ties', async (t) => {
  const text = 'User-agent: *\nDisallow: /\nAllow: /p\nDisallow: /page\nAllow: /page\nDisallow: /*.gif$\nAllow: /ö'
  for (const path of ['/p', '/page', '/x.gif?', '/ö', '/%c3%b6']) t.equal(allows(text, path), path !== '/x.gif?', path)
  t.notOk(allows(text, '/x.gif'))
})

t.test('robots rules: hostile files cost little', async (t) => {
  const files = [
    'User-agent:*\n'.repeat(19_000) + 'Allow:/\n'.repeat(32_000),
    `User-agent: *\n${`Disallow: /${'*a'.repeat(20)}b\n`.repeat(9_000)}`,
    `User-agent: *\nDisallow: /${'*'.repeat(500_000)}x`,
    ':'.repeat(500_000),
    '\n'.repeat(500_000),
    '#'.repeat(500_000),
  ]
  for (const [index, text] of files.entries()) {
    const before = processorMs()
    allows(text, `/${'a'.repeat(4000)}`)
    t.ok(processorMs() - before < 1000, `file ${index}: ${Math.round(processorMs() - before)} ms`)
  }
})

t.test('robots: rules are fetched once for an origin and cover it alone', async (t) => {
  const robotsTxt =
    'User-agent: *\nDisallow: /secret\nSitemap: /map.xml\nSitemap: http://b.test/m\nSitemap: ftp://c/\nSitemap: /map.xml'
  const site = await startSite(t, { routes: { '/robots.txt': robotsTxt } })
  const open = await startSite(t, { address: '127.0.0.2', routes: {} })
  const { robots } = startFetching(t)
  const answers = await Promise.all(
    ['/a', '/secret', '/b', '/robots.txt'].map((path) => robots.permits(site.url + path)),
  )
  t.match(answers, [undefined, { verdict: 'robots' }, undefined, undefined])
  t.equal(await robots.permits(`${open.url}/secret`), undefined)
  t.equal(site.hits.length, 1)
  t.equal(open.hits.length, 1)
  t.same(await robots.sitemaps(`${site.url}/x`), [`${site.url}/map.xml`, 'http://b.test/m'])
  t.same(await robots.sitemaps('nonsense'), [])
})

t.test('robots: an answer without rules allows, an unreachable one refuses', async (t) => {
  const redirect = (location: string) => ({ status: 302, headers: { location } })
  const allowing: Record<string, Route> = {
    '404': { status: 404 },
    '403': { status: 403 },
    '410': { status: 410 },
    loop: redirect('/robots.txt'),
    html: '<!doctype html><p>User-agent: *',
  }
  const refusing: Record<string, Route> = {
    '500': { status: 500 },
    '503': { status: 503 },
    hang: () => undefined,
    reset: (request) => void request.socket.destroy(),
  }
  const { fetch } = startFetching(t, { limits: { firstByteMs: 200 } })
  const ask = async (route: Route) => {
    const site = await startSite(t, { routes: { '/robots.txt': route } })
    return createRobots({ fetch, productToken: 'Magpie' }).permits(`${site.url}/a`)
  }
  for (const [name, route] of Object.entries(allowing)) t.equal(await ask(route), undefined, name)
  for (const [name, route] of Object.entries(refusing))
    t.match(await ask(route), { verdict: 'robots', reason: /could not be had/ }, name)
})

t.test('robots: what the guard refuses, the host or where its robots.txt leads, is a refused address', async (t) => {
  const { robots } = startFetching(t)
  t.match(await robots.permits('http://127.0.0.3/a'), { verdict: 'refused-address' })
  const headers = { location: 'http://127.0.0.3:81/robots.txt' }
  const site = await startSite(t, { routes: { '/robots.txt': { status: 302, headers } } })
  t.match(await robots.permits(`${site.url}/a`), { verdict: 'refused-address', reason: /127\.0\.0\.3 is not/ })
  t.equal(await robots.permits('ftp://a/'), undefined)
})

t.test('robots: redirects lead to the rules of the first origin', async (t) => {
  const cdn = await startSite(t, { address: '127.0.0.2', routes: { '/r': 'User-agent: *\nDisallow: /a' } })
  const site = await startSite(t, { routes: { '/robots.txt': { status: 301, headers: { location: `${cdn.url}/r` } } } })
  const { robots } = startFetching(t)
  t.match(await robots.permits(`${site.url}/a`), { verdict: 'robots' })
  t.equal(await robots.permits(`${cdn.url}/a`), undefined)
})

t.test('robots: 500 KiB are read, the rest is ignored', async (t) => {
  const filler = `#${'x'.repeat(98)}\n`.repeat(5121)
  const site = await startSite(t, { routes: { '/robots.txt': `User-agent: *\nDisallow: /a\n${filler}Disallow: /b\n` } })
  const { robots } = startFetching(t)
  t.match(await robots.permits(`${site.url}/a`), { verdict: 'robots' })
  t.equal(await robots.permits(`${site.url}/b`), undefined)
})

t.test('robots: the line that the limit breaks off is ignored, one that ends there is not', async (t) => {
  const fileOf = (before: number) => {
    const head = 'User-agent: *\n#'
    return `${head}${'x'.repeat(before - head.length - 1)}\nDisallow: /private\nDisallow: /other\n`
  }
  const limit = 500 * 1024
  const broken = await startSite(t, { routes: { '/robots.txt': fileOf(limit - 'Disallow: /'.length) } })
  const whole = await startSite(t, { routes: { '/robots.txt': fileOf(limit - 'Disallow: /private'.length) } })
  const line = await startSite(t, { routes: { '/robots.txt': `User-agent: *${' '.repeat(limit)}` } })
  const { robots } = startFetching(t)
  for (const path of ['/a', '/private']) t.equal(await robots.permits(broken.url + path), undefined, path)
  t.match(await robots.permits(`${whole.url}/private`), { verdict: 'robots' })
  t.equal(await robots.permits(`${whole.url}/other`), undefined)
  t.equal(await robots.permits(`${line.url}/a`), undefined)
})

t.test('robots: Crawl-delay keeps the starts apart', async (t) => {
  const site = await startSite(t, { routes: { '/robots.txt': 'User-agent: *\nCrawl-delay: 0.1', '/': 'page' } })
  const { fetch, robots } = startFetching(t)
  const request = { url: site.url, accept: '*/*', maxBytes: 1000, permits: robots.permits }
  await Promise.all([fetch(request), fetch(request), fetch(request)])
  const starts = site.hits.slice(1).map(({ at }) => at)
  t.ok((starts[2] ?? 0) - (starts[0] ?? 0) >= 190, `${starts}`)
})

t.test(
  'robots: Crawl-delay slows those alone who keep to it, no other port, and ends when it is asked no more',
  async (t) => {
    const routes: Record<string, Route> = { '/robots.txt': 'User-agent: *\nCrawl-delay: 20', '/': 'page' }
    const site = await startSite(t, { routes })
    const other = await startSite(t, { routes: { '/': 'page' } })
    const { fetch } = startFetching(t)
    let now = 0
    const robots = createRobots({ fetch, productToken: 'Magpie', now: () => now })
    const request = { url: site.url, accept: '*/*', maxBytes: 1000 }
    t.same(await robots.permits(site.url), { intervalMs: 20_000 })
    const kept = fetch({ ...request, permits: robots.permits, signal: AbortSignal.timeout(100) })
    const before = performance.now()
    t.match(await fetch(request), { ok: true }, 'who does not keep to it')
    t.match(await fetch({ ...request, url: other.url, permits: robots.permits }), { ok: true }, 'another port')
    t.ok(performance.now() - before < 15_000)
    t.match(await kept, { ok: false, verdict: 'cancelled' }, 'who keeps to it waits')
    routes['/robots.txt'] = 'User-agent: *\nAllow: /'
    now += 3_600_001
    const again = performance.now()
    t.match(await fetch({ ...request, permits: robots.permits }), { ok: true }, 'asked no more')
    t.ok(performance.now() - again < 15_000)
  },
)

t.test('robots: Crawl-delay is kept for 30 seconds at most', async (t) => {
  const site = await startSite(t, { routes: { '/robots.txt': 'User-agent: *\nCrawl-delay: 86400' } })
  t.same(await startFetching(t).robots.permits(site.url), { intervalMs: 30_000 })
})

t.test('robots: answers expire, failures sooner', async (t) => {
  const routes: Record<string, Route> = { '/robots.txt': { status: 500 } }
  const site = await startSite(t, { routes })
  const { fetch } = startFetching(t)
  let now = 0
  const robots = createRobots({ fetch, productToken: 'Magpie', now: () => now })
  t.match(await robots.permits(site.url), { verdict: 'robots' })
  routes['/robots.txt'] = 'User-agent: *\nDisallow:'
  t.match(await robots.permits(site.url), { verdict: 'robots' })
  now += 61_000
  t.equal(await robots.permits(site.url), undefined)
  routes['/robots.txt'] = 'User-agent: *\nDisallow: /'
  now += 3_000_000
  t.equal(await robots.permits(site.url), undefined)
  now += 601_000
  t.match(await robots.permits(site.url), { verdict: 'robots' })
})
