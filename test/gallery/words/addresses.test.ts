import t from 'tap'
import { completeAddress, fileName, safeHref, shortAddress } from '../../../src/gallery/words/addresses.ts'

const typed: [string, string][] = [
  ['example.org', 'https://example.org'],
  ['  example.org/a?b#c ', 'https://example.org/a?b#c'],
  ['//example.org', 'https://example.org'],
  ['http://example.org', 'http://example.org'],
  ['HTTPS://example.org', 'HTTPS://example.org'],
  ['localhost:8080/x', 'http://localhost:8080/x'],
  ['127.0.0.1', 'http://127.0.0.1'],
  ['[::1]:80', 'http://[::1]:80'],
  ['ftp://example.org', 'ftp://example.org'],
  ['', ''],
]
for (const [given, expected] of typed) {
  t.test(`completeAddress: "${given}"`, async (t) => t.equal(completeAddress(given), expected))
}

const links: [string, boolean][] = [
  ['https://example.org/', true],
  ['HTTP://example.org/', true],
  ['javascript:alert(1)', false],
  [' javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['//example.org', false],
  ['https://', false],
  ['', false],
]
for (const [address, safe] of links) {
  t.test(`safeHref: "${address}"`, async (t) => t.equal(safeHref(address), safe ? address : undefined))
}

t.test('shortAddress: without scheme, readable, never failing', async (t) => {
  t.equal(shortAddress('https://example.org/'), 'example.org')
  t.equal(shortAddress('http://example.org/caf%C3%A9'), 'example.org/café')
  t.equal(shortAddress('http://example.org/%E0%A4%A'), 'example.org/%E0%A4%A')
})

t.test('fileName: the last part of the path', async (t) => {
  t.equal(fileName('https://example.org/a/cat.jpg?w=1'), 'cat.jpg')
  t.equal(fileName('https://example.org/'), 'example.org')
  t.equal(fileName('data:image/png'), 'image/png in the page')
  t.equal(fileName('data:image/png;base64,AA'), 'image/png in the page')
})
