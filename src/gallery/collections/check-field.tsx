/** A box that is ticked unless somebody unticks it. */
import { useId } from 'preact/hooks'

export interface CheckFieldProps {
  name: string
  label: string
  hint?: string
}

export function CheckField({ name, label, hint }: CheckFieldProps) {
  const id = useId()
  return (
    <div class={hint === undefined ? 'check-field' : 'check-field field-full'}>
      <label class="check">
        <input
          type="checkbox"
          name={name}
          value="yes"
          defaultChecked
          aria-describedby={hint === undefined ? undefined : id}
        />
        {label}
      </label>
      {hint !== undefined && (
        <p class="hint" id={id}>
          {hint}
        </p>
      )}
      <input type="hidden" name={`${name}-shown`} value="yes" />
    </div>
  )
}
