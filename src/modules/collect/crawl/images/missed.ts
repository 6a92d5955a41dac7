/** Tries pictures again that an earlier pass of the same run did not get. */
import type { MissedPicture } from '../../findings/missed-repository.ts'
import { pack } from '../../read/index.ts'
import { createBoundedWork } from '../bounded-work.ts'
import type { Pictures } from './pictures.ts'

const atOnce = 256

/** Each in its place: what is had now is what the page shows there. */
export async function collectMissed(pictures: Pictures, missed: MissedPicture[]): Promise<void> {
  const work = createBoundedWork(atOnce)
  for (const { page, pageTitle, ordinal, runId: _run, ...picture } of missed) {
    await work.start(async () => {
      await pictures.collect(pack([picture]), { url: page, title: pageTitle }, ordinal)
    })
  }
  await work.done()
}
