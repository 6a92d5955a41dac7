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

/** The cells in which colours may be that are near: of the 27 around it not the corners that are further away. */
export function cellsNear({ lightness, red, yellow }: Perceived): number[] {
  const [lightnesses, reds, yellows] = [around(lightness), around(red), around(yellow)]
  return lightnesses.flatMap((l) =>
    reds.flatMap((r) =>
      yellows
        .filter((y) => l.apart ** 2 + r.apart ** 2 + y.apart ** 2 <= near ** 2)
        .map((y) => cellAt(l.step, r.step, y.step)),
    ),
  )
}

/** The steps next to that of a value, and how far their nearest value is from it. */
function around(value: number) {
  const own = value - Math.floor(value / side) * side
  return [
    { step: step(value) - 1, apart: own + 1 },
    { step: step(value), apart: 0 },
    { step: step(value) + 1, apart: side - own },
  ]
}

function step(value: number): number {
  return Math.floor(value / side) + 10
}

/** Each of the steps lies between 5 and 21. */
function cellAt(lightness: number, red: number, yellow: number): number {
  return (lightness * 100 + red) * 100 + yellow
}
