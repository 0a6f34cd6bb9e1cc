// Compares what a case expects with what came out. Only expected fields count; lists must hold at least what is expected.
import type { CaseOutcome } from './case-outcome.ts'

export function compareCase(
  id: string,
  expected: Readonly<Record<string, unknown>>,
  got: Readonly<Record<string, unknown>>,
): CaseOutcome {
  const wrong = Object.keys(expected).filter((key) => !fits(expected[key], got[key]))
  const unexpectedRefusal = got.refused !== undefined && expected.refused === undefined
  if (wrong.length === 0 && !unexpectedRefusal) return { id, failure: null }
  const keys = unexpectedRefusal ? [...wrong, 'refused'] : wrong
  return { id, failure: { expected: pick(expected, keys), got: pick(got, keys) } }
}

function fits(expected: unknown, got: unknown): boolean {
  if (Array.isArray(expected)) return Array.isArray(got) && expected.every((item) => got.includes(item))
  // `true`: any refusal will do.
  if (expected === true) return got !== undefined && got !== null && got !== false
  return expected === got
}

function pick(record: Readonly<Record<string, unknown>>, keys: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(keys.map((key) => [key, record[key] ?? null])))
}
