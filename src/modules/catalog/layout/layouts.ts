/** Layouts, packed and unpacked: what was told last is kept, and who asks for the same at the same time shares one making of it. */
import { LRUCache } from 'lru-cache'
import { type ContentCoding, type Database, problem } from '#platform'
import { pack } from '../packing.ts'
import { createSharedWork } from '../shared-work.ts'
import { createSlots } from '../slots.ts'
import { describeLayout, type LayoutQuery } from './describe-layout.ts'

export interface LayoutsOptions {
  database: Database
  /** Which one layout may have. */
  mostImages: number
  /** What is kept of all. */
  mostBytes: number
  /** How many are made at once. */
  mostAtOnce: number
}

export interface AskedLayout extends Omit<LayoutQuery, 'mostImages'> {
  /** Names the query and the revision of the catalogue. */
  key: string
  coding: ContentCoding
}

export interface Layouts {
  get(asked: AskedLayout): Promise<Buffer>
}

export function createLayouts({ database, mostImages, mostBytes, mostAtOnce }: LayoutsOptions): Layouts {
  const cache = new LRUCache<string, Buffer>({ maxSize: mostBytes, sizeCalculation: ({ length }) => length })
  const sharedWork = createSharedWork<Buffer>()
  const slots = createSlots(mostAtOnce)

  return { get: getPacked }

  async function getPacked({ coding, ...asked }: AskedLayout): Promise<Buffer> {
    const plain = { ...asked, key: `${asked.key} identity` }
    if (coding === 'identity') return getKept(plain, (signal) => describe({ ...asked, signal }))
    const make = async (signal: AbortSignal) => pack(await getPacked({ ...asked, signal, coding: 'identity' }), coding)
    return getKept({ ...asked, key: `${asked.key} ${coding}` }, make)
  }

  async function getKept(
    { key, signal }: { key: string; signal: AbortSignal },
    make: (signal: AbortSignal) => Promise<Buffer>,
  ): Promise<Buffer> {
    const kept = cache.get(key)
    if (kept) return kept
    return sharedWork.join(key, signal, async (abandoned) => {
      const made = await make(abandoned)
      cache.set(key, made)
      return made
    })
  }

  async function describe(query: Omit<LayoutQuery, 'mostImages'>): Promise<Buffer> {
    const giveBack = slots.take()
    if (!giveBack)
      throw problem('busy', 'So many layouts are made already. Try again shortly.', { retryAfterSeconds: 1 })
    try {
      return await describeLayout(database, { ...query, mostImages })
    } finally {
      giveBack()
    }
  }
}
