/** Resolves when a number has stayed the same for a while: whoever made it grow waits for something. */
import { eventually } from './eventually.ts'

export async function atRest(count: () => number): Promise<void> {
  const counts: number[] = []
  await eventually(
    async () => counts.push(count()),
    () => counts.length > 25 && counts.at(-25) === count(),
  )
}
