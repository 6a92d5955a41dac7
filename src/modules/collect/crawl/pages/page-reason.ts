/** What there is to say of a page that was read. */
import type { Directives } from '../../find/index.ts'
import type { PageReading } from '../../read/index.ts'

/** In words for a person; null where nothing is out of the ordinary. */
export function pageReason(
  { needsBrowser, isCut }: Pick<PageReading, 'needsBrowser' | 'isCut'>,
  { noFollow, noImages }: Directives,
  isUnchanged: boolean,
): string | null {
  const words = [
    needsBrowser && 'needs-browser: it shows its pictures only where its scripts run, and none could be found without.',
    isCut && 'It names more pictures or links than are taken from one page; the rest was left.',
    noImages !== null && `It asks crawlers to leave its pictures alone (${noImages}).`,
    noFollow !== null && `It asks crawlers not to follow its links (${noFollow}).`,
    isUnchanged && 'Unchanged since the last visit.',
  ].filter((part) => part !== false)
  return words.length > 0 ? words.join(' ') : null
}
