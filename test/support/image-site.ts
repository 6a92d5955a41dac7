/** A small website with an image of every kind that the API treats in its own way, collected by a Magpie. */
import type { Test } from 'tap'
import type { CollectionAnswer, Run } from '#collect'
import { jp2File } from './headers.ts'
import { type Magpie, startMagpie } from './magpie.ts'
import { picture } from './pictures.ts'
import { type Route, type Site, startSite } from './site.ts'

export interface Held {
  id: string
  url: string
  format: string
}

export interface CollectedSite {
  site: Site
  magpie: Magpie
  collection: CollectionAnswer
  run: Run
  /** By path, such as `/large.png`. */
  images: Map<string, Held>
}

export const scriptedSvg =
  '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><script>document.title = "ran"</script><rect width="200" height="100" fill="teal"/></svg>'

export async function collectImageSite(t: Test, environment: Record<string, string> = {}): Promise<CollectedSite> {
  const site = await startSite(t, { routes: await routes() })
  const magpie = await startMagpie(t, environment)
  const { collection, run } = await magpie.collect(`${site.url}/`)
  const { items } = await magpie.get<{ items: Held[] }>('/images')
  const images = new Map(items.map((image) => [image.url.replace(site.url, ''), image]))
  return { site, magpie, collection, run, images }
}

async function routes(): Promise<Record<string, Route>> {
  const [large, small] = await Promise.all([picture(640, 480), picture(64, 48)])
  return {
    '/': `<title>Home</title><img src=/large.png alt="A hill"><img srcset="small.png 1x, small@2x.png 2x" alt="">
      <img src=/drawing.svg><img src=/scan.jp2><img src=/gone.png><a href=/about>About</a>`,
    '/about': '<title>About</title><img src=/large.png>',
    '/large.png': await large.png().toBuffer(),
    '/small@2x.png': await small.png().toBuffer(),
    '/drawing.svg': { headers: { 'content-type': 'image/svg+xml' }, body: scriptedSvg },
    '/scan.jp2': jp2File(640, 480),
  }
}
