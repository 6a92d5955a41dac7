/** SVG: its size is written in its root element; it is drawn once, for the thumbnail. */
import type { Facts } from '#catalog'
import { findSvgRoot } from '../svg-root.ts'
import { broken } from './broken.ts'
import type { Decoded, DecodeRequest } from './messages.ts'
import { pictureOf } from './picture.ts'
import { noLooks } from './pixels/looks.ts'
import { refuseSmall } from './refuse.ts'
import { drawSmall } from './small-picture.ts'
import { findBackground } from './svg/background.ts'
import { isComplete } from './svg/is-complete.ts'
import { isDrawable } from './svg/is-drawable.ts'
import { xmlFault } from './svg/not-well-formed.ts'
import { svgSize } from './svg/svg-size.ts'

export async function decodeVector(request: DecodeRequest): Promise<Decoded> {
  const root = findSvgRoot(request.bytes) ?? ''
  const { width, height } = svgSize(root)
  const refusal = refuseSmall(width, height, request)
  if (refusal) return refusal
  if (!isComplete(request.bytes)) return broken('svg', 'it ends before its root element is closed')
  const shape = { format: 'svg', width, height, animated: false, frames: 1, alpha: true, damaged: false } as const
  const facts = { ...shape, ...noLooks, duration: null, metadata: null }
  const isDrawn = !request.isUndrawn && isDrawable(request.bytes)
  return isDrawn ? draw(request, facts, root) : { verdict: 'decoded', facts, thumbnail: null }
}

/** What cannot be drawn here (too many elements, an encoding that librsvg lacks) is catalogued without a thumbnail. */
async function draw({ bytes, side }: DecodeRequest, facts: Facts, root: string): Promise<Decoded> {
  try {
    // The buffer has no address, so librsvg resolves no external reference: nothing is read or fetched.
    const { looks, thumbnail } = await pictureOf(await drawSmall(bytes, { side, background: findBackground(root) }))
    return { verdict: 'decoded', facts: { ...facts, ...looks }, thumbnail }
  } catch (error) {
    const fault = xmlFault(error, bytes)
    return fault ? broken('svg', `it is not well-formed (${fault})`) : { verdict: 'decoded', facts, thumbnail: null }
  }
}
