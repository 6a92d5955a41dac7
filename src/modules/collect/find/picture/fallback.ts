/** What older browsers show in the stead of a picture is that picture once more. */
import type { Findings } from '../findings.ts'
import type { Picture } from '../types.ts'
import { joinCandidates, rankCandidates } from './rank.ts'

export function addFallback(picture: Picture, untrusted: string[], findings: Findings): void {
  picture.candidates = joinCandidates(picture.candidates, rankCandidates(untrusted, findings.resolve))
}
