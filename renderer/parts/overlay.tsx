// A page over the page: keeps the focus inside, gives it back, closes with Escape. Takes no text field.
import type { ReactNode } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useWords } from '../language/use-words.ts'
import { Press } from './press.tsx'

interface Props {
  readonly title: string
  readonly close: () => void
  readonly size: 'wide' | 'narrow'
  readonly children: ReactNode
}

export function Overlay({ title, close, size, children }: Props) {
  const { say } = useWords()
  return (
    <ModalOverlay
      className="overlay"
      isOpen
      isDismissable
      isKeyboardDismissDisabled
      onOpenChange={(isOpen) => !isOpen && close()}
    >
      <Modal className={`overlay-sheet overlay-${size}`}>
        <Dialog className="overlay-dialog" aria-label={title}>
          <header className="overlay-head">
            <h2>{title}</h2>
            <Press cap="Esc" look="quiet" onPress={close}>
              {say('today.close')}
            </Press>
          </header>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
