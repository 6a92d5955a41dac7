/** Websites on several loopback addresses that answer a little late, what each of them should come to, and who asked for what. */
import { createHash } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import sharp from 'sharp'
import type { Test } from 'tap'
import type { Random } from '../random.ts'
import { type Route, type Site, startSite } from '../site.ts'

/** What is submitted, and what has to be there in the end. */
export interface Plan {
  name: string
  body: { url: string } | { images: string[] }
  pages: number
  /** By address: the digest of what it answers; undefined of one that answers 404. */
  images: Map<string, Picture | undefined>
  /** Every use of an image: its address and its digest. */
  uses: string[]
}

export interface Picture {
  digest: string
  bytes: Buffer
}

export interface Websites {
  /** A new website, or a new list of images, on one of the hosts. */
  plan(kind: 'site' | 'list', serve?: Serve): Promise<Plan>
  /** What answered 404 is an image from now on. */
  mend(plan: Plan, serve: Serve): Promise<void>
  /** Resolves when so many more answers were given. */
  answers(count: number): Promise<void>
  /** How often each address was asked for. */
  hits(): Map<string, number>
}

/** Makes the route of an image; late by a little where nothing is said. */
export type Serve = (picture: Picture) => Route

export async function startWebsites(t: Pick<Test, 'teardown'>, random: Random): Promise<Websites> {
  const routes: Record<string, Route> = {}
  const addresses = ['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.4']
  const sites = await Promise.all(addresses.map((address) => startSite(t, { address, routes })))
  const answered = new EventEmitter()
  for (const { events } of sites) events.on('answered', () => answered.emit('answer'))
  const common = await makePicture(random)
  let plans = 0

  async function plan(kind: 'site' | 'list', serve: Serve = late): Promise<Plan> {
    // Chance is asked before anything is waited for, so that a seed says the same each time.
    const folder = `/${kind}-${++plans}/`
    const origin = random.one(sites).url
    const pages = 2 + random.integer(4)
    const pictures = await Promise.all(Array.from({ length: 6 + random.integer(8) }, () => makePicture(random)))
    const named = [...pictures, common].map((picture, at) => [`${at}.png`, picture] as const)
    for (const [name, picture] of named) routes[folder + name] = serve(picture)
    const known = new Map<string, Picture | undefined>(
      named.map(([name, picture]) => [origin + folder + name, picture]),
    )
    known.set(`${origin}${folder}gone.png`, undefined)
    if (kind === 'list') return listOf({ name: folder, known })
    const [twin] = pictures as [Picture]
    routes[`${folder}twin.png`] = serve(twin)
    known.set(`${origin}${folder}twin.png`, twin)
    return siteOf({ name: folder, origin, known, routes, pages })
  }

  async function mend({ images, uses }: Plan, serve: Serve): Promise<void> {
    const picture = await makePicture(random)
    for (const [address, known] of images) {
      if (known) continue
      routes[new URL(address).pathname] = serve(picture)
      images.set(address, picture)
      uses.push(`${address} ${picture.digest}`)
    }
  }

  return {
    plan,
    mend,
    async answers(count) {
      for (let left = count; left > 0; left--) await once(answered, 'answer')
    },
    hits: () => hitsOf(sites),
  }
}

function listOf({ name, known }: { name: string; known: Plan['images'] }): Plan {
  const images = [...known.keys()]
  return { name, body: { images }, pages: 0, images: known, uses: usesOf(known, images) }
}

interface SiteParts {
  name: string
  origin: string
  known: Plan['images']
  routes: Record<string, Route>
  pages: number
}

/** Its images are dealt out among its pages; the first of them is on every page. */
function siteOf({ name, origin, known, routes, pages }: SiteParts): Plan {
  const [first = '', ...others] = known.keys()
  const shown = Array.from({ length: pages }, (_, page) => [first, ...others.filter((_, at) => at % pages === page)])
  const pathOf = (page: number) => (page === 0 ? name : `${name}page-${page}`)
  const links = shown.map((_, page) => `<a href="${pathOf(page)}">${page}</a>`).join('')
  shown.forEach((images, page) => {
    const html = `${links}${images.map((image) => `<img src="${image}" alt="${image}">`).join('')}`
    routes[pathOf(page)] = lateBy(20, html, 'text/html')
  })
  const body = { url: origin + name, scope: 'path' }
  return { name, body, pages, images: known, uses: shown.flatMap((images) => usesOf(known, images)) }
}

function usesOf(known: Plan['images'], addresses: string[]): string[] {
  return addresses.flatMap((address) => {
    const picture = known.get(address)
    return picture ? [`${address} ${picture.digest}`] : []
  })
}

/** Noise, so that no two are alike; some are of a weight that fills batches. */
async function makePicture(random: Random): Promise<Picture> {
  const [width, height] = random.one([
    [24, 20],
    [24, 20],
    [24, 20],
    [220, 160],
  ] as const)
  const pixels = Buffer.from(Array.from({ length: width * height * 3 }, () => random.integer(256)))
  const bytes = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer()
  return { bytes, digest: createHash('sha256').update(bytes).digest('hex') }
}

const late: Serve = ({ bytes }) => lateBy(120, bytes, 'image/png')

/** A site takes its time: so long that what is to happen to a run happens in its middle. */
function lateBy(ms: number, body: string | Buffer, type: string): Route {
  return (_request, response) => {
    setTimeout(() => response.writeHead(200, { 'content-type': type }).end(body), ms)
  }
}

function hitsOf(sites: Site[]): Map<string, number> {
  const hits = new Map<string, number>()
  for (const site of sites)
    for (const { url } of site.hits) hits.set(site.url + url, (hits.get(site.url + url) ?? 0) + 1)
  return hits
}
