/** The style sheets of a run, and the drawings in frames. */
import { type Document, isSvgFile, type Picture } from '../../find/index.ts'
import type { PackedList } from '../../read/index.ts'
import type { CrawlTools } from '../tools.ts'
import type { FetchDocument } from './fetch-document.ts'
import { createReadOnce } from './read-once.ts'

export interface Sheets {
  /** The pictures of these sheets and of those that they import, as far as nobody read them before. */
  read(urls: string[], page: string): Promise<PackedList<Picture>[]>
}

export function createSheets(tools: CrawlTools & { fetchDocument: FetchDocument }): Sheets {
  const { reader } = tools
  const readFile = (file: Document) => (isSvgFile(file) ? reader.readDrawing(file) : reader.readSheet(file))
  const readOnce = createReadOnce(tools, { accept: 'text/css,*/*;q=0.1', read: readFile })

  async function readOne(url: string, referer: string): Promise<PackedList<Picture>[]> {
    const sheet = await readOnce(url, referer)
    if (!sheet) return []
    const { pictures, imports } = sheet.reading
    return [pictures, ...(await read(imports, sheet.url))]
  }

  async function read(urls: string[], referer: string): Promise<PackedList<Picture>[]> {
    const pictures = await Promise.all(urls.map((url) => readOne(url, referer)))
    return pictures.flat()
  }

  return { read }
}
