// What happens at the counter: a card is presented, the two answers are given, a service is recorded or taken back.
// Everything is on the disk before it is on the screen. Must not know wires, devices or files.
import type { FaultCode } from '../../shared/bridge/frames.ts'
import type { EnrolmentOutcome, ProtectionLine, Screen, StoreFault } from '../../shared/bridge/state.ts'
import { parseCardInput } from '../../shared/card/card-input.ts'
import type { MemberNumber } from '../../shared/card/member-number.ts'
import { type Day, dayOfInstant } from '../../shared/core/day.ts'
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { AidService } from '../../shared/visit/services.ts'
import type { CardCheck, Standing, Visit, VisitBody } from '../../shared/visit/visit.ts'
import type { Journal } from '../journal/journal.ts'
import type { Clock } from './clock.ts'
import { createDoubleReadFilter } from './double-read.ts'
import { answerOn, type JudgeDeps, type Judgement, judgeCard } from './judge.ts'
import { protectionLineOf } from './verdict.ts'

export interface CounterDeps extends JudgeDeps {
  readonly clock: Clock
  readonly newId: () => string
  readonly journal: Journal
  readonly facilityId: () => string
  /** The clock is behind what hub, packages or roster say (CK2). */
  readonly isClockBehind: (on: Day) => boolean
  /** How long a screen stays, in milliseconds. */
  readonly stays: Stays
  /** The screen changed. */
  readonly onChange: () => void
  readonly onStoreFault: (fault: StoreFault) => void
}

export interface Stays {
  readonly resultMs: number
  /** After a service was recorded. */
  readonly recordedMs: number
  readonly refusalMs: number
  readonly noCardMs: number
  readonly confirmMs: number
}

/** A card as it was presented, by a device or by hand. */
export interface Presented {
  readonly scanId: string
  readonly text: string
  /** By the terminal's clock. */
  readonly at: number
  readonly source: CardCheck['source']
}

type RefusalCode = Extract<Screen, { kind: 'refusal' }>['code']
type Refused = Result<null, Extract<FaultCode, 'REFUSED'>>

export interface Counter {
  readonly screen: () => Screen
  readonly clearsAt: () => number | null
  present(card: Presented): void
  /** A read that is not a scan; the reason goes on the screen. */
  refuse(code: RefusalCode): void
  type(text: string): void
  confirm(accept: boolean): Refused
  withoutCard(): void
  recordService(service: AidService): Refused
  undo(visitId: string): Refused
  clear(): void
  coveredOn(on: Day): Result<ProtectionLine, 'REFUSED'>
  /** How an enrolment goes. Nobody who stands at the counter is sent away for it. */
  showEnrolment(outcome: EnrolmentOutcome): void
  close(): void
}

/** Who stands at the counter, as long as the screen shows them. */
interface Standee {
  readonly checkId: string | null
  readonly standing: Standing
  readonly judgement: Judgement | null
  readonly judgedAt: number
}

const IDLE: Screen = { kind: 'idle' }

export function createCounter(deps: CounterDeps): Counter {
  const { clock, journal, newId, stays } = deps
  const reads = createDoubleReadFilter()
  let screen: Screen = IDLE
  let clearsAt: number | null = null
  let stopClearing = () => {}
  let standee: Standee | null = null
  /** A typed number that waits for confirmation. */
  let typed: MemberNumber | null = null
  /** Where a failed recording returns to: the person is still there. */
  let afterFault: { readonly screen: Screen; readonly standee: Standee | null } | null = null

  function show(next: Screen, staysMs: number | null, who: Standee | null = null): void {
    stopClearing()
    screen = next
    standee = who
    typed = null
    afterFault = null
    clearsAt = staysMs === null ? null : clock.now() + staysMs
    stopClearing = staysMs === null ? () => {} : clock.after(staysMs, goIdle)
    deps.onChange()
  }

  function goIdle(): void {
    show(IDLE, null)
  }

  function write(body: VisitBody, at: number): Result<Visit, StoreFault> {
    const on = dayOfInstant(at)
    return journal.append({
      id: newId(),
      terminal: journal.terminal,
      facility: deps.facilityId(),
      at: new Date(at).toISOString(),
      on,
      clock: deps.isClockBehind(on) ? 'BEHIND' : 'OK',
      body,
    })
  }

  /** Nothing was recorded, and the screen says so until somebody has seen it. */
  function showFault(fault: StoreFault, back: typeof afterFault): void {
    deps.onStoreFault(fault)
    show({ kind: 'fault', code: fault, at: clock.now() }, null)
    afterFault = back
  }

  function check(number: MemberNumber, readTwice: boolean, card: Omit<Presented, 'text'>): void {
    const judgement = judgeCard(deps, number, card.at)
    const written = write(
      { kind: 'check', scanId: card.scanId, source: card.source, readTwice, ...judgement.facts },
      card.at,
    )
    if (!written.ok) {
      // The same card must count when it is read again.
      reads.finish()
      showFault(written.error, null)
      return
    }
    const { person, verdict, standing } = judgement
    show(
      { kind: 'result', checkId: written.value.id, at: card.at, person, verdict, readTwice, services: [] },
      stays.resultMs,
      { checkId: written.value.id, standing, judgement, judgedAt: card.at },
    )
  }

  function present(card: Presented): void {
    if (reads.isSameScan(card.scanId)) return
    const input = parseCardInput(card.text)
    if (input.kind === 'refused') refuse(input.code)
    else if (!reads.isSameCard(input.number, card.at)) check(input.number, input.readTwice, card)
  }

  function refuse(code: RefusalCode): void {
    // Something else was held before the scanner: the card read before it may come again.
    reads.finish()
    show({ kind: 'refusal', code, at: clock.now() }, stays.refusalMs)
  }

  function typeNumber(text: string): void {
    const input = parseCardInput(text)
    if (input.kind === 'refused') {
      refuse(input.code)
      return
    }
    const { person, isFound } = judgeCard(deps, input.number, clock.now())
    // A typed number can hit another member: ask first. Where there is nobody to mistake, there is nothing to ask.
    if (!isFound) {
      checkTyped(input.number)
      return
    }
    show({ kind: 'confirm', typedNumber: input.number, person }, stays.confirmMs)
    typed = input.number
  }

  function checkTyped(number: MemberNumber): void {
    check(number, false, { scanId: newId(), at: clock.now(), source: 'typed' })
  }

  function confirm(accept: boolean): Refused {
    if (typed === null) return err('REFUSED')
    if (accept) checkTyped(typed)
    else goIdle()
    return ok(null)
  }

  function recordService(service: AidService): Refused {
    if (screen.kind !== 'result' && screen.kind !== 'noCard') return err('REFUSED')
    // The same key twice is one service: a second one for the same person is a second presentation.
    if (screen.services.some((recorded) => recorded.service === service && !recorded.voided)) return ok(null)
    const { checkId = null, standing = 'NO_CARD' } = standee ?? {}
    const at = clock.now()
    const written = write({ kind: 'service', service, checkId, standing }, at)
    if (!written.ok) {
      showFault(written.error, { screen, standee })
      return ok(null)
    }
    const recorded = { visitId: written.value.id, service, standing, at, voided: false }
    show({ ...screen, services: [...screen.services, recorded] }, stays.recordedMs, standee)
    return ok(null)
  }

  function undo(visitId: string): Refused {
    const visit = journal.find(visitId)
    const today = dayOfInstant(clock.now())
    if (visit?.body.kind !== 'service' || visit.on !== today) return err('REFUSED')
    const isVoided = journal
      .visitsOn(today)
      .some(({ body }) => body.kind === 'void' && body.voids === visitId)
    if (isVoided) return ok(null)
    const written = write({ kind: 'void', voids: visitId, reason: 'OPERATOR' }, clock.now())
    if (!written.ok) {
      showFault(written.error, { screen, standee })
      return ok(null)
    }
    if (screen.kind === 'result' || screen.kind === 'noCard') {
      const services = screen.services.map((recorded) =>
        recorded.visitId === visitId ? { ...recorded, voided: true } : recorded,
      )
      show({ ...screen, services }, stays.recordedMs, standee)
    } else deps.onChange()
    return ok(null)
  }

  function clear(): void {
    if (afterFault) {
      show(afterFault.screen, stays.resultMs, afterFault.standee)
      return
    }
    reads.finish()
    goIdle()
  }

  function coveredOn(on: Day): Result<ProtectionLine, 'REFUSED'> {
    const facts = standee?.judgement?.facts
    if (!standee || !facts?.roster) return err('REFUSED')
    // Whoever is not in the roster gets the same answer for every day: unconfirmed.
    const membership = facts.member?.membership ?? null
    const answer = answerOn(deps, { membership, rosterAsOf: facts.roster.asOf }, standee.judgedAt, on)
    return 'refused' in answer ? err('REFUSED') : ok(protectionLineOf(answer, on))
  }

  function showEnrolment(outcome: EnrolmentOutcome): void {
    if (screen.kind === 'result' || screen.kind === 'noCard') return
    show({ kind: 'enrolment', outcome, at: clock.now() }, stays.resultMs)
  }

  return {
    screen: () => screen,
    clearsAt: () => clearsAt,
    present,
    refuse,
    type: typeNumber,
    confirm,
    withoutCard: () => show({ kind: 'noCard', services: [] }, stays.noCardMs),
    recordService,
    undo,
    clear,
    coveredOn,
    showEnrolment,
    close: () => stopClearing(),
  }
}
