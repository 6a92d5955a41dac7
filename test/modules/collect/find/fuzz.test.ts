/**
 * Finding under random and mutated documents: it never throws, never hangs, and never names what cannot be fetched.
 * `FUZZ_SEED` and `FUZZ_RUNS` repeat a failure, or look further.
 */
import fc from 'fast-check'
import t from 'tap'
import { parseRobots } from '../../../../src/modules/collect/fetch/robots-rules.ts'
import {
  findInFeed,
  findInManifest,
  findInPage,
  findInSheet,
  findInSitemap,
  fullSizesOf,
  type Picture,
  pageKey,
  readRobotsHeader,
} from '../../../../src/modules/collect/find/index.ts'
import { parseLazySet, parseSrcset } from '../../../../src/modules/collect/find/picture/srcset.ts'
import { address, contentType, css, html, json, mutated, robots, srcset, xml } from '../../../support/fuzz-documents.ts'

const seed = Number(process.env.FUZZ_SEED ?? 20_261_124)
const numRuns = Number(process.env.FUZZ_RUNS ?? 400)
const url = 'http://site.test/dir/page.html'

function isWeb(found: string): boolean {
  return /^https?:\/\/[^#]+$/.test(found) && URL.canParse(found)
}

function arePictures(pictures: readonly Picture[]): boolean {
  return pictures.every(
    ({ element, alt, candidates }) =>
      typeof element === 'string' &&
      (alt === null || typeof alt === 'string') &&
      candidates.length > 0 &&
      new Set(candidates).size === candidates.length &&
      candidates.every((candidate) => isWeb(candidate) || /^data:/i.test(candidate)),
  )
}

function check<Input>(title: string, input: fc.Arbitrary<Input>, holds: (input: Input) => boolean): void {
  t.test(`fuzz: ${title}`, async (t) => {
    const result = fc.check(fc.property(input, holds), { seed, numRuns })
    t.notOk(result.failed, fc.defaultReportMessage(result) ?? 'holds')
  })
}

const documentOf = (text: fc.Arbitrary<string>) =>
  fc.record({ body: mutated(text), contentType, url: fc.constant(url) })

check('pages', documentOf(html), (document) => {
  const found = findInPage(document)
  const others = [found.links, found.sheets, found.manifests, found.feeds, found.canonical ? [found.canonical] : []]
  return arePictures(found.pictures) && others.flat().every(isWeb) && found.links.every((link) => isWeb(pageKey(link)))
})

check('sheets', documentOf(css), (document) => {
  const { pictures, imports } = findInSheet(document)
  return arePictures(pictures) && imports.every((sheet) => isWeb(sheet) || /^data:/i.test(sheet))
})

check('manifests', documentOf(json), (document) => arePictures(findInManifest(document)))

check('sitemaps', documentOf(xml), (document) => {
  const { pages, sitemaps, images } = findInSitemap(document)
  return [...pages, ...sitemaps, ...images.flatMap((image) => [image.url, image.page])].every(isWeb)
})

check('feeds', documentOf(fc.oneof(xml, json)), (document) => {
  const { pictures, links } = findInFeed(document)
  return arePictures(pictures) && links.every(isWeb)
})

check('sets', srcset, (set) =>
  [...parseSrcset(set), ...parseLazySet(set)].every(
    ({ url, width, density }) => url !== '' && (width ?? 1) > 0 && (density ?? 1) >= 0,
  ),
)

check(
  'larger forms',
  fc.oneof(
    address.map((it) => URL.parse(it, url)?.href ?? url),
    fc.webUrl({ withQueryParameters: true }),
  ),
  (given) => {
    const forms = fullSizesOf(given)
    return forms.length <= 3 && forms.every((form) => isWeb(form) && form !== given)
  },
)

check('robots.txt', fc.tuple(mutated(robots), fc.webPath()), ([text, path]) => {
  const rules = parseRobots(text.toString(), 'Magpie')
  const allows = rules.allows(new URL(`http://site.test${path || '/'}`))
  return typeof allows === 'boolean' && rules.crawlDelayMs >= 0 && rules.allows(new URL('/robots.txt', url))
})

check('X-Robots-Tag', fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }), (lines) => {
  const { noFollow, noImages } = readRobotsHeader(lines)
  return [noFollow, noImages].every((directive) => directive === null || /^\w+$/.test(directive))
})
