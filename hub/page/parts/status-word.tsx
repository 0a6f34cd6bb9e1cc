// A status as shape, word and colour, in this order of weight.
import type { ReactNode } from 'react'
import { Shape, type ShapeName } from './shape.tsx'

interface Props {
  readonly shape: ShapeName
  readonly tone: 'good' | 'quiet' | 'care' | 'plain'
  readonly children: ReactNode
}

export function StatusWord({ shape, tone, children }: Props) {
  return (
    <span className="status-word" data-tone={tone}>
      <Shape name={shape} />
      {children}
    </span>
  )
}
