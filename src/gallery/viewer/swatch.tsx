/** A colour to see and to read. Only a colour gets into the style. */
export function Swatch({ color }: { color: string }) {
  const known = /^#[0-9a-f]{6}$/i.test(color)
  return (
    <span class="swatch">
      {known && <span class="swatch-dot" style={{ backgroundColor: color }} />}
      {color}
    </span>
  )
}
