/** What a run of `scrapy_images.py` says it has got. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Digests of the images. The pipeline stores what it made of the bytes, so it is believed that they were those of the address:
 * of the file in the site's folder.
 */
export function scrapedImages(own: string, folder: string): Set<string> {
  const files = scrapedUrls(path.join(own, 'items.jsonl')).map((url) =>
    path.join(folder, decodeURIComponent(new URL(url).pathname)),
  )
  const bodies = [...new Set(files)].filter((file) => existsSync(file)).map((file) => readFileSync(file))
  return new Set(bodies.map((body) => createHash('sha256').update(body).digest('hex')))
}

function scrapedUrls(items: string): string[] {
  const lines = readFileSync(items, 'utf8').split('\n').filter(Boolean)
  return lines.flatMap((line) => JSON.parse(line).images?.map(({ url }: { url: string }) => url) ?? [])
}
