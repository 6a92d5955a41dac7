/** What is to be collected: a website, or a list of images. */
import type { CollectKind } from './use-collect.ts'

export interface KindSwitchProps {
  kind: CollectKind
  onKind(kind: CollectKind): void
}

const kinds: [CollectKind, string][] = [
  ['website', 'A website'],
  ['list', 'A list of images'],
]

export function KindSwitch({ kind, onKind }: KindSwitchProps) {
  return (
    <fieldset class="switch">
      <legend class="visually-hidden">What to collect</legend>
      {kinds.map(([value, words]) => (
        <label key={value} class="switch-part">
          <input type="radio" name="kind" value={value} checked={kind === value} onChange={() => onKind(value)} />
          {words}
        </label>
      ))}
    </fieldset>
  )
}
