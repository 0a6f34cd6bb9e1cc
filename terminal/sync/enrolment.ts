// Enrolment: a one-time code and the device key make this terminal known to a hub (EN1–EN3, EN5). Keeps nothing itself.
import { err, ok, type Result } from '../../shared/core/result.ts'
import {
  ENROLMENT_BARCODE_PREFIX,
  type EnrolReply,
  enrolmentCodeSchema,
  enrolmentText,
} from '../../shared/protocol/enrolment.ts'
import type { Clock } from '../counter/clock.ts'
import type { DeviceKey } from './device-key.ts'
import type { HubClient, HubFault } from './hub-client.ts'

/** `BAD_CODE`: not written like a code · `NO_SUCH_CODE`: used, expired or unknown, the hub does not say which ·
 *  `UNREACHABLE` · `REFUSED`: the hub takes no enrolment now. */
export type EnrolmentProblem = 'BAD_CODE' | 'NO_SUCH_CODE' | 'UNREACHABLE' | 'REFUSED'

export interface EnrolmentDeps {
  readonly hub: HubClient
  readonly deviceKey: DeviceKey
  readonly terminal: string
  readonly clock: Pick<Clock, 'now'>
  readonly version: string
}

/** Whether a scan is an enrolment code and not a card (EN7). Some scanners are set to send capitals only, or small letters. */
export function isEnrolmentText(text: string): boolean {
  const [before, rest] = text.toUpperCase().split(ENROLMENT_BARCODE_PREFIX, 2)
  // Before it at most what scanners add: control characters and the sign of the symbology, e.g. `]C0`.
  return rest !== undefined && /^\W*(\][A-Z]\d)?$/.test(before ?? '')
}

/** The code in a text typed or scanned, with or without the barcode's prefix; null: none. */
export function parseEnrolmentCode(text: string): string | null {
  const upper = text.toUpperCase()
  const start = upper.indexOf(ENROLMENT_BARCODE_PREFIX)
  const code = (start < 0 ? upper : upper.slice(start + ENROLMENT_BARCODE_PREFIX.length)).replace(
    /[\s\p{Dash}]/gu,
    '',
  )
  return enrolmentCodeSchema.safeParse(code).success ? code : null
}

export async function enrol(
  deps: EnrolmentDeps,
  text: string,
): Promise<Result<EnrolReply, EnrolmentProblem>> {
  const code = parseEnrolmentCode(text)
  if (code === null) return err('BAD_CODE')
  const first = await ask(deps, code, deps.clock.now())
  if (first.ok) return ok(first.value)
  // A clock that is wrong takes the hub's time and signs again (EN5).
  const isUnsigned = first.error.kind === 'REFUSED' && first.error.code === 'BAD_TOKEN'
  if (!isUnsigned || first.error.hubTime === null) return err(problemOf(first.error))
  const second = await ask(deps, code, first.error.hubTime)
  return second.ok ? ok(second.value) : err(problemOf(second.error))
}

function ask({ hub, deviceKey, terminal, version }: EnrolmentDeps, code: string, at: number) {
  const { publicKey } = deviceKey
  const unsigned = { code, terminal, publicKey, at: new Date(at).toISOString(), version }
  return hub.enrol({ ...unsigned, signature: deviceKey.sign(enrolmentText(unsigned)) })
}

function problemOf(fault: HubFault): EnrolmentProblem {
  if (fault.kind === 'UNREACHABLE') return 'UNREACHABLE'
  return fault.code === 'NO_SUCH_CODE' ? 'NO_SUCH_CODE' : 'REFUSED'
}
