/** What few need, folded away: how far to go, what to leave out. What a list has no use for is not shown for one. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { FieldError } from '../api/types.ts'
import { CheckField } from './check-field.tsx'
import { FormField, messagesFor } from './form-field.tsx'
import { NumberField } from './number-field.tsx'
import { PatternsField } from './patterns-field.tsx'
import type { CollectKind } from './use-collect.ts'

export interface CollectOptionsProps {
  kind: CollectKind
  errors: readonly FieldError[]
}

const inside = ['name', 'scope', 'maxPages', 'maxDepth', 'minWidth', 'minHeight', 'include', 'exclude']

export function CollectOptions({ kind, errors }: CollectOptionsProps) {
  const details = useRef<HTMLDetailsElement>(null)
  useLayoutEffect(() => {
    const isWrongInside = inside.some((name) => messagesFor(errors, name).length > 0)
    if (details.current !== null && isWrongInside) details.current.open = true
  }, [errors])
  return (
    <details class="options" ref={details}>
      <summary>Options</summary>
      <div class="options-fields">
        {kind === 'list' ? <Name errors={errors} /> : <Reach errors={errors} />}
        <NumberField name="minWidth" label="Smallest width, px" least={0} otherwise="2" errors={errors} />
        <NumberField name="minHeight" label="Smallest height, px" least={0} otherwise="2" errors={errors} />
        <CheckField name="robots" label="Keep to robots.txt" />
        {kind === 'website' && <Choosing errors={errors} />}
      </div>
      <p class="hint">{kind === 'list' ? aboutLists : aboutWebsites}</p>
    </details>
  )
}

const aboutWebsites = 'Pages stay within the scope; images come from wherever the pages take them.'
const aboutLists = 'A line may come from a table: address, alt text, and the page that shows it.'

type Fields = Pick<CollectOptionsProps, 'errors'>

function Name({ errors }: Fields) {
  return (
    <FormField name="name" label="Name" errors={errors} width="full">
      {(attributes) => (
        <input class="input" type="text" maxLength={200} placeholder="A list of images" {...attributes} />
      )}
    </FormField>
  )
}

function Reach({ errors }: Fields) {
  return (
    <>
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
    </>
  )
}

function Choosing({ errors }: Fields) {
  return (
    <>
      <PatternsField name="include" label="Only these paths" otherwise="Every path" errors={errors} />
      <PatternsField name="exclude" label="Not these paths" otherwise="None" errors={errors} />
      <CheckField
        name="fullSize"
        label="Look for larger forms"
        hint="For a resized picture, such as photo-300x200.jpg, the larger one is tried too."
      />
    </>
  )
}
