/** How often each verdict of an image's address was found by this process. */
import { type ResourceVerdict, resourceVerdicts } from '../types.ts'
import type { SeenResource } from './resource-rows.ts'

export interface VerdictCounts {
  add(resources: Pick<SeenResource, 'verdict'>[]): void
  all(): ReadonlyMap<ResourceVerdict, number>
}

export function createVerdictCounts(): VerdictCounts {
  const counts = new Map<ResourceVerdict, number>(found.map((verdict) => [verdict, 0]))

  return {
    add(resources) {
      for (const { verdict } of resources) {
        const count = counts.get(verdict)
        if (count !== undefined) counts.set(verdict, count + 1)
      }
    },
    all: () => counts,
  }
}

/** To wait is no end yet; that bytes are there already is known to the database, and that a run was cancelled, by its end. */
const found = resourceVerdicts.filter((verdict) => !['waiting', 'duplicate', 'cancelled'].includes(verdict))
