/** A whole number; left empty, the server's default counts, which is shown in its place. */
import type { FieldError } from '../api/types.ts'
import { FormField } from './form-field.tsx'

export interface NumberFieldProps {
  name: string
  label: string
  least: number
  otherwise: string
  errors: readonly FieldError[]
}

export function NumberField({ name, label, least, otherwise, errors }: NumberFieldProps) {
  return (
    <FormField name={name} label={label} errors={errors}>
      {(attributes) => (
        <input class="input" type="number" min={least} step="1" placeholder={otherwise} {...attributes} />
      )}
    </FormField>
  )
}
