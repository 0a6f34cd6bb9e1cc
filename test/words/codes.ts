// Where the sentence of each code of the contracts stands. Built from the contracts, so that a new code fails the test.
import { faultCodes } from '../../shared/bridge/frames.ts'
import {
  enrolmentOutcomes,
  scannerLightSchema,
  screenSchema,
  storeFaults,
  terminalStateSchema,
} from '../../shared/bridge/state.ts'
import { packageProblemKinds } from '../../shared/packages/package-problem.ts'
import {
  answerFlags,
  cardStates,
  judgementRefusals,
  protectionStates,
} from '../../shared/registration/answer.ts'
import { aidServices } from '../../shared/visit/services.ts'
import { standings } from '../../shared/visit/visit.ts'
import type { StartProblem } from '../../terminal/open-terminal.ts'
import { demoCardIds } from '../support/demo-card-ids.ts'

const refusal = screenSchema.options.find((option) => option.shape.kind.value === 'refusal')
if (!refusal || !('code' in refusal.shape)) throw new Error('no refusal screen in the contract')
const refusalCodes = refusal.shape.code.options

const startProblems = {
  ALREADY_RUNNING: true,
  DATA_FOLDER_UNUSABLE: true,
  SETTINGS_INVALID: true,
} as const satisfies Record<StartProblem['kind'], true>

const each = (codes: readonly string[], ...paths: readonly string[]): string[] =>
  codes.flatMap((code) => paths.map((path) => path.replace('*', code)))

export const callFaultCodes = [...faultCodes, 'LINK_DOWN']

export const codes: readonly string[] = [
  ...each(cardStates, 'card.*.word', 'card.*.line', 'card.*.message', 'standing.*'),
  ...each(
    cardStates.filter((card) => card !== 'VALID'),
    'say.*',
  ),
  ...each(
    protectionStates,
    'protection.*.word',
    'protection.*.line',
    'protection.*.message',
    'say.VALID.*',
    'dayQuestion.*',
  ),
  ...each(judgementRefusals, 'notJudged.*.word', 'notJudged.*.line', 'notJudged.*.protectionWord'),
  ...each(answerFlags, 'flag.*'),
  ...each(['OPEN', 'LAST_DAY'], 'reminder.*'),
  ...each(['disease', 'accident'], 'benefit.*'),
  ...each(refusalCodes, 'refusal.*.title', 'refusal.*.hint'),
  ...each(storeFaults, 'fault.*'),
  ...each([...packageProblemKinds, 'UNSIGNED'], 'packages.problem.*'),
  ...each(enrolmentOutcomes, 'enrolment.*.title', 'enrolment.*.hint'),
  ...each(aidServices, 'service.*'),
  ...each(standings, 'standing.*'),
  ...each(Object.keys(startProblems), 'start.*'),
  ...each(scannerLightSchema.shape.status.options, 'scanner.*'),
  ...each(scannerLightSchema.shape.source.options, 'source.*', 'sourceShort.*'),
  ...each(terminalStateSchema.shape.network.options, 'status.*'),
  ...each(['MISSING', 'DAMAGED'], 'status.roster*'),
  ...each([...demoCardIds], 'demoCard.*'),
  ...each(['today', 'lastDay', 'julyFirst', 'beforeRoster'], 'demoDay.*'),
]
