import t from 'tap'
import { walkPage } from '../../../../src/modules/collect/find/html/tree.ts'
import { openChromium } from '../../../support/chromium.ts'

const soups = 3000

/** `@` stands for a fresh number in each soup. */
const scraps = [
  ...[
    '<img src=@>',
    '<img src="@"',
    '<img alt="',
    "<IMG\nSRC = '@' alt=x",
    '<img/src=@>',
    '<image src=@>',
    'src=@',
    'alt',
  ],
  ...[
    '>',
    '"',
    "'",
    '/',
    '=',
    ' ',
    '<',
    '</',
    '<!',
    '<?',
    'text',
    '&amp;',
    '<!--',
    '-->',
    '--!>',
    '<!-',
    '<div ',
    '<p>',
  ],
  ...[
    '<a href=@>',
    '</a>',
    '<picture>',
    '</picture>',
    '<source srcset=@>',
    '<noscript>',
    '</noscript>',
    '</p>',
    '<li>',
    '<b>',
  ],
  ...[
    '<script>',
    '</script>',
    '<textarea>',
    '</textarea>',
    '<title>',
    '</title>',
    '<style>',
    '</style>',
    '<iframe>',
    '</iframe>',
  ],
  ...[
    '<svg>',
    '</svg>',
    '<svg/>',
    '<image href=@ />',
    '<math>',
    '</math>',
    '<style/>',
    '<title/>',
    '<template>',
    '</template>',
  ],
  ...['<table>', '<td>', '</table>', '<object>', '</object>', '<video>', '</video>'],
]

/** The same soups at every run (mulberry32). */
function cook(count: number): string[] {
  let state = 1
  const draw = (limit: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
  return Array.from({ length: count }, () => {
    let number = 0
    const picks = Array.from({ length: 2 + draw(10) }, () => scraps[draw(scraps.length)] ?? '')
    return `${picks.join('').replaceAll('@', () => `${number++}`)}<img src=last>`
  })
}

function imagesOf(markup: string): (string | null)[][] {
  const images: (string | null)[][] = []
  walkPage(markup, undefined, ({ tag, attributes }) => {
    if (tag === 'img') images.push([attributes.src ?? null, attributes.alt ?? null])
    return undefined
  })
  return images
}

/** An end tag that closes a drawing from outside (`<li><svg></li>`) is not followed: the one known difference. */
const toleratedPerMille = 1

const readInBrowser = `(soups) => soups.map((soup) =>
  [...new DOMParser().parseFromString(soup, 'text/html').querySelectorAll('img')]
    .map((image) => [image.getAttribute('src'), image.getAttribute('alt')]))`

t.test('markup: tag soup is read as Chromium reads it', async (t) => {
  const opened = await openChromium()
  if ('missing' in opened) {
    if (process.env.CI) t.fail(opened.missing)
    else t.pass('without a browser', { skip: opened.missing })
    return
  }
  t.teardown(() => opened.browser.close())
  const pages = cook(soups)
  const tab = await opened.browser.newPage()
  const expected = await tab.evaluate<(string | null)[][][]>(`(${readInBrowser})(${JSON.stringify(pages)})`)
  const different = pages.filter((page, index) => JSON.stringify(imagesOf(page)) !== JSON.stringify(expected[index]))
  t.ok(different.length <= (soups * toleratedPerMille) / 1000, `read differently: ${JSON.stringify(different)}`)
})
