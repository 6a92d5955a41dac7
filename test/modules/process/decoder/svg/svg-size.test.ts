import t from 'tap'
import { svgSize } from '../../../../../src/modules/process/decoder/svg/svg-size.ts'

const table: [attributes: string, width: number, height: number][] = [
  ['width="30" height="20"', 30, 20],
  ["width='30px' height='20.4px'", 30, 20],
  ['width="1in" height="2.54cm"', 96, 96],
  ['viewBox="0 0 48 24"', 48, 24],
  ['viewBox="0,0,48,24" width="96"', 96, 48],
  ['viewBox="0 0 48 24" height="96"', 192, 96],
  ['viewBox="0 0 48 24" width="100%" height="100%"', 48, 24],
  ['viewBox="0 0 0 0"', 300, 150],
  ['', 300, 150],
  ['width="auto" height="-4"', 300, 150],
  ['data-width="9" stroke-width="8" width="30" height="20"', 30, 20],
  ['viewBox="0 0 40 20" width="200" height="100" style="width:100%;height:50px"', 200, 100],
  ['style="width:131px;height:61px"', 300, 150],
  ['width="1e9" height="0.1"', 1_000_000, 1],
]

for (const [attributes, width, height] of table) {
  t.test(`svgSize: ${attributes || 'no size'}`, async (t) => t.same(svgSize(`<svg ${attributes}>`), { width, height }))
}
