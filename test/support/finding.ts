/** Runs finding over markup and spells what it finds in short, so that expectations fit in tables. */
import {
  type Document,
  findInPage,
  findInSheet,
  type PageFindings,
  type Picture,
} from '../../src/modules/collect/find/index.ts'

export const pageUrl = 'http://site.test/dir/page.html'

export function findIn(markup: string | Buffer, document: Partial<Document> = {}): PageFindings {
  return findInPage({ body: Buffer.from(markup as string), contentType: null, url: pageUrl, ...document })
}

/** `element candidate …` for each picture, with `element(alt)` where there is an alt; addresses relative to the page. */
export function picturesIn(markup: string | Buffer, document: Partial<Document> = {}): string[] {
  return findIn(markup, document).pictures.map(spell)
}

export function picturesInSheet(css: string | Buffer, document: Partial<Document> = {}): string[] {
  const sheet = {
    body: Buffer.from(css as string),
    contentType: null,
    url: 'http://site.test/dir/sheet.css',
    ...document,
  }
  return findInSheet(sheet).pictures.map(spell)
}

/** An address without the folder that page and sheet stand in. */
export function shorten(url: string): string {
  return url.replace('http://site.test/dir/', '')
}

function spell({ element, alt, candidates }: Picture): string {
  return [alt === null ? element : `${element}(${alt})`, ...candidates.map(shorten)].join(' ')
}
