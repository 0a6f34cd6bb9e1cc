// The roster with the stop list laid over it (PK8): a number on the list is stopped from the list's date, whatever the roster says.
// A number that no list holds stays unknown: there is nobody to stop.
import type { MemberNumber } from '../../shared/card/member-number.ts'
import type { StopList } from '../../shared/packages/stop-list.ts'
import type { Lookup, Roster } from '../../shared/roster/roster.ts'

/** `stopList` is asked at every lookup: a new list applies at once. */
export function withStopList(roster: Roster, stopList: () => StopList | null): Roster {
  let list: StopList | null = null
  let numbers: ReadonlySet<MemberNumber> = new Set()

  function isOn(number: MemberNumber): boolean {
    const present = stopList()
    if (present !== list) {
      list = present
      numbers = new Set(present?.numbers)
    }
    return numbers.has(number)
  }

  return {
    ...roster,
    find(number) {
      const lookup = roster.find(number)
      return lookup.kind === 'FOUND' && isOn(number) && list?.asOf ? stopped(lookup, list.asOf) : lookup
    },
  }
}

function stopped(
  lookup: Extract<Lookup, { kind: 'FOUND' }>,
  listedOn: NonNullable<StopList['asOf']>,
): Lookup {
  const { member } = lookup
  const { stoppedOn } = member.membership
  // Stopped earlier by its union: that day stands.
  if (stoppedOn !== null && stoppedOn <= listedOn) return lookup
  return { ...lookup, member: { ...member, membership: { ...member.membership, stoppedOn: listedOn } } }
}
