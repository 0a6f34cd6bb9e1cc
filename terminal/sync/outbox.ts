// The outbox: one request at a time to the hub, for as long as there is something to say, and patience when there is no answer
// (OB1–OB7). Must not know what a visit says, nor how a request travels.
import type { StatusReport } from '../../shared/protocol/status-report.ts'
import type { BatchReply } from '../../shared/protocol/visit-batch.ts'
import type { Clock } from '../counter/clock.ts'
import type { Journal } from '../journal/journal.ts'
import type { Log } from '../log.ts'
import { createAgenda } from './agenda.ts'
import { backOffMs } from './back-off.ts'
import { type Batch, createBatchPlan } from './batch-plan.ts'
import type { ClockTrust } from './clock-trust.ts'
import { type HubClient, type HubFault, isAboutContent } from './hub-client.ts'
import { createRetention } from './retention.ts'
import type { Session } from './session.ts'

export interface OutboxDeps {
  readonly hub: HubClient
  readonly session: Session
  readonly journal: Journal
  readonly clock: Clock
  readonly clockTrust: ClockTrust
  /** In [0, 1). */
  readonly random: () => number
  /** What a report says beside what the outbox knows itself. */
  readonly about: () => Pick<StatusReport, 'version' | 'rosterAsOf' | 'packageVersion'>
  /** How many days an acknowledged visit stays (OB7). */
  readonly keepDays: number
  /** The light, the queue or the events held out changed. */
  readonly onChange: () => void
  /** The hub has revoked this terminal (EN6). The outbox has stopped. */
  readonly onRevoked: () => void
  readonly log: Log
}

export interface Outbox {
  start(): void
  /** A visit was written. Returns at once; sending happens later (OB1). */
  written(): void
  isOnline(): boolean
  isRevoked(): boolean
  /** Whatever answer is under way is not used any more. */
  stop(): void
}

/** A check and the service after it go together. */
const GATHER_MS = 1_000
const REPORT_EVERY_MS = 60_000
const TRIAL_EVERY_MS = 10 * 60_000
const REWIND_FIRST_MS = 10 * 60_000
const REWIND_LONGEST_MS = 24 * 60 * 60_000
/** So many events in a row may be found alone before every further one costs a wait: it may be the hub that is ill. */
const ALONE_AT_ONCE = 3

/** What follows a step: the next one after so many milliseconds; null: when something is due. */
type Wait = number | null

export function createOutbox(deps: OutboxDeps): Outbox {
  const { hub, session, journal, clock, clockTrust, log } = deps
  const { marks } = journal
  const agenda = createAgenda<'written' | 'report' | 'trials' | 'rewind' | 'late rewind'>(clock, wake)
  const sweep = createRetention({ journal, clock, clockTrust, keepDays: deps.keepDays, log })
  const pause = () => new Promise<void>((resolve) => clock.after(0, resolve))
  let plan = createBatchPlan({ journal, pause })
  let isStopped = true
  let isStepping = false
  let isDue = false
  let stopWaiting = () => {}
  let online = false
  let revoked = false
  let shown = ''
  let isReportDue = true
  /** Failures in a row. */
  let failures = 0
  let hasRenewedToken = false
  /** The last server error of a batch, to know it again. */
  let lastServerError: string | null = null
  /** Events in a row that were found alone, without one that passed. */
  let alone = 0
  /** Where the round of trials stands; null: no round. */
  let trialsAfter: number | null = null
  let rewinds = 0

  /** Goes on at once, unless it waits after a failure: then its turn comes. */
  function wake(): void {
    isDue = true
    if (!isStepping && failures === 0) void run()
  }

  async function run(): Promise<void> {
    if (isStopped || isStepping) return
    stopWaiting()
    isStepping = true
    let wait: Wait = 0
    while (wait === 0 || (wait === null && isDue)) {
      isDue = false
      wait = await step().catch(broken)
      if (isStopped) break
      showChange()
    }
    isStepping = false
    if (!isStopped && wait !== null) stopWaiting = clock.after(wait, () => void run())
  }

  function broken(thrown: unknown): Wait {
    // A journal that was closed under a request is no bug.
    if (!isStopped) log.crash('outbox.broke', thrown)
    return failed()
  }

  async function step(): Promise<Wait> {
    if (agenda.take('report')) isReportDue = true
    if (agenda.take('trials')) trialsAfter = 0
    if (agenda.take('rewind') || agenda.take('late rewind')) rewind()
    agenda.take('written')

    const token = await session.token()
    if (isStopped) return null
    if (!token.ok) return fault(token.error)
    if (isReportDue) return report(token.value)
    const batch = nextTrial() ?? (await plan.next())
    if (isStopped) return null
    return batch ? send(token.value, batch) : settled()
  }

  async function report(token: string): Promise<Wait> {
    const lastSeq = journal.lastSeq()
    const answer = await hub.report(token, {
      terminal: journal.terminal,
      at: new Date(clock.now()).toISOString(),
      lastSeq,
      queued: Math.max(0, lastSeq - marks.ackSeq()),
      heldOut: marks.heldOut().length,
      clock: clockTrust.isBehind() ? 'BEHIND' : 'OK',
      ...deps.about(),
    })
    if (isStopped) return null
    // A report the hub does not want must not keep visits back.
    const isAnswered = answer.ok || (answer.error.kind === 'REFUSED' && answer.error.status !== 401)
    if (isAnswered) {
      isReportDue = false
      agenda.add('report', REPORT_EVERY_MS * (0.8 + 0.4 * deps.random()))
    }
    if (!answer.ok) return fault(answer.error)
    plan.acknowledged(answer.value.ackSeq, lastSeq)
    // Whether visits pass is another question: their failures are not forgotten for it.
    return heard(answer.value.hubTime)
  }

  async function send(token: string, batch: Batch): Promise<Wait> {
    const answer = await hub.sendVisits(token, { terminal: journal.terminal, events: [...batch.events] })
    if (isStopped) return null
    if (answer.ok) return answered(batch, answer.value)
    const { error } = answer
    return error.kind === 'REFUSED' && isAboutContent(error) ? refused(batch, error) : fault(error)
  }

  function answered(batch: Batch, reply: BatchReply): Wait {
    for (const answer of reply.replies)
      if (answer.outcome === 'QUARANTINED') log.warn('outbox.quarantined', { code: answer.code })
    lastServerError = null
    const before = marks.ackSeq()
    const fate = plan.answered(batch, reply)
    if (marks.ackSeq() > before) rewinds = 0
    heard(reply.hubTime)
    if (fate === 'PARTLY' && !batch.isTrial) {
      failures += 1
      return backOffMs(failures, deps.random())
    }
    failures = 0
    if (fate === 'PASSED') {
      // After a run of lonely events the hub takes one again: the others may have waited for nothing.
      if (alone > ALONE_AT_ONCE) trialsAfter = 0
      alone = 0
    }
    return 0
  }

  /** What is in the batch is to blame, or may be (OB4). */
  function refused(batch: Batch, error: Extract<HubFault, { kind: 'REFUSED' }>): Wait {
    const reason = `HTTP_${error.status}` as const
    const isServerError = error.status >= 500
    if (isServerError && !batch.isTrial) {
      const thisError = `${reason} from ${batch.events[0]?.seq}`
      const isSecond = lastServerError === thisError
      lastServerError = isSecond ? null : thisError
      if (!isSecond) return fault(error)
    }
    const fate = plan.refused(batch, reason)
    if (fate === 'ALONE' && !batch.isTrial) {
      alone += 1
      agenda.add('trials', TRIAL_EVERY_MS)
      log.warn('outbox.held-out', { status: error.status })
    }
    if (isServerError || (fate === 'ALONE' && alone > ALONE_AT_ONCE)) return fault(error)
    return heard(null)
  }

  /** The hub is there. */
  function heard(hubTime: string | null): Wait {
    hasRenewedToken = false
    online = true
    if (hubTime !== null) clockTrust.heardFromHub(Date.parse(hubTime))
    return 0
  }

  /** The request as a whole did not get through (OB3, OB5). */
  function fault(error: HubFault): Wait {
    if (error.kind === 'UNREACHABLE') return failed()
    if (error.hubTime !== null) clockTrust.heardFromHub(error.hubTime)
    if (error.code === 'REVOKED') return stopRevoked()
    if (error.status === 401) {
      session.drop()
      // Once: a token that was just fetched and is refused again is no reason to hurry.
      if (!hasRenewedToken) {
        hasRenewedToken = true
        return 0
      }
    }
    return failed(error.retryAfterMs)
  }

  function failed(retryAfterMs: number | null = null): Wait {
    failures += 1
    hasRenewedToken = false
    online = false
    // One that is told to wait for nothing must not turn into a loop.
    return Math.max(1, retryAfterMs ?? backOffMs(failures, deps.random()))
  }

  function stopRevoked(): Wait {
    stop()
    revoked = true
    online = false
    log.warn('outbox.revoked')
    deps.onRevoked()
    showChange()
    return null
  }

  function nextTrial(): Batch | null {
    if (trialsAfter === null) return null
    const trial = plan.trialAbove(trialsAfter)
    trialsAfter = trial?.events[0]?.seq ?? null
    return trial
  }

  /** Nothing to send. */
  function settled(): Wait {
    if (!online) {
      // Only an answer ends a wait, so there must be something to be answered.
      isReportDue = true
      return 0
    }
    failures = 0
    const heldOut = marks.heldOut().length
    if (heldOut > 0) agenda.add('trials', TRIAL_EVERY_MS)
    if (marks.ackSeq() < journal.lastSeq()) {
      // A held-out event explains what the hub lacks; otherwise it was set back to before what it answered.
      if (heldOut > 0) agenda.add('late rewind', REWIND_LONGEST_MS)
      else agenda.add('rewind', Math.min(REWIND_FIRST_MS * 2 ** Math.min(rewinds, 9), REWIND_LONGEST_MS))
    }
    sweep()
    return null
  }

  function rewind(): void {
    if (plan.rewind()) rewinds += 1
  }

  function showChange(): void {
    const now = [online, revoked, marks.ackSeq(), marks.heldOut().length].join()
    if (now === shown) return
    shown = now
    deps.onChange()
  }

  function stop(): void {
    isStopped = true
    stopWaiting()
    agenda.cancel()
    session.drop()
  }

  return {
    start() {
      if (!isStopped) return
      isStopped = false
      revoked = false
      isReportDue = true
      failures = 0
      plan = createBatchPlan({ journal, pause })
      void run()
    },
    written: () => agenda.add('written', GATHER_MS),
    isOnline: () => online,
    isRevoked: () => revoked,
    stop,
  }
}
