/** Sites that go on without end are left, and that is said; what they show is collected. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import t from 'tap'
import { collectSite, png } from '../../../support/collecting.ts'
import type { Route } from '../../../support/site.ts'

type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** Answers every path that is not listed by the function. */
function endless(routes: Record<string, Route>, html: (path: string) => string | undefined): Record<string, Route> {
  const answer: Listener = (request, response) => {
    const page = html(request.url ?? '')
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html' }).end(page)
  }
  return new Proxy(routes, { get: (known, path: string) => known[path] ?? answer })
}

const sites: [title: string, home: string, html: (path: string) => string | undefined][] = [
  [
    'a calendar',
    '<a href=/calendar/2026/1>calendar</a>',
    (path) => {
      const [, year, month] = /^\/calendar\/(\d+)\/(\d+)$/.exec(path) ?? []
      if (!year) return undefined
      const next = Number(month) === 12 ? `${Number(year) + 1}/1` : `${year}/${Number(month) + 1}`
      return `<img src=/logo.png><a href=/calendar/${next}>next</a><a href=/day/${year}-${month}-1>day</a>`
    },
  ],
  [
    'pages that all say to be one',
    '<a href=/cal?m=1>calendar</a>',
    (path) => {
      const [, month] = /^\/cal\?m=(\d+)$/.exec(path) ?? []
      return (
        month &&
        `<link rel=canonical href=/cal><title>C</title><img src=/logo.png><a href=/cal?m=${Number(month) + 1}>n</a>`
      )
    },
  ],
  [
    'a path that leads into itself',
    '<a href=a/>a</a>',
    (path) => (path.startsWith('/a/') ? '<a href=a/>a</a>' : undefined),
  ],
  [
    'orders and filters',
    '<a href="/list?sort=0">list</a>',
    (path) =>
      path.startsWith('/list')
        ? Array.from({ length: 8 }, (_, at) => `<a href="${path}&f${at}=${path.length}">f</a>`).join('')
        : undefined,
  ],
  [
    'a new session for every page',
    '<a href=/session-0/home>home</a>',
    (path) =>
      path.startsWith('/session-')
        ? `<img src=/logo.png><a href=/session-${path.length}${Math.random()}/home>home</a>`
        : undefined,
  ],
]

for (const [title, home, html] of sites) {
  t.test(`traps: ${title}`, async (t) => {
    const routes = endless(
      {
        '/': `${home}<a href=/real>real</a><img src=/logo.png>`,
        '/real': '<img src=/real.png>',
        '/logo.png': await png(),
        '/real.png': await png(),
      },
      html,
    )
    const { run, pages, resources } = await collectSite(t, routes, { maxPages: 1000 })
    t.match(run, { state: 'partial', error: /go on without end/ })
    t.ok(run.pages.fetched < 70, `${run.pages.fetched} pages were read`)
    t.ok(Object.values(pages).some(({ verdict, reason }) => verdict === 'limit' && reason))
    t.match(resources, { '/logo.png': { verdict: 'stored' }, '/real.png': { verdict: 'stored' } })
  })
}

t.test('traps: a list whose pages lead to new images goes on to its end', async (t) => {
  const image = await png()
  const routes: Record<string, Route> = { '/': '<a href=/list?page=1>list</a>' }
  for (let page = 1; page <= 120; page++) {
    routes[`/list?page=${page}`] =
      `<a href=/list?page=${page + 1}>next</a><a href=/article-about-${'x'.repeat(page)}>a</a>`
    routes[`/article-about-${'x'.repeat(page)}`] = page % 10 === 0 ? `<img src=/${page}.png>` : '<p>words'
    routes[`/${page}.png`] = Buffer.concat([image, Buffer.from(String(page))])
  }
  const { run } = await collectSite(t, routes)
  t.match(run, { images: { stored: 12 } })
  t.equal(run.pages.fetched, 241)
})
