/** A field of a form with its label, its hint, and what is wrong with it, all tied to the control for screen readers. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { FieldError } from '../api/types.ts'

export interface ControlAttributes {
  id: string
  name: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

export interface FormFieldProps {
  name: string
  label: string
  hint?: string
  /** As wide as half of the form, or as all of it, instead of a third. */
  width?: 'half' | 'full'
  errors: readonly FieldError[]
  children(attributes: ControlAttributes): ComponentChildren
}

export function FormField({ name, label, hint, width, errors, children }: FormFieldProps) {
  const id = useId()
  const messages = messagesFor(errors, name)
  const describedBy = [hint && `${id}-hint`, messages.length > 0 && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div class={width === undefined ? 'field' : `field field-${width}`}>
      <label for={id}>{label}</label>
      {children({
        id,
        name,
        'aria-describedby': describedBy || undefined,
        'aria-invalid': messages.length > 0 || undefined,
      })}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {messages.length > 0 && (
        <p class="field-error" id={`${id}-error`}>
          {messages.join('; ')}
        </p>
      )}
    </div>
  )
}

/** What is wrong with a field, or with one of its lines. */
export function messagesFor(errors: readonly FieldError[], name: string): string[] {
  return errors.filter(({ path }) => path.split('/')[1] === name).map(({ message }) => message)
}
