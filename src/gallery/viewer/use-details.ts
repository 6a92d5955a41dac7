/** An image's details, read when it is opened and read anew when another one is. */
import { useEffect, useState } from 'preact/hooks'
import { problemOf } from '../api/problem.ts'
import type { ImageDetails, Problem } from '../api/types.ts'
import { useGallery } from '../shell/gallery.ts'

export interface Details {
  /** Undefined until they are there. */
  image: ImageDetails | undefined
  problem: Problem | undefined
  retry(): void
}

export function useDetails(id: string): Details {
  const { client } = useGallery()
  const [attempt, setAttempt] = useState(0)
  const [answer, setAnswer] = useState<{ id: string; image?: ImageDetails; problem?: Problem }>({ id })

  useEffect(() => {
    let left = false
    setAnswer({ id })
    client.getImage(id).then(
      (image) => left || setAnswer({ id, image }),
      (error) => left || setAnswer({ id, problem: problemOf(error) }),
    )
    return () => {
      left = true
    }
  }, [client, id, attempt])

  const mine = answer.id === id ? answer : { id }
  return { image: mine.image, problem: mine.problem, retry: () => setAttempt(attempt + 1) }
}
