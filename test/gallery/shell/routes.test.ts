import t from 'tap'
import { plainView } from '../../../src/gallery/grid/view.ts'
import { parseBase, parseRoute, type Route, routeHref } from '../../../src/gallery/shell/routes.ts'

const routes: [string, Route][] = [
  ['#/', { name: 'home' }],
  ['#/images', { name: 'images', view: plainView }],
  ['#/images?sort=heaviest&alt=missing', { name: 'images', view: { ...plainView, sort: 'heaviest', alt: 'missing' } }],
  ['#/images?q=red+door%3F', { name: 'images', view: { ...plainView, q: 'red door?' } }],
  ['#/images/ab12', { name: 'image', id: 'ab12' }],
  ['#/collections/7', { name: 'collection', id: '7', view: plainView }],
  ['#/collections/7?format=png', { name: 'collection', id: '7', view: { ...plainView, format: 'png' } }],
  ['#/runs/9/pages', { name: 'findings', runId: '9', view: { kind: 'pages', filter: '' } }],
  ['#/runs/9/images?verdict=failed', { name: 'findings', runId: '9', view: { kind: 'images', filter: 'failed' } }],
  ['#/runs/9/images?change=gone', { name: 'findings', runId: '9', view: { kind: 'images', filter: 'gone' } }],
  ['#/runs/9/pages?verdict=robots', { name: 'findings', runId: '9', view: { kind: 'pages', filter: 'robots' } }],
]
for (const [hash, route] of routes) {
  t.test(`routes: ${hash} and back`, async (t) => {
    t.same(parseRoute(hash), route)
    t.equal(routeHref(route), hash)
  })
}

t.test('parseRoute: an empty address is home, and what a view does not know is left out', async (t) => {
  for (const hash of ['', '#', '#/', '#/?x=1']) t.same(parseRoute(hash), { name: 'home' })
  t.same(parseRoute('#/images?sort=best&format=exe&x=1'), { name: 'images', view: plainView })
  t.same(parseRoute(`#/images?q=%00${'x'.repeat(600)}`), { name: 'images', view: { ...plainView, q: 'x'.repeat(500) } })
  t.same(parseRoute('#/runs/9/x?verdict=stored'), { name: 'findings', runId: '9', view: { kind: 'pages', filter: '' } })
  for (const hash of ['#/runs/9/pages?change=new', '#/runs/9/pages?verdict=new'])
    t.same(parseRoute(hash), { name: 'findings', runId: '9', view: { kind: 'pages', filter: '' } })
  t.same(parseRoute('#/images/%E0%A4%A'), { name: 'image', id: '%E0%A4%A' })
})

t.test('parseRoute: what is unknown is nowhere, and stays in the address', async (t) => {
  for (const hash of ['#/nowhere', '#/collections/', '#x']) {
    t.same(parseRoute(hash), { name: 'nowhere', path: hash.slice(1) })
    t.equal(routeHref(parseRoute(hash)), hash)
  }
})

t.test('routeHref: an id cannot leave its place', async (t) => {
  t.equal(routeHref({ name: 'image', id: 'a/b?c' }), '#/images/a%2Fb%3Fc')
})

t.test('parseBase: an image is no page to return to', async (t) => t.same(parseBase('#/images/ab'), { name: 'home' }))
