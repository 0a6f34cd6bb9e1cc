// Reads a file of runnable examples and runs it by its `kind`. Facilities try a new reading of the rules with files of their own.
import { z } from 'zod'
import { cardInputCaseFile, runCardInputCase } from './card-input-cases.ts'
import type { CaseOutcome } from './case-outcome.ts'
import { hidPosCaseFile, runHidPosCase } from './hidpos-cases.ts'
import { registrationCaseFile, runRegistrationCase } from './registration-cases.ts'

export type CaseFileProblem = { readonly kind: 'NOT_A_CASE_FILE'; readonly detail: string }

const caseFileSchema = z.discriminatedUnion('kind', [cardInputCaseFile, hidPosCaseFile, registrationCaseFile])

/** Throws nothing: a file that cannot be read as cases is a problem with the place in it that does not fit. */
export function runCaseFile(text: string): readonly CaseOutcome[] | CaseFileProblem {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { kind: 'NOT_A_CASE_FILE', detail: error instanceof Error ? error.message : 'not JSON' }
  }
  const parsed = caseFileSchema.safeParse(json)
  if (!parsed.success) return { kind: 'NOT_A_CASE_FILE', detail: z.prettifyError(parsed.error) }
  const file = parsed.data
  switch (file.kind) {
    case 'card-input':
      return file.cases.map(runCardInputCase)
    case 'hidpos':
      return file.cases.map(runHidPosCase)
    case 'registration':
      return file.cases.map(runRegistrationCase)
  }
}
