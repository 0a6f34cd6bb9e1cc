// Every picture of the counter: a name, what the terminal shows, and the keys pressed after it. Used by the layout test
// and by pictures.ts, so that what is looked at is what is measured.
import type { Screen, TerminalState } from '../../../shared/bridge/state.ts'
import { day } from '../../../shared/core/day.ts'
import {
  type CardState,
  cardStates,
  judgementRefusals,
  type ProtectionState,
} from '../../../shared/registration/answer.ts'
import { answered, demo, NOW, nobody, notJudged, person, resultOf, service, stateOf } from './states.ts'

export interface Picture {
  readonly name: string
  readonly state: Partial<TerminalState>
  /** Keys pressed after the state is drawn. */
  readonly keys?: readonly string[]
}

const inDemo: Partial<TerminalState> = { mode: 'demo', demo, scanners: [] }
const moved = {
  ...person,
  union: { code: '902', name: '示例静安区总工会' },
  printedUnion: { code: '901', name: '示例闸北区总工会' },
}

const shown = (
  name: string,
  screen: Screen,
  change: Partial<TerminalState> = {},
  keys: string[] = [],
): Picture => ({
  name,
  state: { clearsAt: NOW + 45_000, ...change, screen },
  keys,
})

/** The protection a card of that state usually has. */
const usual: Readonly<Record<CardState, ProtectionState>> = {
  VALID: 'IN_FORCE',
  NOT_YET: 'PENDING',
  EXPIRED: 'LAPSED',
  CANCELLED: 'UNCONFIRMED',
  STOPPED: 'IN_FORCE',
  UNKNOWN: 'UNCONFIRMED',
  UNCONFIRMED: 'UNCONFIRMED',
}

export const gallery: readonly Picture[] = [
  { name: 'idle', state: {} },
  {
    name: 'idle-demo',
    state: {
      ...inDemo,
      scanners: [
        { id: 'virtual', source: 'virtual', status: 'ready' },
        { id: 'serial-1', source: 'serial', status: 'disconnected' },
      ],
    },
  },
  {
    name: 'idle-old-roster-syncing',
    state: {
      roster: { status: 'READY', asOf: day('2015-04-20'), members: 100_000, ageDays: 56, isOld: true },
      packages: {
        version: 6,
        signedOn: day('2015-04-20'),
        ageDays: 56,
        progress: { step: 'FILES', percent: 45 },
        problem: null,
      },
    },
  },
  {
    name: 'idle-packages-refused',
    state: {
      packages: {
        version: 6,
        signedOn: day('2015-06-13'),
        ageDays: 2,
        progress: null,
        problem: 'WRONG_SIGNATURE',
      },
    },
  },
  {
    name: 'idle-no-roster',
    state: { roster: { status: 'MISSING', asOf: null, members: 0, ageDays: null, isOld: false } },
  },
  { name: 'typing', state: {}, keys: ['9', '0', '1', '0', '0'] },
  { name: 'typing-zero', state: {}, keys: ['0'] },
  shown('confirm', { kind: 'confirm', typedNumber: '9010000123', person: moved }),
  ...cardStates.map((card) =>
    shown(
      `card-${card}`,
      resultOf(answered(card, usual[card]), {
        person: card === 'UNKNOWN' ? nobody : person,
      }),
    ),
  ),
  shown('card-VALID-pending', resultOf(answered('VALID', 'PENDING'))),
  shown('card-VALID-none', resultOf(answered('VALID', 'NONE', { reminder: 'OPEN' }))),
  shown(
    'card-VALID-everything',
    resultOf(answered('VALID', 'IN_FORCE', { reminder: 'LAST_DAY', flags: ['REG_EARLY', 'PRE_2014'] }), {
      person: moved,
      readTwice: true,
      services: [service(1, 'LEGAL'), service(2, 'POLICY', true), service(3, 'PSYCHOLOGY')],
    }),
    inDemo,
  ),
  shown(
    'card-VALID-late-demo',
    resultOf(answered('VALID', 'UNCONFIRMED', { flags: ['REG_LATE'] }), { services: [service(1, 'LEGAL')] }),
    inDemo,
  ),
  shown('card-STOPPED-demo', resultOf(answered('STOPPED', 'IN_FORCE')), inDemo),
  ...judgementRefusals.map((why) => shown(`notJudged-${why}`, resultOf(notJudged(why), { person: nobody }))),
  shown('no-card', { kind: 'noCard', services: [] }),
  shown('no-card-recorded', { kind: 'noCard', services: [service(1, 'LEGAL')] }, inDemo),
  shown('refusal-BANK_CARD', { kind: 'refusal', code: 'BANK_CARD', at: NOW }),
  shown('refusal-INPUT_METHOD', { kind: 'refusal', code: 'INPUT_METHOD', at: NOW }, inDemo),
  shown('refusal-WRONG_MODE', { kind: 'refusal', code: 'WRONG_MODE', at: NOW }),
  shown('fault-DISK_FULL', { kind: 'fault', code: 'DISK_FULL', at: NOW }, { clearsAt: null }),
  shown('enrolment-WAITING', { kind: 'enrolment', outcome: 'WAITING', at: NOW }),
  shown('enrolment-ENROLLED', { kind: 'enrolment', outcome: 'ENROLLED', at: NOW }),
  shown('enrolment-NO_SUCH_CODE', { kind: 'enrolment', outcome: 'NO_SUCH_CODE', at: NOW }),
  shown('clock-BEHIND', { kind: 'idle' }, { clock: 'BEHIND' }),
  shown('day-open', resultOf(answered('VALID', 'IN_FORCE')), {}, ['d', ...'2014']),
  shown('day-answer', resultOf(answered('VALID', 'IN_FORCE')), inDemo, ['d', ...'20140520']),
  { name: 'today', state: {}, keys: ['l', 'ArrowDown', 'ArrowDown'] },
  { name: 'help', state: inDemo, keys: ['F1'] },
]

export const dayAnswer = {
  on: day('2014-05-20'),
  protection: 'PENDING',
  protectionFrom: day('2014-07-01'),
  protectionTo: day('2015-06-30'),
  nextProtectionFrom: null,
  nextProtectionTo: null,
} as const

/** The whole state of a picture. */
export const pictureState = (picture: Picture): TerminalState => stateOf(picture.state)
