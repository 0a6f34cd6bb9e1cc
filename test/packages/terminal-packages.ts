// A package store as a terminal has it, and what it serves, asked for whole: a set that is mixed or damaged throws here.
import { expect } from 'vitest'
import { createFolderSource } from '../../terminal/packages/folder-source.ts'
import type { PackageDisk } from '../../terminal/packages/package-disk.ts'
import { openPackageStore, type PackageStore } from '../../terminal/packages/package-store.ts'
import type { SyncProgress } from '../../terminal/packages/take-set.ts'
import { issueA, issueB, numberOf } from '../roster/publish.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import type { City } from './city.ts'

export interface TerminalPackages {
  readonly dir: string
  readonly store: PackageStore
  /** Kinds of damage that were reported. */
  readonly damage: string[]
  /** Progress as it was told. */
  readonly steps: SyncProgress[]
  /** From the folder that the city publishes, as from a stick. */
  refresh(): ReturnType<PackageStore['refresh']>
}

export function openTerminalPackages(
  city: Pick<City, 'firstRoot' | 'packagesDir' | 'now'>,
  { dir = temporaryFolder(), disk }: { readonly dir?: string; readonly disk?: PackageDisk } = {},
): TerminalPackages {
  const damage: string[] = []
  const steps: SyncProgress[] = []
  const store = openPackageStore({
    dir,
    trustedRoot: city.firstRoot,
    now: () => city.now,
    maxCachedRawBytes: 1e8,
    onDamage: ({ kind }) => damage.push(kind),
    onChange() {
      const { progress } = store.status()
      if (progress) steps.push(progress)
    },
    ...(disk ? { disk } : {}),
  })
  return { dir, store, damage, steps, refresh: () => store.refresh(createFolderSource(city.packagesDir)) }
}

/** Which issue answers, after asking for everything there is. */
export function servedIssue({
  store,
  damage,
}: Pick<TerminalPackages, 'store' | 'damage'>): 'none' | 'A' | 'B' {
  const { set } = store.status()
  expect(damage).toEqual([])
  if (!set) {
    expect(store.roster.summary().status).toBe('MISSING')
    return 'none'
  }
  const issue = set.index.roster?.newestAsOf === issueB.lists[0]?.asOf ? 'B' : 'A'
  for (const { code, asOf, members } of (issue === 'B' ? issueB : issueA).lists)
    for (const { number, maskedName } of members)
      expect(store.roster.find(number)).toMatchObject({
        kind: 'FOUND',
        asOf,
        member: { maskedName, unionCode: code },
      })
  expect(store.roster.find(numberOf('902', 201)).kind).toBe(issue === 'B' ? 'FOUND' : 'ABSENT')
  expect(set.plan('2014')?.id).toBe('2014')
  expect(damage).toEqual([])
  return issue
}
