/** What a document or an image asks of crawlers: `meta` robots, and the `X-Robots-Tag` header. */
import type { Directives } from './types.ts'

const agents = new Set(['robots', 'magpie'])
const noFollowNames = new Set(['nofollow', 'none'])
const noImageNames = new Set(['noindex', 'none', 'noimageindex', 'noai', 'noimageai'])

/** Directives with a value; a colon after any other word of a header makes it the name of a crawler. */
const withValue = new Set(['unavailable_after', 'max-snippet', 'max-image-preview', 'max-video-preview'])

/** Semicolons stand in no grammar, and on many pages. */
const separators = /[,;]/

/** Those of a `meta` element, none when it speaks to other crawlers or of something else. */
export function readMetaDirectives(name: string, content: string): Directives {
  return isOurs(name) ? judge(content.split(separators).flatMap(listWords)) : { noFollow: null, noImages: null }
}

/**
 * Those of all `X-Robots-Tag` lines together, the strictest of what is said to all crawlers and to Magpie.
 * The name of a crawler (`otherbot: noindex, nofollow`) holds until the next one or the end of its line.
 */
export function readRobotsHeader(lines: string[] | undefined): Directives {
  return judge((lines ?? []).flatMap(listOurs))
}

/** What either of the two forbids is forbidden. */
export function strictest(one: Directives, other: Directives): Directives {
  return { noFollow: one.noFollow ?? other.noFollow, noImages: one.noImages ?? other.noImages }
}

function listOurs(line: string): string[] {
  let isForUs = true
  return line.split(separators).flatMap((part) => {
    const [, agent, rest] = /^\s*([a-z][^\s:]*)\s*:(.*)$/is.exec(part) ?? []
    const isNamed = agent !== undefined && !withValue.has(agent.toLowerCase())
    if (isNamed) isForUs = isOurs(agent)
    return isForUs ? listWords(isNamed ? (rest ?? '') : part) : []
  })
}

/** Without what stands before or after a colon: directives with a value, and their values (`max-image-preview:none`). */
function listWords(part: string): string[] {
  const tokens = part.match(/[^\s:]+|:/g) ?? []
  return tokens.filter((token, index) => ![token, tokens[index - 1], tokens[index + 1]].includes(':'))
}

function judge(words: string[]): Directives {
  const find = (names: Set<string>) => words.find((word) => names.has(word.toLowerCase())) ?? null
  return { noFollow: find(noFollowNames), noImages: find(noImageNames) }
}

/** A crawler's name may come with its version. */
function isOurs(name: string): boolean {
  return agents.has(name.trim().toLowerCase().split('/', 1)[0] ?? '')
}
