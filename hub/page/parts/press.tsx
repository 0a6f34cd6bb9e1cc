// The buttons of the page.
import type { ReactNode } from 'react'

interface Props {
  readonly children: ReactNode
  /** Absent: it sends the form it stands in. */
  readonly onPress?: () => void
  readonly look?: 'plain' | 'strong' | 'quiet'
  readonly isDisabled?: boolean
  /** Spoken where the word on the button is not enough. */
  readonly label?: string
  readonly lang?: string
}

export function Press({ children, onPress, look = 'plain', isDisabled = false, label, lang }: Props) {
  return (
    <button
      type={onPress ? 'button' : 'submit'}
      className={`press press-${look}`}
      // Not `disabled`: a button that is taken away takes the keyboard's place with it.
      aria-disabled={isDisabled || undefined}
      aria-label={label}
      lang={lang}
      onClick={isDisabled ? (event) => event.preventDefault() : onPress}
    >
      {children}
    </button>
  )
}
