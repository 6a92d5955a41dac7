import t from 'tap'
import { redirectTarget } from '../../../../src/modules/collect/fetch/redirects.ts'
import { startFetching } from '../../../support/fetching.ts'
import { type Route, startSite } from '../../../support/site.ts'

const any = { accept: '*/*', maxBytes: 100_000 }
const to = (location: string, status = 302) => ({ status, headers: { location } })

t.test('redirects: every status that redirects is followed, to other hosts too', async (t) => {
  const cdn = await startSite(t, { address: '127.0.0.2', routes: { '/a.png': Buffer.from('image') } })
  const routes = Object.fromEntries(
    [301, 302, 303, 307, 308].map((status) => [`/${status}`, to(`${cdn.url}/a.png#x`, status)]),
  )
  const site = await startSite(t, {
    routes: {
      ...routes,
      '/5': to('4'),
      '/4': to('/3'),
      '/3': to('?q'),
      '/3?q': to('//127.0.0.1:0'),
      '/deep': to('./301'),
    },
  })
  const { fetch } = startFetching(t)
  for (const path of ['/301', '/302', '/303', '/307', '/308', '/deep']) {
    t.match(await fetch({ ...any, url: site.url + path }), { ok: true, url: `${cdn.url}/a.png` }, path)
  }
  t.match(await fetch({ ...any, url: `${site.url}/5` }), {
    ok: false,
    verdict: 'refused-address',
    url: 'http://127.0.0.1:0/',
  })
})

t.test('redirects: loops and endless chains end', async (t) => {
  const site = await startSite(t, {
    routes: {
      '/self': to('/self'),
      '/a': to('/b'),
      '/b': to('/a#other'),
      '/count': (request, response) =>
        void response.writeHead(302, { location: `/count?${Number(request.url?.split('?')[1] ?? 0) + 1}` }).end(),
    },
  })
  const { fetch } = startFetching(t)
  for (const path of ['/self', '/a', '/count']) {
    t.match(
      await fetch({ ...any, url: site.url + path }),
      { ok: false, verdict: 'redirect-loop', status: 302, attempts: 1 },
      path,
    )
  }
  t.equal(site.hits.length, 1 + 2 + 21)
})

t.test('redirects: cookies that they set are told on the way, where they belong, and never again', async (t) => {
  const told: [path: string | undefined, cookie: string | undefined][] = []
  const routes: Record<string, Route> = {
    '/wall': (request, response) => {
      told.push(['wall', request.headers.cookie])
      if (request.headers.cookie === 'a=1') response.end('image')
      else response.writeHead(302, { location: '/wall', 'set-cookie': ['a=1; Path=/', 'b=2; Path=/else'] }).end()
    },
    '/counting': (request, response) => {
      const count = Number(request.headers.cookie?.slice(2) ?? 0) + 1
      response.writeHead(302, { location: '/counting', 'set-cookie': `n=${count}` }).end()
    },
    '/long': (_request, response) =>
      response.writeHead(302, { location: '/else/bare', 'set-cookie': `b=${'b'.repeat(9000)}` }).end(),
    '/odd': (_request, response) => {
      const lines = ['x', '=;;=', 'a=1; Domain=example.org', 'gone=1; Max-Age=0', '__proto__=1; Path=/']
      response.writeHead(302, { location: '/else/bare', 'set-cookie': lines }).end()
    },
    '/else/bare': (request, response) => response.end(request.headers.cookie ?? 'nothing'),
  }
  const other = await startSite(t, {
    address: '127.0.0.2',
    routes: { '/': (request, response) => response.end(request.headers.cookie ?? 'nothing') },
  })
  routes['/away'] = (_request, response) =>
    response.writeHead(302, { location: `${other.url}/`, 'set-cookie': 'a=1; Path=/' }).end()
  const site = await startSite(t, { routes })
  const { fetch } = startFetching(t)
  const read = async (path: string) => {
    const result = await fetch({ ...any, url: site.url + path })
    return result.ok ? result.body.toString() : result.reason
  }
  t.equal(await read('/wall'), 'image')
  t.equal(await read('/wall'), 'image')
  t.strictSame(told, [
    ['wall', undefined],
    ['wall', 'a=1'],
    ['wall', undefined],
    ['wall', 'a=1'],
  ])
  t.match(await read('/counting'), /more than 20 redirects/)
  t.equal(await read('/long'), 'nothing')
  t.equal(await read('/odd'), '__proto__=1')
  t.equal(await read('/away'), 'nothing')
})

t.test('redirects: hostile and broken ones are a verdict', async (t) => {
  const site = await startSite(t, {
    routes: {
      '/none': { status: 302 },
      '/empty': to(''),
      '/bad': to('http://['),
      '/file': to('file:///etc/passwd'),
      '/script': to('javascript:alert(1)'),
      '/unix': to('unix:/run/docker.sock:/'),
      '/choices': { status: 300, body: 'x' },
      '/unasked': { status: 304 },
      '/endless': (_request, response) => {
        response.writeHead(302, { location: '/end' })
        const write = () => void (response.writable && response.write(Buffer.alloc(65_536), write))
        write()
      },
      '/end': 'end',
    },
  })
  const { fetch } = startFetching(t)
  const verdicts = {
    '/none': 'http-error',
    '/empty': 'redirect-loop',
    '/bad': 'http-error',
    '/file': 'refused-address',
    '/script': 'refused-address',
    '/unix': 'refused-address',
    '/choices': 'http-error',
    '/unasked': 'http-error',
  }
  for (const [path, verdict] of Object.entries(verdicts)) {
    t.match(await fetch({ ...any, url: site.url + path }), { ok: false, verdict, attempts: 1 }, path)
  }
  t.match(await fetch({ ...any, url: `${site.url}/endless` }), { ok: true, url: `${site.url}/end` })
})

t.test('redirects: credentials stay with their origin and are never shown', async (t) => {
  const cdn = await startSite(t, { address: '127.0.0.2', routes: { '/': 'page' } })
  const site = await startSite(t, { routes: { '/a': to('/b'), '/b': to(cdn.url.replace('//', '//other:secret@')) } })
  const { fetch } = startFetching(t)
  const result = await fetch({ ...any, url: `${site.url.replace('//', '//us%20er:p%40ss@')}/a` })
  t.match(result, { ok: true, url: `${cdn.url}/` })
  const expected = `Basic ${Buffer.from('us er:p@ss').toString('base64')}`
  t.same(
    site.hits.map(({ headers }) => headers.authorization),
    [expected, expected],
  )
  t.equal(cdn.hits[0]?.headers.authorization, undefined)
})

t.test('redirects: the caller is asked before every hop', async (t) => {
  const site = await startSite(t, { routes: { '/a': to('/b'), '/b': to('/c'), '/c': 'c' } })
  const { fetch } = startFetching(t)
  const asked: string[] = []
  const permits = async (url: string) => {
    asked.push(new URL(url).pathname)
    return url.endsWith('/c') ? ({ verdict: 'robots', reason: 'No.' } as const) : undefined
  }
  t.match(await fetch({ ...any, url: `${site.url}/a`, permits }), {
    ok: false,
    verdict: 'robots',
    reason: 'No.',
    url: `${site.url}/c`,
  })
  t.same(asked, ['/a', '/b', '/c'])
  t.equal(site.hits.length, 2)
})

t.test('redirects: the bytes of a Location are UTF-8, else sent back as they are', async (t) => {
  const from = new URL('http://a.test/x/y?z')
  const cases = { ä: '/x/%C3%A4', '/p': '/p', '': '/x/y', '?q=ü': '/x/y' }
  for (const [location, path] of Object.entries(cases)) {
    t.equal(redirectTarget(Buffer.from(location, 'utf8').toString('latin1'), from)?.pathname, path, location)
  }
  t.equal(redirectTarget('\u00e4', from)?.pathname, '/x/%E4', 'a lone latin1 byte')
  t.equal(redirectTarget('/%C3%A4/t\u00fcr\u00e9?\u00ff', from)?.href, 'http://a.test/%C3%A4/t%FCr%E9?%FF')
  t.equal(redirectTarget('http://[', from), undefined)
})
