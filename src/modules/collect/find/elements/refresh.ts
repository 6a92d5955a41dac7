/** `meta http-equiv=refresh`: where the page sends its reader. */
import type { Findings } from '../findings.ts'

/** Seconds in which nobody reads a page: it says no more than where it has gone. */
const maxSeconds = 5

/** A link, and where the page has gone if it sends its reader there at once, script or no script. */
export function visitRefresh(content: string, findings: Findings, { isInNoscript = false } = {}): void {
  const address = readRefresh(content)
  findings.addLink(address)
  if (!isInNoscript && Number.parseInt(`0${content.trim()}`, 10) <= maxSeconds) {
    findings.setRefresh(findings.resolve(address))
  }
}

/** After the seconds, as the HTML Standard's "shared declarative refresh steps" read it; '' where no address is. */
export function readRefresh(content: string): string {
  const [, rest = ''] = /^[\t\n\f\r ]*[\d.]+(?=[\t\n\f\r ;,])[\t\n\f\r ]*[;,]?[\t\n\f\r ]*(.*)$/s.exec(content) ?? []
  const address = rest.replace(/^url[\t\n\f\r ]*=[\t\n\f\r ]*/i, '')
  const [quote = ''] = address
  if (quote !== '"' && quote !== "'") return address
  return address.slice(1).split(quote, 1)[0] ?? ''
}
