/** The pictures in the HTML that items carry. */
import { createBases } from '../bases.ts'
import type { Picture } from '../types.ts'
import { listPictures as listInData } from '../visitor.ts'

export function listPictures(html: string, base: string): Picture[] {
  return html.includes('<') ? listInData(html, { bases: createBases(base) }) : []
}
