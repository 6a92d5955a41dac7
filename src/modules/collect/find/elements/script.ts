/** `script`: linked data, and the data from which scripts fill the page. */
import type { Findings } from '../findings.ts'
import { decodeAttribute } from '../html/text.ts'
import type { Element } from '../html/tree.ts'
import { readAssignedJson } from '../json/assigned-json.ts'
import { readFlight } from '../json/flight.ts'
import { mayBeState } from '../json/json-attribute.ts'
import { listLinkedPictures } from '../json/linked-pictures.ts'
import { parseJson } from '../json/parse-json.ts'
import { scriptKind } from '../json/script-kind.ts'
import { listStateMarkup } from '../json/state-markup.ts'
import { listStatePictures, type StateOptions } from '../json/state-pictures.ts'
import { saysImage } from '../picture/data-names.ts'
import { joinCandidates, rankCandidates } from '../picture/rank.ts'
import type { Picture } from '../types.ts'

export interface ScriptVisitor {
  visit(element: Element): void
  /** Data that an attribute of any element carries. */
  visitAttributes(attributes: Element['attributes']): void
  /** Flight data may be cut anywhere into its scripts: it is read when all are known. */
  end(): void
}

/** `listPictures` reads HTML that stands in the data. */
export function createScriptVisitor(findings: Findings, listPictures: (html: string) => Picture[]): ScriptVisitor {
  const flight: string[] = []
  const linked = new Map<string, Picture>()

  /** What shares an address with a picture before is that picture once more. Many write `&amp;` where it means nothing. */
  function addLinked(untrusted: string[]): void {
    const candidates = rankCandidates(untrusted.map(decodeAttribute), findings.resolve)
    const known = candidates.map((candidate) => linked.get(candidate)).find((picture) => picture !== undefined)
    const picture = known ? grow(known, candidates) : findings.addPicture({ element: 'jsonld', alt: null }, candidates)
    if (picture) for (const candidate of candidates) linked.set(candidate, picture)
  }

  function addState(state: unknown, options?: StateOptions): void {
    for (const untrusted of listStatePictures(state, options)) {
      const candidates = rankCandidates(untrusted, findings.resolve)
      if (candidates.length > 0) findings.addUnlessShown({ element: 'json', alt: null, candidates })
    }
    for (const html of listStateMarkup(state)) {
      for (const picture of listPictures(html)) findings.addUnlessShown({ ...picture, element: 'json' })
    }
  }

  return {
    visit({ attributes, text }) {
      const kind = scriptKind(attributes.type, text)
      if (kind === 'linked') for (const untrusted of listLinkedPictures(parseJson(text))) addLinked(untrusted)
      if (kind === 'json') addState(parseJson(text))
      if (kind !== 'assigned') return
      const assigned = readAssignedJson(text)
      for (const state of assigned.values) addState(state)
      for (const piece of assigned.flight) flight.push(piece)
    },
    visitAttributes(attributes) {
      for (const [name, value = ''] of Object.entries(attributes)) {
        if (mayBeState(name, value)) addState(parseJson(value), { mayBeRelative: isList(value) && saysImage(name) })
      }
    },
    end() {
      for (const row of readFlight(flight.join(''))) addState(row)
    },
  }
}

/** The fuller description says in which order they are to be tried. */
function grow(picture: Picture, candidates: string[]): Picture {
  const isFuller = candidates.indexOf(picture.candidates[0] ?? '') > 0
  const [better, other] = isFuller ? [candidates, picture.candidates] : [picture.candidates, candidates]
  picture.candidates = joinCandidates(better, other)
  return picture
}

function isList(json: string): boolean {
  return json.trimStart().startsWith('[')
}
