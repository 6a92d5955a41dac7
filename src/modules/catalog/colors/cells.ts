/** The space of colours in cubes, so that an index finds what is near: no nearer neighbour lies further than the next cell. */
import type { Perceived } from './perceived.ts'

/**
 * How far a colour may be from the one that is asked for: 80 apart, two of a palette look like one as swatches; at 100 a crimson
 * still is a red, and an orange is none.
 */
export const near = 100

/** The side of a cell. */
const side = near

export function cellOf({ lightness, red, yellow }: Perceived): number {
  return cellAt(step(lightness), step(red), step(yellow))
}

/** The cells in which colours may be that are near. */
export function cellsNear({ lightness, red, yellow }: Perceived): number[] {
  const around = (value: number) => [step(value - near), step(value), step(value + near)]
  return around(lightness).flatMap((l) => around(red).flatMap((r) => around(yellow).map((y) => cellAt(l, r, y))))
}

function step(value: number): number {
  return Math.floor(value / side) + 10
}

/** Each of the steps lies between 5 and 21. */
function cellAt(lightness: number, red: number, yellow: number): number {
  return (lightness * 100 + red) * 100 + yellow
}
