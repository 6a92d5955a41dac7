/** The colours that make up a picture, each to see and to read, with its part of the whole. */
import { percent } from '../words/numbers.ts'
import { Swatch } from './swatch.tsx'

export function Palette({ colors }: { colors: readonly { color: string; share: number }[] }) {
  return (
    <ul class="palette">
      {colors.map(({ color, share }) => (
        <li key={color}>
          <Swatch color={color} />
          <span class="palette-share">{percent(share)}</span>
        </li>
      ))}
    </ul>
  )
}
