// A roster in memory, given member by member: the second implementation of the port `Roster`, with a remote control.
import { type MemberNumber, printedPrefix } from '../../shared/card/member-number.ts'
import { type Day, day } from '../../shared/core/day.ts'
import type { Membership } from '../../shared/registration/member.ts'
import type { Lookup, Roster } from '../../shared/roster/roster.ts'

export interface ListedRoster extends Roster {
  add(number: string, member: Partial<Membership> & { name?: string; union?: string }): void
  setAsOf(asOf: string): void
  /** `DAMAGED` and `MISSING` answer every lookup so. */
  setStatus(status: 'READY' | 'MISSING' | 'DAMAGED'): void
}

const unions: Readonly<Record<string, string>> = { '901': '演示一区总工会', '902': '演示二局工会' }

export function createListedRoster(initialAsOf: string): ListedRoster {
  let asOf: Day = day(initialAsOf)
  let status: 'READY' | 'MISSING' | 'DAMAGED' = 'READY'
  const members = new Map<string, Extract<Lookup, { kind: 'FOUND' }>['member']>()
  return {
    find(number) {
      if (status !== 'READY') return { kind: status }
      const member = members.get(number)
      return member ? { kind: 'FOUND', member, asOf, shardSha256: 'a'.repeat(64) } : { kind: 'ABSENT', asOf }
    },
    summary: () =>
      status === 'READY'
        ? { status, oldestAsOf: asOf, newestAsOf: asOf, members: members.size }
        : { status, oldestAsOf: null, newestAsOf: null, members: 0 },
    unionName: (code) => unions[code] ?? null,
    add(text, { name = '王*明', union, ...membership }) {
      const number = text as MemberNumber
      members.set(text, {
        number,
        maskedName: name,
        unionCode: union ?? printedPrefix(number),
        membership: {
          issuedOn: day('2014-05-20'),
          registeredOn: [],
          cancelledOn: null,
          stoppedOn: null,
          ...membership,
        },
      })
    },
    setAsOf(next) {
      asOf = day(next)
    },
    setStatus(next) {
      status = next
    },
  }
}
