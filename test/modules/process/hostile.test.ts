/** Images that mean harm: each gets its verdict soon, from a real decoder that is still there for the next one. */
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import t from 'tap'
import type { NewImage } from '#catalog'
import { makeChunk } from '../../../src/modules/process/decoder/damage/png-chunks.ts'
import { photo } from '../../support/photos.ts'
import { lyingPng } from '../../support/pictures.ts'
import { download, type Kept, processing } from '../../support/processing.ts'

const namespace = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
const svg = (inside: string, before = '') =>
  Buffer.from(`${before}<svg ${namespace} width="50" height="50">${inside}</svg>`)

const honest = await photo(1, { width: 90, height: 60, format: 'png' })

/** One pixel deep in colour, of 50,000 by 50,000 pixels, in a megabyte. */
function vastPng(): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(50_000, 0)
  header.writeUInt32BE(50_000, 4)
  header.writeUInt8(1, 8)
  const image = makeChunk('IDAT', deflateSync(Buffer.alloc(50_000 * 6251), { level: 1 }))
  return Buffer.concat([honest.subarray(0, 8), makeChunk('IHDR', header), image, makeChunk('IEND', Buffer.alloc(0))])
}

/** 100 by 100 pixels; each frame is a few bytes. */
function longGif(frames: number): Buffer {
  const head = Buffer.from('47494638396164006400800000ff00000000ff', 'hex')
  const frame = Buffer.from('21f90400050000002c0000000064006400000202440100', 'hex')
  return Buffer.concat([head, ...Array(frames).fill(frame), Buffer.from(';')])
}

function bomb(): string {
  const entities = Array.from({ length: 12 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join('')
  return `<!DOCTYPE svg [<!ENTITY e0 "lol">${entities}]>`
}

const flipped = Buffer.from(honest)
for (let at = 300; at < flipped.length; at += 97) flipped[at] = (flipped[at] as number) ^ 0x10

const wide = 'x="-1000000" y="-1000000" width="9999999" height="9999999"'
const table: [name: string, bytes: Buffer, outcome: object][] = [
  ['nothing', Buffer.alloc(0), { verdict: 'not-an-image', reason: 'The file is empty (0 bytes).' }],
  ['text called an image', Buffer.from('hello'), { verdict: 'not-an-image' }],
  ['a page', Buffer.from('<!doctype html><script>1</script>'), { verdict: 'not-an-image' }],
  ['cut short', honest.subarray(0, honest.length / 2), { verdict: 'stored', facts: { damaged: true } }],
  ['cut within the header', honest.subarray(0, 30), { verdict: 'broken' }],
  ['wrong bits', flipped, { verdict: 'broken' }],
  ['a header that lies beyond the limit', lyingPng(honest, 50_000, 50_000), { verdict: 'too-large' }],
  ['2,500 million pixels', vastPng(), { verdict: 'too-large' }],
  ['a film of 10,000 frames', longGif(10_000), { verdict: 'stored', facts: { frames: 10_000, damaged: false } }],
  [
    'GIF and page',
    Buffer.concat([longGif(1), Buffer.from('<script>')]),
    { verdict: 'stored', facts: { format: 'gif' } },
  ],
  [
    'SVG: not well-formed',
    svg('<text>a & b</text>'),
    { verdict: 'broken', reason: /not well-formed \(xmlParseEntityRef: no name\)/ },
  ],
  ['SVG: script', svg('<script>for(;;);</script>'), { verdict: 'stored' }],
  ['SVG: entities that unfold', svg('<text>&e12;</text>', bomb()), { verdict: 'stored' }],
  ['SVG: nesting', svg('<g>'.repeat(90_000)), { verdict: 'stored' }],
  ['SVG: very many elements', svg('<rect width="9" height="9"/>'.repeat(500_000)), { verdict: 'stored' }],
  ['SVG: what contains itself', svg('<g id="a"><use href="#a"/></g><use href="#a"/>'), { verdict: 'stored' }],
  [
    'SVG: a filter over everything',
    svg(`<filter id="f" ${wide}><feGaussianBlur stdDeviation="99999"/><feTurbulence numOctaves="9999999"/></filter>
      <rect width="50" height="50" filter="url(#f)"/>`),
    { verdict: 'stored' },
  ],
  ['SVG: an encoding that nobody knows', svg('', '<?xml version="1.0" encoding="x-none"?>'), { verdict: 'stored' }],
  ['SVG: a million pixels wide', Buffer.from(`<svg ${namespace} width="1e6" height="1e6"/>`), { verdict: 'stored' }],
]

t.test('hostile images: a verdict each, and the decoder goes on', async (t) => {
  const { processor, kept } = processing(t)
  for (const [name, bytes, outcome] of table) {
    const began = performance.now()
    t.match(await processor.process(download(bytes)), outcome, name)
    t.ok(performance.now() - began < 8000, `${name}: ${Math.round(performance.now() - began)} ms`)
  }
  t.match(await processor.process(download(honest)), { verdict: 'stored', facts: { damaged: false } })
  t.ok(kept.images.length > 0)
})

t.test('hostile SVG: what it names outside of itself is not read', async (t) => {
  let asked = 0
  const server = createServer((_request, response) => {
    asked += 1
    response.end(honest)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const web = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a`
  const folder = t.testdir()
  await writeFile(`${folder}/red.png`, await sharp(honest).resize(50, 50).png().toBuffer())
  await writeFile(`${folder}/text`, 'secret '.repeat(9))
  const file = `file://${folder}`
  const { processor, kept } = processing(t)
  for (const inside of [
    ...[`${file}/red.png`, `${folder}/red.png`, 'red.png', web].flatMap((to) => [
      `<image href="${to}" width="50" height="50"/>`,
      `<image xlink:href="${to}" width="50" height="50"/>`,
      `<filter id="f"><feImage href="${to}"/></filter><rect width="50" height="50" filter="url(#f)"/>`,
      `<use href="${to}#a"/>`,
      `<style>@import url("${to}"); rect { fill: url(${to}#a) }</style>`,
    ]),
    `<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="${file}/text"/>`,
    `<image width="50" height="50" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cimage href='${file}/red.png' width='50' height='50'/%3E%3C/svg%3E"/>`,
  ]) {
    t.match(await processor.process(download(svg(inside))), { verdict: 'stored' })
    t.notOk(await isAnythingSeen(kept), inside)
  }
  const entity = svg('<text y="20">&x;</text>', `<!DOCTYPE svg [<!ENTITY x SYSTEM "${file}/text">]>`)
  t.match(await processor.process(download(entity)), { verdict: 'stored' })
  t.notOk(await isAnythingSeen(kept), 'an external entity')
  t.equal(asked, 0)
})

async function isAnythingSeen({ images }: Kept): Promise<boolean> {
  const { thumbnail } = images.at(-1) as NewImage
  if (!thumbnail) return false
  const pixels = await sharp(thumbnail.bytes).ensureAlpha().raw().toBuffer()
  return pixels.some((value, at) => at % 4 === 3 && value > 0)
}
