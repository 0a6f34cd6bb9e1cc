// The application over its ports: counter, scanners, clock and state in one object that hosts connect screens to.
// Builds nothing real itself: see `open-terminal.ts`.
import type { Scanner } from '../drivers/scanner.ts'
import { calls, type Method, type Params, type Reply } from '../shared/bridge/calls.ts'
import type { FaultCode } from '../shared/bridge/frames.ts'
import type { RosterLight, ScannerLight, TerminalState } from '../shared/bridge/state.ts'
import { type Day, dayOfInstant, daysBetween } from '../shared/core/day.ts'
import { err, ok, type Result } from '../shared/core/result.ts'
import type { Plan } from '../shared/registration/plan.ts'
import type { Roster } from '../shared/roster/roster.ts'
import type { Clock } from './counter/clock.ts'
import { createCounter, type Presented, type Stays } from './counter/counter.ts'
import type { DemoDeck } from './counter/demo-deck.ts'
import { createTally } from './counter/tally.ts'
import { todayRows } from './counter/today.ts'
import type { Journal } from './journal/journal.ts'
import type { Log } from './log.ts'
import type { Packages } from './packages/open-packages.ts'
import type { ClockTrust } from './sync/clock-trust.ts'
import { isEnrolmentText } from './sync/enrolment.ts'
import { createSync, type HubSide } from './sync/sync.ts'
import type { Terminal } from './terminal.ts'

export interface TerminalDeps {
  readonly clock: Clock
  readonly newId: () => string
  readonly journal: Journal
  readonly roster: Roster
  readonly plan: Plan
  readonly julyGraceDays: number
  readonly rosterOldAfterDays: number
  readonly facility: TerminalState['facility']
  readonly stays: Stays
  /** Scanners on this machine; those of the page come in through calls. */
  readonly scanners: readonly Scanner[]
  /** A scanner that nobody asked for and nobody ever saw: it is looked for without a light. */
  readonly isUnseen?: ((scannerId: string) => boolean) | undefined
  readonly demo: DemoDeck | null
  readonly clockTrust: ClockTrust
  /** Null: this terminal works alone. */
  readonly hub: HubSide | null
  /** Absent: only its own roster and the plan it came with. */
  readonly packages?: Packages
  readonly log: Log
}

/** How often the day is looked at: midnight at the counter shows within this time. */
const DAY_CHECK_MS = 30_000

type Handlers = {
  readonly [M in Method]: (
    params: Params<M>,
  ) => Result<Reply<M>, FaultCode> | Promise<Result<Reply<M>, FaultCode>>
}

const done = ok({})

export function createTerminal(deps: TerminalDeps): Terminal {
  const { clock, clockTrust, log, demo } = deps
  const sync = createSync({
    ...deps,
    rosterAsOf: () => deps.roster.summary().newestAsOf,
    onChange: push,
  })
  const tally = createTally(journalWith(deps.journal, sync.written))
  const { journal } = tally
  let { facility } = deps
  let isEnrolling = false
  const listeners = new Set<(state: TerminalState) => void>()
  const lights = new Map<string, ScannerLight>([['wedge', { id: 'wedge', source: 'wedge', status: 'ready' }]])
  let revision = 0
  let today = dayOfInstant(clock.now())
  let state: TerminalState | null = null

  const counter = createCounter({
    ...deps,
    // A newer set may bring a newer version of the plan.
    get plan() {
      return deps.packages?.plan() ?? deps.plan
    },
    journal,
    facilityId: () => facility.id,
    isClockBehind,
    onChange: push,
    onStoreFault: (fault) => log.error('journal.fault', { fault }),
  })

  function isClockBehind(on: Day): boolean {
    const { newestAsOf } = deps.roster.summary()
    return clockTrust.isBehind() || (newestAsOf !== null && on < newestAsOf)
  }

  function present(): TerminalState {
    state ??= {
      revision,
      mode: demo ? 'demo' : 'live',
      facility,
      clockOffsetMs: clock.offsetMs(),
      today,
      screen: counter.screen(),
      clearsAt: counter.clearsAt(),
      roster: rosterLight(deps.roster, today, deps.rosterOldAfterDays),
      ...packagesLight(deps.packages?.light(today)),
      scanners: [...lights.values()].filter(({ id }) => !deps.isUnseen?.(id)),
      ...sync.lights(),
      clock: isClockBehind(today) ? 'BEHIND' : 'OK',
      servicesToday: tally.servicesOn(today),
      demo: demo?.state() ?? null,
    }
    return state
  }

  function push(): void {
    today = dayOfInstant(clock.now())
    revision += 1
    state = null
    for (const listener of listeners) listener(present())
  }

  let stopDayCheck = clock.after(DAY_CHECK_MS, checkDay)
  function checkDay(): void {
    if (dayOfInstant(clock.now()) !== today) push()
    stopDayCheck = clock.after(DAY_CHECK_MS, checkDay)
  }

  clockTrust.onTurn(push)
  deps.packages?.onChange(push)
  for (const scanner of deps.scanners) startScanner(scanner)
  sync.start()
  demo?.attach({
    isEnrolled: sync.isEnrolled,
    enrol: async (code) => (await sync.enrol(code)).ok,
    retry: sync.retry,
    changed: push,
  })

  function scanned(scan: Presented): void {
    if (isEnrolmentText(scan.text)) void enrol(scan)
    else counter.present(scan)
  }

  async function enrol({ text }: Presented): Promise<void> {
    // The same code read twice is one enrolment.
    if (isEnrolling) return
    isEnrolling = true
    counter.showEnrolment('WAITING')
    const enrolled = await sync.enrol(text).finally(() => {
      isEnrolling = false
    })
    if (enrolled.ok) facility = enrolled.value
    counter.showEnrolment(enrolled.ok ? 'ENROLLED' : enrolled.error)
    push()
  }

  function startScanner(scanner: Scanner): void {
    const { id, source } = scanner
    lights.set(id, { id, source, status: 'disconnected' })
    scanner
      .start({
        onScan: scanned,
        onDisturbance: (disturbance) => counter.refuse(disturbance),
        onStatus: ({ kind }) => {
          if (lights.get(id)?.status === kind) return
          lights.set(id, { id, source, status: kind })
          log.info('scanner.status', { status: statusCodes[kind] })
          push()
        },
      })
      .catch((thrown: unknown) => {
        log.crash('scanner.crashed', thrown)
        lights.set(id, { id, source, status: 'failed' })
        push()
      })
  }

  const handlers: Handlers = {
    scan({ scanId, text, agoMs, source }) {
      scanned({ scanId, text, at: clock.now() - agoMs, source })
      return done
    },
    disturbed({ disturbance }) {
      counter.refuse(disturbance)
      return done
    },
    type({ text }) {
      counter.type(text)
      return done
    },
    confirm: ({ accept }) => answered(counter.confirm(accept)),
    recordService: ({ service }) => answered(counter.recordService(service)),
    withoutCard() {
      counter.withoutCard()
      return done
    },
    undo: ({ visitId }) => answered(counter.undo(visitId)),
    clear() {
      counter.clear()
      return done
    },
    listToday: () => ok(todayRows(journal.visitsOn(dayOfInstant(clock.now())))),
    coveredOn: ({ on }) => counter.coveredOn(on),
    demoScan: ({ cardId }) => (demo?.scan(cardId) ? done : err('REFUSED')),
    demoCodes: async () => (demo ? ok(await demo.codes()) : err('REFUSED')),
    demoPlug({ plugged }) {
      if (!demo) return err('REFUSED')
      demo.plug(plugged)
      push()
      return done
    },
    demoHub({ running }) {
      if (!demo) return err('REFUSED')
      demo.setHub(running)
      return done
    },
    demoSetDay({ on }) {
      if (!demo) return err('REFUSED')
      demo.setDay(on)
      counter.clear()
      return done
    },
  }

  async function answer<M extends Method>(method: M, params: unknown): Promise<Result<unknown, FaultCode>> {
    const parsed = calls[method].params.safeParse(params)
    if (!parsed.success) return err('BAD_CALL')
    return handlers[method](parsed.data as Params<M>)
  }

  return {
    state: present,
    onState(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async call(method, params) {
      if (!isMethod(method)) return err('BAD_CALL')
      try {
        return await answer(method, params)
      } catch (thrown) {
        log.crash('terminal.call-broke', thrown)
        return err('BROKEN')
      }
    },
    async close() {
      stopDayCheck()
      deps.packages?.close()
      sync.stop()
      counter.close()
      listeners.clear()
      await Promise.allSettled(deps.scanners.map((scanner) => scanner.stop()))
      journal.close()
    },
  }
}

function journalWith(journal: Journal, onWritten: () => void): Journal {
  return {
    ...journal,
    append(draft) {
      const written = journal.append(draft)
      if (written.ok) onWritten()
      return written
    },
  }
}

const statusCodes = {
  ready: 'READY',
  disconnected: 'DISCONNECTED',
  denied: 'DENIED',
  failed: 'FAILED',
} as const

function isMethod(method: string): method is Method {
  return Object.hasOwn(calls, method)
}

function answered(result: Result<null, FaultCode>): Result<Record<string, never>, FaultCode> {
  return result.ok ? done : result
}

function packagesLight(packages: TerminalState['packages']): Pick<TerminalState, 'packages'> {
  return packages ? { packages } : {}
}

function rosterLight(roster: Roster, today: Day, oldAfterDays: number): RosterLight {
  const { status, newestAsOf, members } = roster.summary()
  const ageDays = newestAsOf === null ? null : daysBetween(newestAsOf, today)
  return { status, asOf: newestAsOf, members, ageDays, isOld: ageDays !== null && ageDays >= oldAfterDays }
}
