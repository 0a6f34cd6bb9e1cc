// The terminal's side of its hub in one piece: enrolment, outbox, lights. Without a hub it is there and says `NONE`.
import type { TerminalState } from '../../shared/bridge/state.ts'
import { err, ok, type Result } from '../../shared/core/result.ts'
import type { EnrolReply } from '../../shared/protocol/enrolment.ts'
import type { StatusReport } from '../../shared/protocol/status-report.ts'
import type { Clock } from '../counter/clock.ts'
import type { Journal } from '../journal/journal.ts'
import type { Log } from '../log.ts'
import type { ClockTrust } from './clock-trust.ts'
import type { DeviceKey } from './device-key.ts'
import { type EnrolmentProblem, enrol } from './enrolment.ts'
import type { HubClient } from './hub-client.ts'
import { createOutbox } from './outbox.ts'
import { createSession } from './session.ts'

/** A hub as a composition root hands it in. */
export interface HubSide {
  readonly client: HubClient
  readonly deviceKey: DeviceKey
  /** In [0, 1). */
  readonly random: () => number
  /** Days an acknowledged visit stays (OB7). */
  readonly keepDays: number
  /** Program version. */
  readonly version: string
  /** Version of the package set in use; null: none. */
  readonly packageVersion: () => number | null
  readonly isEnrolled: boolean
  /** Keeps facility and trusted root for the next start. Throws when the disk refuses. */
  readonly keepEnrolment: (reply: EnrolReply) => void
  /** Removes roster and packages of a revoked terminal (EN6). */
  readonly wipePackages: () => void
}

export interface SyncDeps {
  readonly hub: HubSide | null
  readonly journal: Journal
  readonly clock: Clock
  readonly clockTrust: ClockTrust
  readonly rosterAsOf: () => StatusReport['rosterAsOf']
  readonly onChange: () => void
  readonly log: Log
}

export interface Sync {
  start(): void
  isEnrolled(): boolean
  /** The hub is said to be there: try now, whatever the back-off says. */
  retry(): void
  /** A visit was written (OB1: returns at once). */
  written(): void
  lights(): Pick<TerminalState, 'network' | 'queued'>
  /** `NO_HUB`: no address is configured · `NOT_KEPT`: the disk refused. */
  enrol(text: string): Promise<Result<EnrolReply['facility'], EnrolmentProblem | 'NO_HUB' | 'NOT_KEPT'>>
  stop(): void
}

export function createSync(deps: SyncDeps): Sync {
  const { hub, journal, clock, clockTrust, log } = deps
  const outbox = hub && createHubOutbox(hub, deps)
  let isEnrolled = hub?.isEnrolled ?? false
  return {
    start() {
      if (isEnrolled) outbox?.start()
    },
    isEnrolled: () => isEnrolled,
    retry() {
      if (!isEnrolled) return
      outbox?.stop()
      outbox?.start()
    },
    written: () => outbox?.written(),
    lights() {
      const queued = Math.max(0, journal.lastSeq() - journal.marks.ackSeq())
      if (!isEnrolled || !outbox) return { network: 'NONE', queued }
      return { network: outbox.isOnline() ? 'ONLINE' : 'OFFLINE', queued }
    },
    async enrol(text) {
      if (!hub) return err('NO_HUB')
      const { deviceKey, version } = hub
      const answer = await enrol(
        { hub: hub.client, deviceKey, terminal: journal.terminal, clock, version },
        text,
      )
      if (!answer.ok) {
        log.warn('enrolment.refused', { problem: answer.error })
        return answer
      }
      try {
        hub.keepEnrolment(answer.value)
      } catch (thrown) {
        log.crash('enrolment.not-kept', thrown)
        return err('NOT_KEPT')
      }
      clockTrust.heardFromHub(Date.parse(answer.value.hubTime))
      log.info('enrolment.done')
      isEnrolled = true
      outbox?.stop()
      outbox?.start()
      return ok(answer.value.facility)
    },
    stop: () => outbox?.stop(),
  }
}

function createHubOutbox(hub: HubSide, { journal, clock, clockTrust, rosterAsOf, onChange, log }: SyncDeps) {
  const session = createSession({
    hub: hub.client,
    deviceKey: hub.deviceKey,
    terminal: journal.terminal,
    clock,
    onHubTime: clockTrust.heardFromHub,
  })
  return createOutbox({
    hub: hub.client,
    session,
    journal,
    clock,
    clockTrust,
    random: hub.random,
    about: () => ({
      version: hub.version,
      rosterAsOf: rosterAsOf(),
      packageVersion: hub.packageVersion(),
    }),
    keepDays: hub.keepDays,
    onChange,
    onRevoked: hub.wipePackages,
    log,
  })
}
