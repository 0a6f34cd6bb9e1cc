// Every state a counter can show, made up: member numbers with test prefixes, invented unions.
import type { Person, Screen, TerminalState, TodayRow, Verdict } from '../../../shared/bridge/state.ts'
import { day } from '../../../shared/core/day.ts'
import type { CardState, JudgementRefusal, ProtectionState } from '../../../shared/registration/answer.ts'
import { demoCardIds } from '../../support/demo-card-ids.ts'

type Answered = Extract<Verdict, { kind: 'answer' }>
type ResultScreen = Extract<Screen, { kind: 'result' }>

/** 2015-06-15 09:41 in Shanghai. */
export const NOW = Date.UTC(2015, 5, 15, 1, 41)

export const visitId = (n: number): string => `01940000-0000-7000-8000-${String(n).padStart(12, '0')}`

export function stateOf(change: Partial<TerminalState>): TerminalState {
  return {
    revision: 1,
    mode: 'live',
    facility: {
      id: 'demo-huangpu',
      name: '黄浦区总工会职工援助服务中心',
      nameEn: "Huangpu District Workers' Aid Centre",
    },
    clockOffsetMs: NOW - Date.now(),
    today: day('2015-06-15'),
    screen: { kind: 'idle' },
    clearsAt: null,
    roster: { status: 'READY', asOf: day('2015-06-13'), members: 100_000, ageDays: 2, isOld: false },
    scanners: [{ id: 'serial-1', source: 'serial', status: 'ready' }],
    network: 'OFFLINE',
    queued: 128,
    clock: 'OK',
    servicesToday: 17,
    demo: null,
    ...change,
  }
}

export const demo: NonNullable<TerminalState['demo']> = {
  plugged: true,
  hub: 'RUNNING',
  setDay: day('2015-06-30'),
  days: [
    { id: 'today', on: day('2015-06-15') },
    { id: 'lastDay', on: day('2015-06-30') },
    { id: 'julyFirst', on: day('2015-07-01') },
    { id: 'beforeRoster', on: day('2015-06-01') },
  ],
  cards: [...demoCardIds],
}

export const person: Person = {
  maskedNumber: '901****123',
  maskedName: '王*明',
  union: { code: '901', name: '示例机电工业工会' },
  printedUnion: null,
}

const noPeriod = {
  protectionFrom: null,
  protectionTo: null,
  nextProtectionFrom: null,
  nextProtectionTo: null,
}

export function answered(
  card: CardState,
  protection: ProtectionState,
  change: Partial<Answered> = {},
): Answered {
  const inForce = protection === 'IN_FORCE'
  return {
    kind: 'answer',
    card,
    validUntil: card === 'VALID' ? day('2015-06-30') : null,
    validFrom: card === 'NOT_YET' ? day('2015-07-01') : null,
    reminder: null,
    flags: [],
    protection: {
      on: day('2015-06-15'),
      protection,
      ...noPeriod,
      ...(inForce
        ? {
            protectionFrom: day('2014-07-01'),
            protectionTo: day('2015-06-30'),
            nextProtectionFrom: day('2015-07-01'),
            nextProtectionTo: day('2016-06-30'),
          }
        : {}),
      ...(protection === 'PENDING'
        ? { protectionFrom: day('2015-07-01'), protectionTo: day('2016-06-30') }
        : {}),
      ...(protection === 'LAPSED' ? { protectionTo: day('2014-06-30') } : {}),
    },
    benefits: inForce
      ? [
          { id: 'disease', amountFen: 1_000_000 },
          { id: 'accident', amountFen: 3_000_000 },
        ]
      : [],
    rosterAsOf: day('2015-06-13'),
    ...change,
  }
}

let checks = 0

export function resultOf(verdict: Verdict, change: Partial<ResultScreen> = {}): ResultScreen {
  checks += 1
  return {
    kind: 'result',
    checkId: visitId(1_000 + checks),
    at: NOW,
    person,
    verdict,
    readTwice: false,
    services: [],
    ...change,
  }
}

export const notJudged = (why: JudgementRefusal): Verdict => ({
  kind: 'notJudged',
  why,
  rosterAsOf: why === 'CLOCK_BEFORE_ROSTER' ? day('2015-07-10') : null,
})

export const nobody: Person = {
  maskedNumber: '999****001',
  maskedName: null,
  union: null,
  printedUnion: null,
}

export function service(
  n: number,
  what: 'POLICY' | 'EMPLOYMENT' | 'LEGAL' | 'PSYCHOLOGY',
  voided = false,
): ResultScreen['services'][number] {
  return { visitId: visitId(n), service: what, standing: 'VALID', at: NOW + n * 1_000, voided }
}

const row = (n: number, change: Partial<TodayRow>): TodayRow => ({
  visitId: visitId(n),
  at: NOW - n * 240_000,
  seq: 100 - n,
  what: 'CHECK',
  standing: 'VALID',
  maskedName: '王*明',
  maskedNumber: '901****123',
  hidden: false,
  voided: false,
  ...change,
})

export const todayRows: TodayRow[] = [
  row(1, { what: 'LEGAL', hidden: true, maskedName: null, maskedNumber: null }),
  row(2, {}),
  row(3, { what: 'POLICY', standing: 'EXPIRED', maskedName: '欧**娜' }),
  row(4, { what: 'EMPLOYMENT', standing: 'NO_CARD', maskedName: null, maskedNumber: null }),
  row(5, { what: 'POLICY', voided: true }),
  row(6, { standing: 'UNKNOWN', maskedName: null, maskedNumber: '999****001' }),
  row(7, { what: 'EMPLOYMENT', standing: 'UNCONFIRMED', maskedName: '𠮷*', maskedNumber: '902****044' }),
  row(8, { standing: 'STOPPED', maskedNumber: '903****871' }),
  row(9, { what: 'PSYCHOLOGY', hidden: true, maskedName: null, maskedNumber: null, standing: 'NOT_JUDGED' }),
  row(10, { what: 'POLICY', standing: 'CANCELLED' }),
  row(11, { what: 'POLICY', standing: 'NOT_YET' }),
]
