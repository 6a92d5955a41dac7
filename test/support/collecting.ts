/** A website on loopback, collected by a Magpie, and what became of every address of it. */
import type { Test } from 'tap'
import type { CollectionAnswer, Run } from '#collect'
import { pageCounts, resourceCounts } from '../../src/modules/collect/types.ts'
import { type Magpie, startMagpie } from './magpie.ts'
import { picture } from './pictures.ts'
import { type Route, type Site, startSite } from './site.ts'

export interface ResourceRow {
  url: string
  finalUrl: string | null
  verdict: string
  reason: string | null
  status: number | null
  bytes: number | null
  image: string | null
  page: string
  element: string
  attempts: number
  change: string | null
}

export interface PageRow {
  url: string
  verdict: string
  reason: string | null
  status: number | null
  title: string | null
  depth: number
  images: number
}

export interface Findings {
  run: Run
  /** By path, or by address where another host has it; in the order of finding. */
  resources: Record<string, ResourceRow>
  pages: Record<string, PageRow>
}

export interface Collected extends Findings {
  site: Site
  magpie: Magpie
  collection: CollectionAnswer
  /** What the site was asked for, in order. */
  asked(): string[]
}

export async function png(width = 40, height = 30): Promise<Buffer> {
  return (await picture(width, height)).png().toBuffer()
}

/** Every route but the pages' own answers 404; `/robots.txt` too, unless it is given. */
export async function collectSite(
  t: Test,
  routes: Record<string, Route>,
  settings: object = {},
  environment: Record<string, string> = {},
): Promise<Collected> {
  const site = await startSite(t, { routes })
  const magpie = await startMagpie(t, environment)
  const { run, collection } = await magpie.collect(`${site.url}/`, settings)
  const asked = () => site.hits.map(({ url }) => url)
  return { site, magpie, collection, asked, ...(await findingsOf(magpie, run, site)) }
}

/** Rejects when the counts of the run are not those of its rows. */
export async function findingsOf(magpie: Magpie, run: Run, site: Pick<Site, 'url'>): Promise<Findings> {
  const resources = await listAll<ResourceRow>(magpie, `/runs/${run.id}/resources`)
  const pages = await listAll<PageRow>(magpie, `/runs/${run.id}/pages`)
  if (run.finishedAt !== null) {
    mustBeCounted(run.images, resources, resourceCounts)
    mustBeCounted(run.pages, pages, pageCounts)
  }
  const byPath = <Row extends { url: string }>(rows: Row[]) =>
    Object.fromEntries(rows.map((row) => [row.url.replace(site.url, ''), row]))
  return { run, resources: byPath(resources), pages: byPath(pages) }
}

function mustBeCounted(counts: Record<string, number>, rows: { verdict: string }[], names: Record<string, string>) {
  const counted = Object.groupBy(rows, ({ verdict }) => names[verdict] ?? verdict)
  for (const [name, count] of Object.entries(counts)) {
    const found = name === 'found' ? rows.length : (counted[name]?.length ?? 0)
    if (found !== count) throw new Error(`${name}: counted ${count}, and ${found} rows say so`)
  }
}

export async function listAll<Item>(magpie: Magpie, path: string): Promise<Item[]> {
  const items: Item[] = []
  let next: string | null = ''
  while (next !== null) {
    const cursor: string = next && `&cursor=${encodeURIComponent(next)}`
    const page: { items: Item[]; next: string | null } = await magpie.get(
      `${path}${path.includes('?') ? '&' : '?'}limit=500${cursor}`,
    )
    items.push(...page.items)
    next = page.next
  }
  return items
}
