/** An image's occurrences: the first ones, which come with its details, then all of them, page by page. */
import { useState } from 'preact/hooks'
import { problemOf } from '../api/problem.ts'
import type { ImageDetails, Occurrence, Problem } from '../api/types.ts'
import { useGallery } from '../shell/gallery.ts'

/** How many come with an image's details. */
const firstCount = 100

interface Known {
  items: readonly Occurrence[]
  /** Undefined: only the first ones are known. */
  next: string | null | undefined
  problem?: Problem
}

export function useOccurrences({ id, occurrences }: ImageDetails) {
  const { client } = useGallery()
  const next = occurrences.length < firstCount ? null : undefined
  const [known, setKnown] = useState<Known>({ items: occurrences, next })

  async function readMore(): Promise<void> {
    try {
      const cursor = known.next ?? undefined
      const page = await client.listOccurrences(id, { limit: '500', ...(cursor !== undefined && { cursor }) })
      const before = cursor === undefined ? [] : known.items
      setKnown({ items: [...before, ...page.items], next: page.next })
    } catch (error) {
      setKnown({ ...known, problem: problemOf(error) })
    }
  }

  return { items: known.items, problem: known.problem, mayHaveMore: known.next !== null, readMore }
}
