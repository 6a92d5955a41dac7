/** What a crawl finds goes to the journal, and past those who count it. */
import type { Journal } from '#platform'
import type { Notes } from './crawl/tools.ts'
import type { SeenPage } from './findings/page-rows.ts'
import type { SeenResource } from './findings/resource-rows.ts'
import { documentRead, pageSeen, pictureMissed, resourceSeen } from './records.ts'

export interface NotesOptions {
  journal: Journal
  onPages(pages: SeenPage[]): void
  onResources: ((resources: SeenResource[]) => void)[]
}

export function createNotes({ journal, onPages, onResources }: NotesOptions): Notes {
  return {
    async pages(...pages) {
      onPages(pages)
      await journal.append(...pages.map(pageSeen.record))
    },
    async resources(...resources) {
      for (const tell of onResources) tell(resources)
      await journal.append(...resources.map(resourceSeen.record))
    },
    documents: (...documents) => journal.append(...documents.map(documentRead.record)),
    missed: (...pictures) => journal.append(...pictures.map(pictureMissed.record)),
  }
}
