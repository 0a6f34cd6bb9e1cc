// A labelled field with its hint below; the label is always there, never only inside the field.
import { type ReactNode, useId } from 'react'

interface FieldProps {
  readonly label: string
  readonly hint?: string
  /** Gets the ids to wear. */
  readonly children: (ids: { readonly id: string; readonly 'aria-describedby'?: string }) => ReactNode
}

export function Field({ label, hint, children }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(hint === undefined ? { id } : { id, 'aria-describedby': `${id}-hint` })}
      {hint !== undefined && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

interface TextProps {
  readonly label: string
  readonly hint?: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly type?: 'text' | 'date'
  readonly maxLength?: number
  readonly max?: string
  readonly inputMode?: 'numeric'
  /** Values to choose from while typing. */
  readonly known?: readonly string[]
}

export function TextField({ label, hint, value, onValue, known, ...input }: TextProps) {
  const listId = useId()
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(ids) => (
        <>
          <input
            {...ids}
            type="text"
            autoComplete="off"
            spellCheck={false}
            {...input}
            list={known ? listId : undefined}
            value={value}
            onChange={(event) => onValue(event.target.value)}
          />
          {known && (
            <datalist id={listId}>
              {known.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  )
}
