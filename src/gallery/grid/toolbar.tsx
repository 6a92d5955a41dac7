/** Searching, sorting and filtering. A choice changes the address, so that it can be shared and gone back from. */
import type { ComponentChildren } from 'preact'
import { SearchField } from './search-field.tsx'
import { alts, formats, isFiltered, orientations, plainView, sorts, type View } from './view.ts'

export interface ToolbarProps {
  view: View
  onView: OnView
  /** What else is to stand in it, at its end. */
  children?: ComponentChildren
}

/** Shows another view, as a place of its own to go back from; `refine` has it take the place of the one before. */
export type OnView = (view: View, options?: { refine: boolean }) => void

export function Toolbar({ view, onView, children }: ToolbarProps) {
  const choose = (change: Partial<Record<keyof View, string>>) => onView({ ...view, ...change } as View)
  return (
    <fieldset class="toolbar">
      <legend class="visually-hidden">Search, sort and filter</legend>
      <SearchField value={view.q} onSearch={(q, options) => onView({ ...view, q }, options)} />
      <Choice label="Sort" value={view.sort} options={sorts} words={sortWords} onChange={(sort) => choose({ sort })} />
      <Choice
        label="Format"
        value={view.format}
        options={['', ...formats]}
        words={formatWords}
        onChange={(format) => choose({ format })}
      />
      <Choice
        label="Shape"
        value={view.orientation}
        options={['', ...orientations]}
        words={shapeWords}
        onChange={(orientation) => choose({ orientation })}
      />
      <Choice
        label="Alt text"
        value={view.alt}
        options={['', ...alts]}
        words={altWords}
        onChange={(alt) => choose({ alt })}
      />
      {isFiltered(view) && (
        <button type="button" class="button button-quiet" onClick={() => onView({ ...plainView, sort: view.sort })}>
          Clear
        </button>
      )}
      {children}
    </fieldset>
  )
}

interface ChoiceProps {
  label: string
  value: string
  options: readonly string[]
  words: Record<string, string>
  onChange(value: string): void
}

function Choice({ label, value, options, words, onChange }: ChoiceProps) {
  return (
    <label class={value === '' || label === 'Sort' ? 'choice' : 'choice choice-set'}>
      <span class="choice-label">{label}</span>
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => (
          <option key={option} value={option}>
            {words[option] ?? option.toUpperCase()}
          </option>
        ))}
      </select>
    </label>
  )
}

const sortWords = {
  oldest: 'As found',
  newest: 'Newest',
  largest: 'Largest',
  smallest: 'Smallest',
  heaviest: 'Heaviest',
  lightest: 'Lightest',
}
const formatWords = { '': 'Any', webp: 'WebP', jxl: 'JPEG XL', jp2: 'JPEG 2000' }
const shapeWords = { '': 'Any', landscape: 'Landscape', portrait: 'Portrait', square: 'Square' }
const altWords = { '': 'Any', missing: 'Missing', empty: 'Empty', present: 'Present' }
