import t from 'tap'
import { isAboutEntry, isSeveralLines, mistakesOf, readList } from '../../../src/gallery/collections/listed-images.ts'

const texts: [string, boolean][] = [
  ['', false],
  ['https://a.test/1.jpg', false],
  ['https://a.test/1.jpg\n', false],
  ['\n\n https://a.test/1.jpg \r\n', false],
  ['https://a.test/1.jpg\nhttps://a.test/2.jpg', true],
  ['https://a.test/1.jpg \r\n\r\n https://a.test/2.jpg', true],
]
for (const [text, several] of texts) {
  t.test(`isSeveralLines: ${JSON.stringify(text)}`, async (t) => t.equal(isSeveralLines(text), several))
}

const lines: [string, object][] = [
  ['https://a.test/1.jpg', { url: 'https://a.test/1.jpg' }],
  ['a.test/1.jpg', { url: 'https://a.test/1.jpg' }],
  ['//a.test/1.jpg', { url: 'https://a.test/1.jpg' }],
  ['127.0.0.1:8000/1.jpg', { url: 'http://127.0.0.1:8000/1.jpg' }],
  ['/images/1.jpg', { url: '/images/1.jpg' }],
  ['1.jpg', { url: '1.jpg' }],
  ['url', { url: 'url' }],
  ['ftp://a.test/1.jpg', { url: 'ftp://a.test/1.jpg' }],
  [
    'https://a.test/1.jpg\tA red door\ta.test/doors',
    { url: 'https://a.test/1.jpg', alt: 'A red door', page: 'https://a.test/doors' },
  ],
  ['https://a.test/1.jpg\t\thttps://a.test/', { url: 'https://a.test/1.jpg', page: 'https://a.test/' }],
]
for (const [line, image] of lines) {
  t.test(`readList: ${JSON.stringify(line)}`, async (t) => t.same(readList(line).images, [image]))
}

t.test('readList: empty lines name nothing, and are counted', async (t) => {
  const { images, lines } = readList('\n a \r\n\r\nb\n')
  t.same(
    images.map(({ url }) => url),
    ['a', 'b'],
  )
  t.same(lines, [2, 4])
})

t.test('mistakesOf: one for each line, by its number in the text', async (t) => {
  const errors = [
    { path: '/images/1', message: 'is too long' },
    { path: '/images/1', message: 'must be object' },
    { path: '/images/2/page', message: 'must be an address' },
    { path: '/images/9', message: 'is not in the text' },
    { path: '/images', message: 'must have fewer' },
  ]
  t.same(mistakesOf(errors, [1, 3, 4]), [
    { line: 3, message: 'is too long' },
    { line: 4, message: 'must be an address' },
  ])
  t.same(errors.map(isAboutEntry), [true, true, true, true, false])
})
