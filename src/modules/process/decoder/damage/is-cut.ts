/** Tells what is cut short behind all that the decoder reads. */
import type { Format } from '#catalog'
import { gifBlocks } from '../gif/blocks.ts'
import { chunksOf } from './png-chunks.ts'

/** Whether the end of the file is missing although its first frame decodes; false of formats whose decoder sees it. */
export function isCut(bytes: Buffer, format: Format): boolean {
  if (format === 'gif') return isGifCut(bytes)
  return format === 'png' && isPngCut(bytes)
}

/** What stands behind the mark of the end is not looked at. */
function isGifCut(bytes: Buffer): boolean {
  let last = 0
  for (const at of gifBlocks(bytes)) last = at
  return last >= bytes.length
}

function isPngCut(bytes: Buffer): boolean {
  for (const { type, state } of chunksOf(bytes)) if (type === 'IEND') return state === 'cut'
  return true
}
