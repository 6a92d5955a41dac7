import t from 'tap'
import { createLanes, hostOf } from '../../../../src/modules/collect/crawl/images/lanes.ts'

function hosts(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, at) => `h${from + at}.test`)
}

t.test('lanes: each host has one of its own, until there are many', async (t) => {
  const lanes = createLanes()
  const first = hosts(0, 16)
  for (const host of [...first, ...first]) lanes.meet(host)
  t.equal(lanes.count(), 16)
  t.equal(new Set(first.map(lanes.of)).size, 16)

  const before = first.map(lanes.of)
  const more = hosts(16, 300)
  for (const host of more) lanes.meet(host)
  t.equal(lanes.count(), 16)
  t.strictSame(first.map(lanes.of), before, 'which they keep')
  t.strictSame(more.map(lanes.of), more.map(lanes.of), 'others always share the same')
  for (const host of more) t.ok(lanes.of(host) >= 0 && lanes.of(host) < 16)
  t.ok(new Set(more.map(lanes.of)).size > 12)
})

t.test('lanes: few hosts, few lanes', async (t) => {
  const lanes = createLanes()
  for (const host of ['', 'a.test', 'a.test:81', 'a.test']) lanes.meet(host)
  t.equal(lanes.count(), 3)
  t.strictSame(['', 'a.test', 'a.test:81'].map(lanes.of), [0, 1, 2])
})

t.test('lanes: the host of a picture is that of its best candidate', async (t) => {
  t.equal(hostOf({ candidates: ['https://a.test:8443/x?y', 'http://b.test/'] }), 'a.test:8443')
  t.equal(hostOf({ candidates: ['data:image/png;base64,AAAA'] }), '')
  t.equal(hostOf({ candidates: [] }), '')
})
