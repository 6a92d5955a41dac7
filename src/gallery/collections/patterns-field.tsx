/** Path patterns, one a line. */
import type { FieldError } from '../api/types.ts'
import { FormField } from './form-field.tsx'

export interface PatternsFieldProps {
  name: string
  label: string
  otherwise: string
  errors: readonly FieldError[]
}

export function PatternsField({ name, label, otherwise, errors }: PatternsFieldProps) {
  return (
    <FormField name={name} label={label} hint="One a line, such as /blog/ or *.html$" errors={errors} width="half">
      {(attributes) => (
        <textarea
          class="input"
          rows={2}
          placeholder={otherwise}
          spellcheck={false}
          autocapitalize="off"
          {...attributes}
        />
      )}
    </FormField>
  )
}
