/** An animated PNG (PNG, third edition, section 4.9) of still ones, which are of the same kind and size. */
import { chunksOf, makeChunk } from '../../src/modules/process/decoder/damage/png-chunks.ts'
import { uint16, uint32 } from './headers.ts'
import { pngChunk } from './pictures.ts'

/** Each frame stays for 100 ms. Programs that know no animations are shown the cover, where there is one. */
export function animatedPng(stills: Buffer[], cover?: Buffer): Buffer {
  const [first] = stills as [Buffer]
  const start = first.subarray(0, 33)
  const covers = cover ? dataOf(cover).map(({ whole }) => whole) : []
  let sequence = 0
  const frames = stills.flatMap((still, frame) => {
    const control = makeChunk('fcTL', controlOf(first, sequence++))
    const parts = dataOf(still).map((chunk) =>
      frame === 0 && !cover ? chunk.whole : makeChunk('fdAT', Buffer.concat([uint32(sequence++), chunk.data])),
    )
    return [control, ...parts]
  })
  const control = pngChunk('acTL', [stills.length, 0], [])
  return Buffer.concat([start, control, ...covers, ...frames, makeChunk('IEND', Buffer.alloc(0))])
}

function dataOf(still: Buffer) {
  return chunksOf(still)
    .filter(({ type }) => type === 'IDAT')
    .toArray()
}

/** As large as the picture, at its corner, for a tenth of a second. */
function controlOf(still: Buffer, sequence: number): Buffer {
  return Buffer.concat([uint32(sequence), still.subarray(16, 24), uint32(0, 0), uint16(100, 1000, 0)])
}
