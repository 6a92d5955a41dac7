/**
 * The spools of a folder: the one into which this process writes, and those that others left behind, which go first.
 * Several processes may share the folder, as on a volume: each file belongs to whoever has its lock.
 */
import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { newId } from '../../id.ts'
import type { Log } from '../../log.ts'
import type { JournalRecord } from '../types.ts'
import { openSpool, removeSpool, type Spool, type SpooledEntry, SpoolTaken } from './spool.ts'

export interface SpoolsOptions {
  folder: string
  /** How much all that waits may take up on the disk. */
  maxBytes?: number
  log: Log
}

export interface Spools {
  /** On the disk when it returns, or not accepted: then it throws. */
  append(entries: readonly SpooledEntry[]): void
  /** The spool whose entries come next; undefined when nothing waits. */
  head(): Spool | undefined
  /** To be called when entries of the head were removed: a spool that is empty is put away. */
  tidy(): void
  /** Of one that cannot be read on: what is left in it stays on the disk, for somebody to look at. */
  setAside(spool: Spool, reason: unknown): void
  find(key: string): JournalRecord | undefined
  /** Takes over what processes that have ended left here. */
  adopt(): void
  hasRoom(): boolean
  /** Number of the oldest entry that this process wrote. */
  readonly first: number | undefined
  readonly records: number
  readonly bytes: number
  close(): void
}

const extension = '.spool'

export function createSpools({ folder, maxBytes = 4 * 1024 ** 3, log }: SpoolsOptions): Spools {
  const adopted: Spool[] = []
  const unreadable = new Set<string>()
  let own: Spool | undefined
  const everyone = () => (own ? [...adopted, own] : adopted)
  const total = (part: 'records' | 'bytes') => everyone().reduce((sum, spool) => sum + spool[part], 0)

  function ownSpool(): Spool {
    if (own) return own
    mkdirSync(folder, { recursive: true })
    own = openNew(folder)
    return own
  }

  function tryToAdopt(file: string): void {
    try {
      const spool = openSpool(file)
      if (spool.first === undefined) spool.close()
      else take(spool)
    } catch (error) {
      if (error instanceof SpoolTaken) return
      log.error({ err: error, spool: file }, 'a spool could not be opened')
      unreadable.add(file)
    }
  }

  function take(spool: Spool): void {
    adopted.push(spool)
    log.warn(
      { records: spool.records, spool: spool.path },
      'records that an earlier process left on the disk are delivered',
    )
  }

  function putAway(spool: Spool): void {
    spool.close()
    if (spool === own) own = undefined
    else adopted.splice(adopted.indexOf(spool), 1)
  }

  const spools: Spools = {
    append(entries) {
      if (!spools.hasRoom()) throw new Error(`The spool holds ${total('bytes')} bytes: it may not hold more.`)
      ownSpool().append(entries)
    },
    head: () => everyone().find((spool) => spool.first !== undefined),
    tidy() {
      for (const spool of everyone().filter(({ first }) => first === undefined)) putAway(spool)
    },
    setAside(spool, reason) {
      const { records, path } = spool
      log.error({ err: reason, records, spool: path }, 'a spool could not be read: what is left in it stays there')
      unreadable.add(path)
      putAway(spool)
    },
    find(key) {
      for (const spool of everyone()) {
        const record = spool.find(key)
        if (record) return record
      }
      return undefined
    },
    adopt() {
      const known = new Set([...unreadable, ...everyone().map((spool) => spool.path)])
      for (const file of listSpools(folder)) if (!known.has(file)) tryToAdopt(file)
    },
    hasRoom: () => total('bytes') < maxBytes,
    get first() {
      return own?.first
    },
    get records() {
      return total('records')
    },
    get bytes() {
      return total('bytes')
    },
    close() {
      for (const spool of everyone()) spool.close()
      adopted.length = 0
      own = undefined
    },
  }
  return spools
}

/** Oldest first, as their names sort by time. */
function listSpools(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => name.endsWith(extension))
    return names.sort().map((name) => path.join(folder, name))
  } catch {
    return [] // no folder, no spools
  }
}

/** Another process may take a new one for a spool that was left empty, before it is locked. A disk that is full has room for its name, and no more. */
function openNew(folder: string, tries = 5): Spool {
  const file = path.join(folder, `${newId()}${extension}`)
  try {
    return openSpool(file)
  } catch (error) {
    if (!(error instanceof SpoolTaken)) removeSpool(file)
    else if (tries > 1) return openNew(folder, tries - 1)
    throw error
  }
}
