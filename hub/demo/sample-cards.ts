// One sample card for every state a counter can meet, at fixed numbers, right on the as-of day whatever day that is.
// The ids are stable: the demo dock's words and tests use them.
import type { MemberNumber } from '../../shared/card/member-number.ts'
import type { InputRefusal } from '../../shared/card/refusal.ts'
import { addDays, type Day, dayIn, monthOf, yearOf } from '../../shared/core/day.ts'
import type { AnswerFlag, CardState, ProtectionState } from '../../shared/registration/answer.ts'
import type { Membership } from '../../shared/registration/member.ts'
import { MOVED_TO_UNION, OLD_LIST_UNION, SAMPLE_UNION } from './unions.ts'

export interface SampleCard {
  readonly id: string
  /** What a scanner reads. */
  readonly text: string
  readonly number?: MemberNumber
  readonly expects: SampleExpectation
}

export type SampleExpectation =
  | { readonly card: CardState; readonly protection: ProtectionState; readonly flag?: AnswerFlag }
  | { readonly refused: InputRefusal }

/** The row behind a sample card, in the list of its current union. */
export interface SampleMember {
  readonly unionCode: string
  readonly number: MemberNumber
  /** As the union wrote it: still to be masked. */
  readonly name: string
  readonly membership: Membership
}

export interface Samples {
  readonly cards: readonly SampleCard[]
  readonly members: readonly SampleMember[]
}

/** Serials below this one are kept free of other members. */
export const FIRST_SERIAL = 1001

/** 20 June: before the lists of the card year are confirmed. */
export function oldListAsOf(asOf: Day): Day {
  return dayIn(cardYear(asOf), '06-20')
}

export function makeSamples(asOf: Day): Samples {
  const year = cardYear(asOf)
  const registered = [2, 1, 0].map((yearsAgo) => dayIn(year - yearsAgo, '05-28'))
  const valid: Membership = {
    issuedOn: dayIn(year - 3, '05-20'),
    registeredOn: registered,
    cancelledOn: null,
    stoppedOn: null,
  }
  const lapsed = { ...valid, registeredOn: registered.slice(0, -1) }
  const firstLateDay = dayIn(year, '09-10')
  const lateOn = asOf < firstLateDay ? asOf : firstLateDay

  const members: SampleMember[] = []
  const cards: SampleCard[] = []
  function add(
    id: string,
    serial: number,
    membership: Membership,
    expects: SampleExpectation,
    place: Place = {},
  ) {
    const { printed = SAMPLE_UNION, unionCode = printed, name = '演小示' } = place
    const number = numberOf(printed, serial)
    members.push({ unionCode, number, name, membership })
    cards.push({ id, text: number, number, expects })
  }

  const inForce = { card: 'VALID', protection: 'IN_FORCE' } as const
  add('valid', 1, valid, inForce)
  add('pending', 2, { ...valid, issuedOn: asOf, registeredOn: [] }, { card: 'VALID', protection: 'PENDING' })
  add(
    'late',
    3,
    { ...lapsed, registeredOn: [...lapsed.registeredOn, lateOn] },
    { card: 'VALID', protection: 'UNCONFIRMED', flag: 'REG_LATE' },
  )
  add('expired', 4, lapsed, { card: 'EXPIRED', protection: 'LAPSED' })
  add(
    'unconfirmed',
    5,
    lapsed,
    { card: 'UNCONFIRMED', protection: 'UNCONFIRMED' },
    { printed: OLD_LIST_UNION },
  )
  add('stopped', 6, { ...valid, stoppedOn: addDays(asOf, -10) }, { card: 'STOPPED', protection: 'IN_FORCE' })
  add(
    'cancelled',
    7,
    { ...valid, cancelledOn: addDays(asOf, -20) },
    { card: 'CANCELLED', protection: 'UNCONFIRMED' },
  )
  add(
    'notYet',
    8,
    { ...valid, issuedOn: addDays(asOf, 5), registeredOn: [] },
    { card: 'NOT_YET', protection: 'NONE' },
  )
  const unknown = numberOf(SAMPLE_UNION, 9)
  cards.push({
    id: 'unknown',
    text: unknown,
    number: unknown,
    expects: { card: 'UNKNOWN', protection: 'UNCONFIRMED' },
  })
  add('moved', 10, valid, inForce, { unionCode: MOVED_TO_UNION })
  add('rareName', 11, valid, inForce, { name: '𠮷演' })
  const once = numberOf(SAMPLE_UNION, 1)
  cards.push(
    { id: 'readTwice', text: once + once, number: once, expects: inForce },
    // Invented on sight: no bank and no district has these.
    { id: 'bankCard', text: '6200000000000000000', expects: { refused: 'BANK_CARD' } },
    { id: 'idNumber', text: '99999919000101999X', expects: { refused: 'ID_NUMBER' } },
    { id: 'link', text: 'https://example.org/card', expects: { refused: 'NOT_A_CARD' } },
  )
  return { cards, members }
}

interface Place {
  /** Prefix on the card. */
  readonly printed?: string
  /** Current union, where it differs. */
  readonly unionCode?: string
  readonly name?: string
}

function numberOf(prefix: string, serial: number): MemberNumber {
  return (prefix + String(serial).padStart(7, '0')) as MemberNumber
}

/** Card year Y runs from 1 July of Y. */
function cardYear(on: Day): number {
  return monthOf(on) >= 7 ? yearOf(on) : yearOf(on) - 1
}
