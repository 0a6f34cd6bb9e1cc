// The button of this page: at least 48 px, reached with Tab, and a touch never takes the focus, so that the Enter of the
// next typed number does not press it again.
import type { ReactNode } from 'react'
import { Button } from 'react-aria-components/Button'
import { KeyCap } from './key-cap.tsx'

interface Props {
  readonly onPress: () => void
  readonly children: ReactNode
  /** Key that does the same, as printed on the key. */
  readonly cap?: string
  readonly look?: 'plain' | 'strong' | 'quiet' | 'panel' | 'service' | 'tile' | 'digit'
  readonly label?: string
  readonly isDisabled?: boolean
  readonly isPressed?: boolean
}

export function Press({
  onPress,
  children,
  cap,
  look = 'plain',
  label,
  isDisabled = false,
  isPressed,
}: Props) {
  return (
    <Button
      className={`press press-${look}`}
      onPress={onPress}
      preventFocusOnPress
      isDisabled={isDisabled}
      {...(label === undefined ? {} : { 'aria-label': label })}
      {...(isPressed === undefined ? {} : { 'aria-pressed': isPressed })}
    >
      {cap !== undefined && <KeyCap cap={cap} />}
      {children}
    </Button>
  )
}
