// Sentences about what happened, read out when they appear.
import type { ReactNode } from 'react'
import type { HubFailure } from '../hub/ask-hub.ts'
import { useSpoken } from '../say/language.tsx'
import { failureText } from '../say/say.ts'
import { Press } from './press.tsx'
import { Shape } from './shape.tsx'

interface Props {
  readonly tone: 'good' | 'care' | 'plain'
  readonly title: string
  /** The one answer of a screen. */
  readonly isLarge?: boolean
  readonly children?: ReactNode
}

export function Said({ tone, title, isLarge = false, children }: Props) {
  return (
    <section
      className={isLarge ? 'said said-large' : 'said'}
      data-tone={tone}
      role={tone === 'care' ? 'alert' : 'status'}
    >
      {tone !== 'plain' && <Shape name={tone === 'good' ? 'good' : 'care'} />}
      <div className="said-words">
        <p className="said-title">{title}</p>
        {children}
      </div>
    </section>
  )
}

export function Failed({ failure, again }: { failure: HubFailure; again?: () => void }) {
  const { words } = useSpoken()
  return (
    <Said tone="care" title={failureText(failure, words)}>
      {again && <Press onPress={again}>{words.failure.again}</Press>}
    </Said>
  )
}

export function Working({ text }: { text: string }) {
  return (
    <p className="working" role="status">
      {text}
    </p>
  )
}
