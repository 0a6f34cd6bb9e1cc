// `terminal cases FILE…`: prints PASS or FAIL for every example and closes with the count.
import { readFile } from 'node:fs/promises'
import { runCaseFile } from './case-file.ts'
import type { CaseOutcome } from './case-outcome.ts'

/** Prints to `out`, problems to `complain`. True: every file could be read and every case passed. */
export async function runCases(
  files: readonly string[],
  out: (line: string) => void,
  complain: (line: string) => void,
): Promise<boolean> {
  let passed = 0
  let failed = 0
  let unreadable = 0
  for (const file of files) {
    const outcomes = await outcomesOf(file)
    if (typeof outcomes === 'string') {
      unreadable += 1
      complain(`${file}: ${outcomes}`)
      continue
    }
    for (const { id, failure } of outcomes) {
      if (failure) out(`FAIL ${id}: expected ${failure.expected} got ${failure.got}`)
      else out(`PASS ${id}`)
      if (failure) failed += 1
      else passed += 1
    }
  }
  out(`${passed} passed, ${failed} failed`)
  return failed === 0 && unreadable === 0
}

async function outcomesOf(file: string): Promise<readonly CaseOutcome[] | string> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch {
    return 'cannot be read'
  }
  const outcomes = runCaseFile(text)
  return 'kind' in outcomes ? outcomes.detail : outcomes
}
