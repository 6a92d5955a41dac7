/** Words to look for. They are looked for as soon as the typing rests, or at once by Enter. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { askedFor, maxSearch } from './view.ts'

export interface SearchFieldProps {
  /** What is looked for. */
  value: string
  /** `refine` while it goes on being typed: one search is one place to go back from. */
  onSearch(words: string, options: { refine: boolean }): void
}

const restMs = 300

export function SearchField({ value, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(value)
  const asked = useRef(value)
  const refines = useRef(false)

  // Another value came from elsewhere, by going back say: what is being typed is not pushed aside by its own search.
  useEffect(() => {
    if (value === asked.current) return
    asked.current = value
    setTyped(value)
  }, [value])

  useEffect(() => {
    const timer = setTimeout(search, restMs)
    return () => clearTimeout(timer)
  }, [typed, value])

  function search(): void {
    const words = askedFor(typed)
    if (words === asked.current) return
    asked.current = words
    onSearch(words, { refine: refines.current })
    refines.current = true
  }

  function finish(): void {
    search()
    refines.current = false
  }

  return (
    <label class={value === '' ? 'choice choice-search' : 'choice choice-search choice-set'}>
      <span class="choice-label">Search</span>
      <input
        type="search"
        value={typed}
        maxLength={maxSearch}
        placeholder="alt text, title, file name"
        autocomplete="off"
        spellcheck={false}
        enterkeyhint="search"
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && finish()}
        onBlur={finish}
      />
    </label>
  )
}
