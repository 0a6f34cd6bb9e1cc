// One of the two answers: question, shape, word, and the line that belongs to it, on the colour of its meaning.
import type { ReactNode } from 'react'
import { Phrases } from './phrases.tsx'
import { Shape, type ShapeName } from './shape.tsx'

/** Meaning of a panel; its colour is a token. Never the only sign. */
export const panelTones = [
  'valid',
  'later',
  'lapsed',
  'cancelled',
  'stopped',
  'unknown',
  'unconfirmed',
  'clock',
  'missing',
  'damaged',
] as const
export type PanelTone = (typeof panelTones)[number]

interface Props {
  readonly question: string
  /** Stands beside the question. */
  readonly aside?: ReactNode
  readonly shape: ShapeName
  readonly word: string
  readonly line: string
  readonly tone: PanelTone
  readonly children?: ReactNode
}

export function AnswerPanel({ question, aside, shape, word, line, tone, children }: Props) {
  return (
    <section className="answer" data-tone={tone} aria-label={question}>
      <div className="answer-question">
        <p>{question}</p>
        {aside}
      </div>
      <div className="answer-head">
        <Shape name={shape} />
        {/* The word is as large as its panel allows; its width in ems is known before it is drawn. */}
        <p className="answer-word" style={{ '--word-ems': wordEms(word) }}>
          {word}
        </p>
      </div>
      <p className="answer-line">
        <Phrases text={line} />
      </p>
      {children}
    </section>
  )
}

/** Rough width of a bold word in ems: a Chinese character is one, a Latin letter a little more than half. */
function wordEms(word: string): number {
  let ems = 0
  for (const character of word) ems += (character.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.6
  return Math.max(3, ems)
}
