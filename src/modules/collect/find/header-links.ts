/** The `Link` header (RFC 8288): what a `link` element says, said by the server. */
import type { Element } from './html/tree.ts'

/** Each link as the element that it stands for. One that speaks of another document (`anchor`) stands for none. */
export function readHeaderLinks(lines: string[] | undefined): Element[] {
  const links = (lines ?? []).flatMap(splitLinks).map(toElement)
  return links.filter((link) => link.attributes.anchor === undefined)
}

interface HeaderLink {
  href: string
  parameters: [name: string, value: string][]
}

/** Parameters end with a comma that stands outside of quotes. What is no link is passed over. */
function splitLinks(line: string): HeaderLink[] {
  const links: HeaderLink[] = []
  const tokens = /<([^<>]*)>|;\s*([^\s=;,<>"]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]*)))?|[^;<]/gs
  for (const [, href, name, quoted, bare = ''] of line.matchAll(tokens)) {
    if (href !== undefined) links.push({ href, parameters: [] })
    else if (name) links.at(-1)?.parameters.push([name.toLowerCase(), quoted?.replace(/\\(.)/gs, '$1') ?? bare])
  }
  return links
}

/** Of two parameters of one name the first counts, as the RFC says of `rel`. */
function toElement({ href, parameters }: HeaderLink): Element {
  return { tag: 'link', attributes: { ...Object.fromEntries(parameters.toReversed()), href }, text: '', label: {} }
}
