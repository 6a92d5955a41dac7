/** Puts the candidates of one picture in the order in which they shall be tried. */
import { trimAsBrowser } from '../address/resolve-url.ts'
import { isPlaceholder } from './placeholder.ts'

/** More candidates than this are not one picture but an attack. */
const maxCandidates = 256

/** Absolute and without repetitions; what merely holds the place of a picture comes last. `untrusted` is best first. */
export function rankCandidates(untrusted: string[], resolve: (untrusted: string) => string | undefined): string[] {
  const candidates = new Set<string>()
  for (const value of untrusted) {
    const candidate = toDataUrl(value) ?? resolve(value)
    if (candidate) candidates.add(candidate)
    if (candidates.size === maxCandidates) break
  }
  return demotePlaceholders([...candidates])
}

/** Those of two descriptions of one picture, the better description first. */
export function joinCandidates(better: string[], other: string[]): string[] {
  return demotePlaceholders([...new Set([...better, ...other])].slice(0, maxCandidates))
}

/** A stable partition: real ones first. */
function demotePlaceholders(candidates: string[]): string[] {
  if (candidates.length < 2) return candidates
  const real = candidates.filter((candidate) => !isPlaceholder(candidate))
  return real.length === candidates.length ? candidates : [...real, ...candidates.filter(isPlaceholder)]
}

function toDataUrl(value: string): string | undefined {
  const trimmed = trimAsBrowser(value)
  return /^data:/i.test(trimmed) && hasData(trimmed) ? trimmed : undefined
}

/** `data:,` says that there is no picture. */
function hasData(url: string): boolean {
  const comma = url.indexOf(',')
  return comma !== -1 && comma < url.length - 1
}
