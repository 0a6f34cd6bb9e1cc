// The two shapes of a verdict, by name.
import type { Verdict } from '../../shared/bridge/state.ts'

export type Answered = Extract<Verdict, { kind: 'answer' }>
