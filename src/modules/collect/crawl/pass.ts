/** What the passes over websites and over lists share. */
import type { MissedPicture } from '../findings/missed-repository.ts'
import type { SeenPage } from '../findings/page-rows.ts'
import type { knownAddresses } from '../findings/resource-repository.ts'
import type { FinalState } from '../types.ts'
import type { Pictures } from './images/pictures.ts'
import type { FrontierPage } from './pages/frontier-page.ts'
import type { CrawlTools } from './tools.ts'

/** What an earlier attempt at the run recorded; empty lists for a run that is new. */
export interface Recorded {
  pages: SeenPage[]
  addresses: Awaited<ReturnType<typeof knownAddresses>>
  /** Somebody asked to try again what failed. */
  isRetry: boolean
  /** Pictures that are to be tried again. */
  missed: MissedPicture[]
  /** Pages that wait, found after a position. */
  load(afterPosition: number, limit: number): Promise<FrontierPage[]>
}

/** How a pass ended. */
export interface CrawlEnd {
  state: FinalState
  error: string | null
}

export interface Pass extends CrawlTools {
  pictures: Pictures
  /** Tries again what an earlier pass missed. */
  retry(): Promise<void>
  onError(error: unknown): void
}
