/** Selects a line of a text, counted from 1, and brings it into sight. */
export function selectLine(area: HTMLTextAreaElement, line: number): void {
  const lines = area.value.split('\n')
  const start = lines.slice(0, line - 1).reduce((length, text) => length + text.length + 1, 0)
  area.focus()
  area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
  // No browser tells where in a text area a line is; ours does not wrap, which makes all lines of one height.
  area.scrollTop = ((line - 0.5) / lines.length) * area.scrollHeight - area.clientHeight / 2
  area.scrollLeft = 0
}
