// Published rosters for tests: small sets written as the hub writes them, into a folder of their own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { openRosterFolder } from '../../hub/roster/roster-folder.ts'
import type { MemberNumber } from '../../shared/card/member-number.ts'
import { day } from '../../shared/core/day.ts'
import { encodeShard, type ShardMember } from '../../shared/roster/encode-shard.ts'
import type { RosterUnion } from '../../shared/roster/manifest.ts'

export interface ListOrder {
  readonly code: string
  readonly asOf: string
  readonly prefixes?: readonly string[]
  readonly members: readonly ShardMember[]
}

/** A folder that is gone after the test. */
export function testFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'roster-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export async function publish(dir: string, createdAt: string, lists: readonly ListOrder[]) {
  const folder = openRosterFolder(dir)
  const unions: RosterUnion[] = []
  for (const { code, asOf, prefixes = [code], members } of lists) {
    const raw = encodeShard({ unionCode: code, asOf: day(asOf) }, members)
    const file = await folder.addFile(raw, members.length)
    unions.push({ code, name: `演示工会${code}`, prefixes: [...prefixes], asOf: day(asOf), ...file })
  }
  const published = await folder.publish(unions, createdAt)
  if (!published.ok) throw new Error(published.error.detail)
  return published.value
}

export function numberOf(prefix: string, serial: number): MemberNumber {
  return (prefix + String(serial).padStart(7, '0')) as MemberNumber
}

export function member(prefix: string, serial: number, maskedName = '王*明'): ShardMember {
  return {
    number: numberOf(prefix, serial),
    maskedName,
    membership: { issuedOn: day('2024-05-20'), registeredOn: [], cancelledOn: null, stoppedOn: null },
  }
}

export function membersOf(prefix: string, count: number, maskedName?: string): ShardMember[] {
  return Array.from({ length: count }, (_, i) => member(prefix, i + 1, maskedName))
}

/** Three unions in two issues: the later one has other names, a member more in 902 and one who moved there; 903 is the same. */
export const issueA = {
  createdAt: '2026-07-01T00:00:00.000Z',
  lists: [
    { code: '901', asOf: '2026-06-30', members: membersOf('901', 300, '甲*') },
    { code: '902', asOf: '2026-06-28', members: membersOf('902', 200, '甲*') },
    { code: '903', asOf: '2026-06-20', members: membersOf('903', 50, '甲*') },
  ],
}
export const issueB = {
  createdAt: '2026-08-01T00:00:00.000Z',
  lists: [
    { code: '901', asOf: '2026-07-30', members: membersOf('901', 300, '乙*') },
    { code: '902', asOf: '2026-07-28', members: [...membersOf('902', 201, '乙*'), member('903', 77)] },
    { code: '903', asOf: '2026-06-20', members: membersOf('903', 50, '甲*') },
  ],
}
