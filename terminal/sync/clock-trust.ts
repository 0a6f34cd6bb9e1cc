// Whether the terminal's clock can be believed: the hub's last time and the newest signed package date are lower bounds (CK1, CK2).
// Never sets a clock and never stops a recording.
import type { Clock } from '../counter/clock.ts'
import type { ClockBounds, HubMarks } from '../journal/hub-marks.ts'

export const CLOCK_TOLERANCE_MS = 5 * 60_000
/** Steps smaller than this are not worth a write to the disk. */
const KEPT_STEP_MS = CLOCK_TOLERANCE_MS

export interface ClockTrust {
  isBehind(): boolean
  /** A time the hub gave. The last one counts, also when it is earlier: a hub's clock can be put right. */
  heardFromHub(at: number): void
  /** The signed date of a package set. Only a newer one counts. */
  heardFromPackages(at: number): void
  /** The last time the hub gave in this run or an earlier one; null: never. */
  hubTime(): number | null
  /** Calls back when it turns by something that was heard. */
  onTurn(listener: () => void): void
}

export function createClockTrust(deps: {
  readonly clock: Pick<Clock, 'now'>
  readonly marks: HubMarks
}): ClockTrust {
  const { clock, marks } = deps
  let kept = marks.clockBounds()
  let bounds: ClockBounds = kept
  let turned = () => {}

  const isBehind = () =>
    clock.now() < Math.max(bounds.hub ?? -Infinity, bounds.packages ?? -Infinity) - CLOCK_TOLERANCE_MS

  function hear(source: keyof ClockBounds, at: number): void {
    const before = isBehind()
    bounds = { ...bounds, [source]: at }
    const known = kept[source]
    if (known === null || Math.abs(at - known) >= KEPT_STEP_MS) {
      kept = { ...kept, [source]: at }
      marks.setClockBound(source, at)
    }
    if (isBehind() !== before) turned()
  }

  return {
    isBehind,
    heardFromHub: (at) => hear('hub', at),
    heardFromPackages(at) {
      if (at > (bounds.packages ?? -Infinity)) hear('packages', at)
    },
    hubTime: () => bounds.hub,
    onTurn(listener) {
      turned = listener
    },
  }
}
