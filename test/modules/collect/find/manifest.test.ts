import t from 'tap'
import { findInManifest } from '../../../../src/modules/collect/find/index.ts'
import { findIn, shorten } from '../../../support/finding.ts'

const url = 'http://site.test/dir/app.webmanifest'

const cases: [title: string, body: string | Buffer, pictures: string[]][] = [
  ['icons', '{"icons":[{"src":"a.png","sizes":"192x192"},{"src":"/b.png"}]}', ['a.png', 'http://site.test/b.png']],
  ['one icon for two purposes', '{"icons":[{"src":"a.png"},{"src":"a.png","purpose":"maskable"}]}', ['a.png']],
  [
    'shortcuts and screenshots',
    '{"screenshots":[{"src":"s.png"}],"shortcuts":[{"icons":[{"src":"c.png"}]},{}],"icons":[{"src":"i.png"}]}',
    ['i.png', 'c.png', 's.png'],
  ],
  ['a byte order mark', '\uFEFF{"icons":[{"src":"a.png"}]}', ['a.png']],
  [
    'what is nothing',
    '{"icons":[{"src":""},{"src":"#x"},{"src":"javascript:x"},{"src":7},{},null,"b.png",{"src":"a.png"}]}',
    ['a.png'],
  ],
  ['icons that are no list', '{"icons":{"src":"a.png"},"shortcuts":"x","screenshots":null}', []],
  ['broken JSON', '{"icons":[{"src":"a.png"}', []],
  ['no object', '"a.png"', []],
  ['null', 'null', []],
  ['bytes', Buffer.from([0xff, 0xfe, 0x00]), []],
  ['nested without end', '['.repeat(1_000_000), []],
]

for (const [title, body, pictures] of cases) {
  t.test(`manifest: ${title}`, async (t) => {
    const found = findInManifest({ body: Buffer.from(body as string), contentType: null, url })
    t.strictSame(
      found.map(({ element, alt, candidates }) => [element, alt, ...candidates.map(shorten)]),
      pictures.map((picture) => ['manifest', null, picture]),
    )
  })
}

t.test('manifest: no end of icons is bounded', async (t) => {
  const icons = Array.from({ length: 5000 }, (_, index) => ({ src: `${index}.png` }))
  t.equal(findInManifest({ body: Buffer.from(JSON.stringify({ icons })), contentType: null, url }).length, 1000)
})

t.test('manifest: linked by a page, once', async (t) => {
  const link = '<link rel="Manifest" href=app.webmanifest>'
  t.strictSame(findIn(`${link}${link}<link rel=manifest>`).manifests.map(shorten), ['app.webmanifest'])
})
