/** Pixels as numbers, row by row, 0 to 255, without padding. */
export interface Pixels {
  data: Uint8Array
  width: number
  height: number
  /** 3: red, green, blue; 4: alpha too, not premultiplied. */
  channels: 3 | 4
}
