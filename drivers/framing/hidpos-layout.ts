// Where things lie in the input reports of HID POS scanners. The usage tables fix what a report holds, not where, so there are at
// least three layouts. Pure; knows no devices. Offsets count from the report id, which is byte 0.
import { aimIdAt } from './aim-id.ts'

export interface HidPosLayout {
  /** Null: the device numbers no reports, and there is no id in front. */
  readonly reportId: number | null
  /** Offset of the byte that counts the data of this report. */
  readonly lengthAt: number
  /** Offset of the three bytes of the AIM id; null: the device has none, or puts it into the data. */
  readonly aimAt: number | null
  readonly dataAt: number
  readonly dataSize: number
  /** Offset of the vendor's one-byte symbology code; null: unknown. */
  readonly symbologyAt: number | null
  /** The bit that says that the read goes on in the next report; null: reads never do. */
  readonly continued: { readonly at: number; readonly mask: number } | null
}

const common = { reportId: 2, lengthAt: 1, continued: { at: 63, mask: 1 } } as const

/** Honeywell, Hand Held Products, Access-IS: the AIM id, then the data. */
export const layoutA: HidPosLayout = { ...common, aimAt: 2, dataAt: 5, dataSize: 56, symbologyAt: 61 }
/** The same after an unnamed byte. */
export const layoutB: HidPosLayout = { ...common, aimAt: 3, dataAt: 6, dataSize: 56, symbologyAt: null }
/** Newland and its many relatives: no AIM id; when switched on it lies inside the data. */
export const layoutC: HidPosLayout = { ...common, aimAt: null, dataAt: 2, dataSize: 61, symbologyAt: 62 }

/** Every known layout fills the whole report; shorter ones come from keyboards and other devices. */
const FULL_REPORT = 64
/** Data bytes of a full part of layouts A and C. */
const FULL_PART = 56
const LONGEST_PART = 61

export interface LayoutGuess {
  readonly layout: HidPosLayout
  /** False: this report would fit another layout as well, so nothing is learnt from it. */
  readonly sure: boolean
}

/** The rules for devices whose report descriptor cannot be read. Null: no report of a HID POS scanner. */
export function guessLayout(report: Uint8Array, fallback: HidPosLayout): LayoutGuess | null {
  const length = report[common.lengthAt] ?? 0
  if (report.length < FULL_REPORT || report[0] !== common.reportId || length < 1 || length > LONGEST_PART)
    return null
  if (aimIdAt(report, 2) !== null && length <= FULL_PART) {
    // Layout A has three more bytes of data than C would have here. A full part leaves no room to be sure of it.
    const more = hasMore(report, 2 + length)
    if (!more) return { layout: layoutC, sure: true }
    return length < FULL_PART ? { layout: layoutA, sure: true } : { layout: fallback, sure: false }
  }
  // With nothing behind the counted bytes it is a `]` inside the data of layout C.
  if (aimIdAt(report, 3) !== null && length <= FULL_PART && hasMore(report, 2 + length))
    return { layout: layoutB, sure: true }
  return { layout: layoutC, sure: true }
}

function hasMore(report: Uint8Array, from: number): boolean {
  return report.subarray(from, from + 3).some((byte) => byte !== 0)
}
