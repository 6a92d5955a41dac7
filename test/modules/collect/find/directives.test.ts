import t from 'tap'
import { readRobotsHeader } from '../../../../src/modules/collect/find/index.ts'
import { findIn } from '../../../support/finding.ts'
import { processorMs } from '../../../support/processor-time.ts'

type Expected = [noFollow: string | null, noImages: string | null]

const headers: [title: string, lines: string[] | undefined, expected: Expected][] = [
  ['none at all', undefined, [null, null]],
  ['nofollow', ['nofollow'], ['nofollow', null]],
  ['none', [' NONE '], ['NONE', 'NONE']],
  ['noindex', ['noindex'], [null, 'noindex']],
  ['noimageindex', ['index, noimageindex'], [null, 'noimageindex']],
  ['noai and noimageai', ['noai, noimageai'], [null, 'noai']],
  ['noimageai alone', ['noimageai'], [null, 'noimageai']],
  ['words that only begin so', ['nofollowing, noindexed, noarchive, nosnippet, all, follow'], [null, null]],
  ['several lines', ['noarchive', 'nofollow', 'noindex'], ['nofollow', 'noindex']],
  ['permission undoes nothing', ['noindex', 'index, all'], [null, 'noindex']],
  ['without blanks, with too many', ['noarchive,nofollow ,\t noindex'], ['nofollow', 'noindex']],
  ['another crawler', ['googlebot: noindex, nofollow'], [null, null]],
  ['another crawler in one line only', ['otherbot: noindex', 'nofollow'], ['nofollow', null]],
  ['before another crawler', ['noindex, otherbot: nofollow'], [null, 'noindex']],
  ['us', ['magpie: noindex'], [null, 'noindex']],
  ['us in any case, with a version', ['MagPie/1.0 : nofollow'], ['nofollow', null]],
  ['us after another crawler', ['otherbot: nofollow, magpie: noai'], [null, 'noai']],
  ['a name that only begins as ours', ['magpie-news: noindex'], [null, null]],
  ['all, by name', ['robots: none'], ['none', 'none']],
  ['a value is no directive', ['max-image-preview:none, max-snippet: none'], [null, null]],
  ['after a value', ['max-snippet:-1, max-image-preview : large, nofollow'], ['nofollow', null]],
  ['after a date', ['unavailable_after: 25 Jun 2010 15:00:00 PST, noindex'], [null, 'noindex']],
  ['after a date with a comma', ['unavailable_after: Friday, 25-Jun-10 15:00:00 UTC, noindex'], [null, 'noindex']],
  ['a value of another crawler', ['otherbot: max-snippet: 5, noindex'], [null, null]],
  ['nothing but marks', ['', ',,:,;', ':', 'magpie:'], [null, null]],
]

for (const [title, lines, [noFollow, noImages]] of headers) {
  t.test(`X-Robots-Tag: ${title}`, async (t) => t.strictSame(readRobotsHeader(lines), { noFollow, noImages }))
}

t.test('X-Robots-Tag: a long line takes time that grows with it alone', async (t) => {
  const start = processorMs()
  for (const scrap of ['a', ':', ' ', 'a:', 'a ', ',', 'a : ,']) readRobotsHeader([scrap.repeat(300_000)])
  t.ok(processorMs() - start < 5000)
})

const pages: [title: string, markup: string, lines: string[], expected: Expected][] = [
  ['robots', '<meta name=robots content="noindex, nofollow">', [], ['nofollow', 'noindex']],
  ['any case', '<META NAME=" Robots " CONTENT="NoIndex,NOFOLLOW">', [], ['NOFOLLOW', 'NoIndex']],
  ['blanks for commas', '<meta name=robots content="noindex nofollow">', [], ['nofollow', 'noindex']],
  ['magpie', '<meta name=magpie content=noai>', [], [null, 'noai']],
  ['another crawler', '<meta name=googlebot content=none>', [], [null, null]],
  [
    'several',
    '<meta name=robots content=nofollow><meta name=magpie content=noimageindex>',
    [],
    ['nofollow', 'noimageindex'],
  ],
  ['values', '<meta name=robots content="max-image-preview:none, max-snippet: none">', [], [null, null]],
  ['property is no name', '<meta property=robots content=none>', [], [null, null]],
  [
    'in the body, in noscript',
    '<body><noscript><meta name=robots content=nofollow></noscript>',
    [],
    ['nofollow', null],
  ],
  [
    'not in a comment, not in a document inside',
    '<!--<meta name=robots content=none>--><iframe srcdoc="<meta name=robots content=none>"></iframe>',
    [],
    [null, null],
  ],
  ['with the header', '<meta name=robots content=noindex>', ['nofollow'], ['nofollow', 'noindex']],
  ['the header alone', '<p>', ['none'], ['none', 'none']],
]

for (const [title, markup, robots, [noFollow, noImages]] of pages) {
  t.test(`meta robots: ${title}`, async (t) =>
    t.strictSame(findIn(markup, { headers: { robots } }).directives, { noFollow, noImages }),
  )
}
