/** Filters and sorts of the list of images, on both databases. */
import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Facts, NewImage, NewOccurrence } from '#catalog'
import type { Database } from '#platform'
import { countFacets } from '../../../src/modules/catalog/facets/facet-repository.ts'
import { listImages } from '../../../src/modules/catalog/image-repository.ts'
import { imageAdded, occurrencePlaced } from '../../../src/modules/catalog/records.ts'
import { scanImages } from '../../../src/modules/catalog/scan-images.ts'
import type { ImageFilters, Sort } from '../../../src/modules/catalog/schemas.ts'
import type { CatalogTables } from '../../../src/modules/catalog/tables.ts'
import type { Submission } from '../../../src/modules/collect/collections/collection-repository.ts'
import { collectionAccepted } from '../../../src/modules/collect/records.ts'
import { onEveryDatabase } from '../../support/databases.ts'
import { store } from '../../support/facts.ts'

const [first, second] = ['01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002'] as const

const plain: Facts = {
  format: 'jpeg',
  width: 400,
  height: 300,
  animated: false,
  frames: 1,
  alpha: false,
  damaged: false,
  color: '#336699',
  thumbhash: null,
  phash: null,
  palette: [],
  duration: null,
  metadata: null,
}

interface Sample extends Partial<Facts> {
  name: string
  /** Where it is; also its address. */
  at: string
  bytes: number
  collections?: string[]
  uses: Pick<NewOccurrence, 'page' | 'element' | 'alt'>[]
}

const home = 'http://site.test/'
const about = 'http://site.test/about?a=1'

/** Seen in this order, one second apart. */
const samples: Sample[] = [
  {
    name: 'photo',
    at: 'http://site.test/photo.jpg',
    bytes: 500,
    uses: [{ page: home, element: 'img', alt: 'A hill' }],
  },
  {
    name: 'logo',
    at: 'http://cdn.site.test/logo.png',
    bytes: 50,
    format: 'png',
    width: 100,
    height: 100,
    alpha: true,
    uses: [
      { page: home, element: 'img', alt: '' },
      { page: about, element: 'img', alt: null },
    ],
  },
  {
    name: 'banner',
    at: 'http://images.elsewhere.test/banner.gif',
    bytes: 900,
    format: 'gif',
    width: 60,
    height: 800,
    animated: true,
    frames: 3,
    collections: [first, second],
    uses: [{ page: about, element: 'css', alt: null }],
  },
  {
    name: 'drawing',
    at: 'data:image/svg+xml',
    bytes: 50,
    format: 'svg',
    width: 400,
    height: 300,
    alpha: true,
    collections: [second],
    uses: [{ page: about, element: 'svg', alt: null }],
  },
]

const cases: [filters: ImageFilters, names: string[]][] = [
  [{}, ['photo', 'logo', 'banner', 'drawing']],
  [{ collection: first }, ['photo', 'logo', 'banner']],
  [{ collection: second }, ['banner', 'drawing']],
  [{ collection: '01900000-0000-7000-8000-000000000003' }, []],
  [{ domain: 'site.test' }, ['photo', 'logo']],
  [{ domain: 'SITE.test' }, ['photo', 'logo']],
  [{ domain: 'cdn.site.test' }, []],
  [{ host: 'cdn.site.test' }, ['logo']],
  [{ host: "x' or '1'='1" }, []],
  [{ page: home }, ['photo', 'logo']],
  [{ page: about }, ['logo', 'banner', 'drawing']],
  [{ page: 'http://site.test/about' }, []],
  [{ format: 'png' }, ['logo']],
  [{ format: 'png,svg' }, ['logo', 'drawing']],
  [{ minWidth: 100 }, ['photo', 'logo', 'drawing']],
  [{ minWidth: 101 }, ['photo', 'drawing']],
  [{ maxWidth: 100 }, ['logo', 'banner']],
  [{ minHeight: 300, maxHeight: 300 }, ['photo', 'drawing']],
  [{ minBytes: 51 }, ['photo', 'banner']],
  [{ maxBytes: 50 }, ['logo', 'drawing']],
  [{ minWidth: 2 ** 31 - 1, minBytes: Number.MAX_SAFE_INTEGER }, []],
  [{ orientation: 'landscape' }, ['photo', 'drawing']],
  [{ orientation: 'portrait' }, ['banner']],
  [{ orientation: 'square' }, ['logo']],
  [{ animated: true }, ['banner']],
  [{ animated: false }, ['photo', 'logo', 'drawing']],
  [{ alpha: true }, ['logo', 'drawing']],
  [{ alpha: false }, ['photo', 'banner']],
  [{ alt: 'missing' }, ['logo']],
  [{ alt: 'empty' }, ['logo']],
  [{ alt: 'present' }, ['photo']],
  [{ element: 'css' }, ['banner']],
  [{ element: 'img' }, ['photo', 'logo']],
  [{ element: 'video' }, []],
  [{ page: about, alpha: true, format: 'png,gif', alt: 'missing' }, ['logo']],
  [{ collection: first, element: 'css' }, ['banner']],
]

/** Of equals, the digest decides: it is the same on both databases. */
const sorts: Record<Sort, string[]> = {
  newest: ['drawing', 'banner', 'logo', 'photo'],
  oldest: ['photo', 'logo', 'banner', 'drawing'],
  heaviest: ['banner', 'photo', ...tied('logo', 'drawing').reverse()],
  lightest: [...tied('logo', 'drawing'), 'photo', 'banner'],
  largest: [...tied('photo', 'drawing').reverse(), 'banner', 'logo'],
  smallest: ['logo', 'banner', ...tied('photo', 'drawing')],
}

function tied(...names: string[]): string[] {
  return names.sort((a, b) => (digestOf(a) < digestOf(b) ? -1 : 1))
}

function digestOf(name: string): string {
  return createHash('sha256').update(name).digest('hex')
}

async function fill(database: Database): Promise<void> {
  await store(
    database,
    ...[first, second].map((id) => collectionAccepted.record(accepted(id))),
    ...samples.flatMap(toImages).map(imageAdded.record),
    ...samples.flatMap(toOccurrences).map(occurrencePlaced.record),
  )
}

function accepted(id: string): Submission {
  const settings = { scope: 'host' as const, maxPages: 1, maxDepth: null, include: [], exclude: [] }
  const choices = { robots: true, fullSize: true, minWidth: 0, minHeight: 0 }
  const collection = { id, url: home, name: id, ...settings, ...choices, createdAt: 1 }
  return { collection, runId: id.replace('8000', '9000'), list: null, idempotency: null }
}

function toImages({ name, at, bytes, collections = [first], uses: _, ...facts }: Sample, index: number): NewImage[] {
  return collections.map((collectionId) => ({
    collectionId,
    digest: digestOf(name),
    original: Buffer.alloc(bytes, name),
    thumbnail: null,
    facts: { ...plain, ...facts },
    url: at,
    page: home,
    alt: null,
    seenAt: 1000 * (index + 1),
  }))
}

function toOccurrences({ name, at, collections = [first], uses }: Sample, ordinal: number): NewOccurrence[] {
  return uses.map((use) => ({
    ...use,
    collectionId: collections[0] as string,
    image: digestOf(name),
    pageTitle: null,
    ordinal,
    url: at,
    alternates: [],
  }))
}

onEveryDatabase('listImages: every filter', async (t, database) => {
  await fill(database)
  const db = database.tables<CatalogTables>()
  const names = new Map(samples.map(({ name }) => [digestOf(name), name]))
  for (const [filters, expected] of cases) {
    const { items } = await listImages(db, { filters, sort: 'oldest', limit: 100, after: undefined })
    t.strictSame(
      items.map(({ id }) => names.get(id)),
      expected,
      JSON.stringify(filters),
    )
  }
})

onEveryDatabase('listImages: every sort, by pages', async (t, database) => {
  await fill(database)
  const db = database.tables<CatalogTables>()
  const names = new Map(samples.map(({ name }) => [digestOf(name), name]))
  for (const [sort, expected] of Object.entries(sorts)) {
    const seen: unknown[] = []
    for (let after: (string | number)[] | null | undefined; after !== null; ) {
      const page = await listImages(db, { filters: {}, sort: sort as Sort, limit: 1, after })
      seen.push(...page.items.map(({ id }) => names.get(id)))
      after = page.next
    }
    t.strictSame(seen, expected, sort)
  }
})

/** Of one image that two collections use. */
const ownUses = {
  [first]: [{ page: home }, { element: 'img' }, { alt: 'present' }],
  [second]: [{ page: about }, { element: 'a' }, { alt: 'empty' }],
} satisfies Record<string, ImageFilters[]>

onEveryDatabase('filters: of a collection, how that one uses its images', async (t, database) => {
  const shared: Sample = { ...(samples[0] as Sample), uses: [] }
  const ofFirst: Sample = { ...shared, collections: [first], uses: [{ page: home, element: 'img', alt: 'A hill' }] }
  const ofSecond: Sample = { ...shared, collections: [second], uses: [{ page: about, element: 'a', alt: '' }] }
  await fill(database)
  await store(database, ...toImages(ofSecond, 0).map(imageAdded.record))
  await store(database, ...[ofFirst, ofSecond].flatMap(toOccurrences).map(occurrencePlaced.record))
  const db = database.tables<CatalogTables>()

  async function isFound(filters: ImageFilters) {
    const { items } = await listImages(db, { filters, sort: 'oldest', limit: 9, after: undefined })
    const { total } = await countFacets(db, filters)
    return { listed: items.length, counted: total.count, scanned: await scanned(db, filters) }
  }
  const everyFilter = Object.entries(ownUses).flatMap(([user, own]) => own.map((filter) => ({ user, filter })))
  for (const collection of [first, second])
    for (const { user, filter } of everyFilter)
      for (const search of [{}, { q: 'photo' }]) {
        const filters = { collection, minBytes: 500, maxBytes: 500, ...filter, ...search }
        const found = user === collection ? 1 : 0
        const expected = { listed: found, counted: found, scanned: found }
        t.strictSame(await isFound(filters), expected, JSON.stringify(filters))
      }
})

async function scanned(db: Kysely<CatalogTables>, filters: ImageFilters): Promise<number> {
  const scan = { filters, sort: 'oldest', columns: ['id'], atOnce: 9, signal: new AbortController().signal } as const
  const parts = await Array.fromAsync(scanImages(db, scan))
  return parts.flatMap(({ rows }) => rows).length
}
