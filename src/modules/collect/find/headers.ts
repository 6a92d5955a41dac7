/** What the headers of a page say in its stead. Their addresses are relative to its own, whatever its base. */
import { readRobotsHeader } from './directives.ts'
import { visitLink } from './elements/link.ts'
import { visitRefresh } from './elements/refresh.ts'
import type { Findings } from './findings.ts'
import { readHeaderLinks } from './header-links.ts'
import type { DocumentHeaders } from './types.ts'

export function visitHeaders({ robots, link, refresh }: DocumentHeaders, findings: Findings): void {
  findings.restrict(readRobotsHeader(robots))
  for (const element of readHeaderLinks(link)) visitLink(element, findings)
  if (refresh) visitRefresh(refresh, findings)
}
