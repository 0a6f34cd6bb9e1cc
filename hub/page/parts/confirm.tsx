// Asks before something that cannot be taken back. The browser's own dialog: it keeps the focus, gives it back, closes with Escape.
import { type ReactNode, useEffect, useRef } from 'react'
import { useSpoken } from '../say/language.tsx'
import { Press } from './press.tsx'

interface Props {
  readonly title: string
  readonly yes: string
  readonly isWorking: boolean
  readonly onYes: () => void
  readonly close: () => void
  readonly children: ReactNode
}

export function Confirm({ title, yes, isWorking, onYes, close, children }: Props) {
  const { words } = useSpoken()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog ref={dialog} className="confirm" aria-label={title} onClose={close}>
      <h2>{title}</h2>
      {children}
      <div className="confirm-keys">
        {/* First, so that Enter by accident does nothing. */}
        <Press onPress={() => dialog.current?.close()}>{words.dialog.cancel}</Press>
        <Press look="strong" onPress={onYes} isDisabled={isWorking}>
          {yes}
        </Press>
      </div>
    </dialog>
  )
}
