/** What few need, folded away: how far to go, what to leave out. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { FieldError } from '../api/types.ts'
import { FormField, messagesFor } from './form-field.tsx'
import { NumberField } from './number-field.tsx'
import { PatternsField } from './patterns-field.tsx'

const inside = ['scope', 'maxPages', 'maxDepth', 'minWidth', 'minHeight', 'include', 'exclude', 'robots']

export function CollectOptions({ errors }: { errors: readonly FieldError[] }) {
  const details = useRef<HTMLDetailsElement>(null)
  useLayoutEffect(() => {
    const isWrongInside = inside.some((name) => messagesFor(errors, name).length > 0)
    if (details.current !== null && isWrongInside) details.current.open = true
  }, [errors])
  return (
    <details class="options" ref={details}>
      <summary>Options</summary>
      <div class="options-fields">
        <FormField name="scope" label="Scope" errors={errors}>
          {(attributes) => (
            <select class="input" {...attributes}>
              <option value="host">This host</option>
              <option value="page">This page only</option>
              <option value="path">Below this path</option>
              <option value="domain">The whole domain</option>
            </select>
          )}
        </FormField>
        <NumberField name="maxPages" label="Most pages" least={1} otherwise="1000" errors={errors} />
        <NumberField name="maxDepth" label="Depth" least={0} otherwise="No limit" errors={errors} />
        <NumberField name="minWidth" label="Smallest width, px" least={0} otherwise="2" errors={errors} />
        <NumberField name="minHeight" label="Smallest height, px" least={0} otherwise="2" errors={errors} />
        <label class="check">
          <input type="checkbox" name="robots" value="yes" defaultChecked />
          Keep to robots.txt
        </label>
        <PatternsField name="include" label="Only these paths" otherwise="Every path" errors={errors} />
        <PatternsField name="exclude" label="Not these paths" otherwise="None" errors={errors} />
        <input type="hidden" name="options" value="shown" />
      </div>
      <p class="hint">Pages stay within the scope; images come from wherever the pages take them.</p>
    </details>
  )
}
