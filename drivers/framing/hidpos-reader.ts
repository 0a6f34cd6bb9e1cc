// Puts the reports of one HID POS scanner together into reads. Pure: it must not know devices, clocks or timers; its driver tells it
// when parts stop coming.
import type { Disturbance } from '../scanner.ts'
import { aimIdAt } from './aim-id.ts'
import { guessLayout, type HidPosLayout, layoutA, layoutC } from './hidpos-layout.ts'
import { isNoRead } from './no-read.ts'

/** `aim` is the kind of code, from the first part. An `answer` is what a scanner replies to a command: never a scan. */
export type HidPosRead =
  | { readonly kind: 'text' | 'answer'; readonly text: string; readonly aim: string | null }
  | { readonly kind: 'disturbance'; readonly disturbance: Disturbance }

export interface HidPosReader {
  /** A report as it came, id first. Reports that are no reads, or not all of one yet, give nothing. */
  push(report: Uint8Array): readonly HidPosRead[]
  /** More parts are expected. */
  isWaiting(): boolean
  /** The parts stopped coming: what is held will never be whole, and must not be glued to the next read. */
  silence(): readonly HidPosRead[]
  /** The device is gone; forget what is held. */
  reset(): void
}

/** Longest read, in bytes and in characters of a `Scan`. The largest 2D codes hold less. */
export const MAX_READ_BYTES = 8192
const MAX_TEXT_LENGTH = 4096

export interface HidPosDevice {
  /** From the report descriptor; null: it could not be read, and the rules decide. */
  readonly layout: HidPosLayout | null
  readonly vendorId: number
}

const NEWLAND = 0x1eab

interface Part {
  readonly aim: string | null
  readonly data: Uint8Array
  readonly symbology: number | null
  readonly goesOn: boolean
}

interface Held {
  readonly layout: HidPosLayout
  readonly first: Part
  readonly data: number[]
  tooLong: boolean
}

export function createHidPosReader({ layout: told, vendorId }: HidPosDevice): HidPosReader {
  /** What the last report without ambiguity had, for those with. */
  let learnt = vendorId === NEWLAND ? layoutC : layoutA
  let held: Held | null = null

  function layoutOf(report: Uint8Array): HidPosLayout | null {
    if (told && !isNumbered(told, report)) return null
    if (told && isPlausible(told, report)) return told
    const guess = guessLayout(report, learnt)
    if (guess?.sure) learnt = guess.layout
    return guess?.layout ?? null
  }

  function push(report: Uint8Array): readonly HidPosRead[] {
    // Within one read the layout does not change.
    const layout = held?.layout ?? layoutOf(report)
    if (!layout || !isNumbered(layout, report)) return []
    const part = partOf(layout, report)
    // A part that cannot be read leaves a hole in the read.
    if (!part) return silence()
    if (!held && part.data.length === 0) return []
    if (held && part.aim !== null && part.aim !== held.first.aim) return [...silence(), ...push(report)]
    held ??= { layout, first: part, data: [], tooLong: false }
    held.tooLong ||= held.data.length + part.data.length > MAX_READ_BYTES
    if (!held.tooLong) held.data.push(...part.data)
    if (part.goesOn) return []
    const whole = held
    held = null
    return [readOf(whole)]
  }

  function silence(): readonly HidPosRead[] {
    const broken = held
    held = null
    if (!broken || isAnswer(broken)) return []
    return [{ kind: 'disturbance', disturbance: broken.tooLong ? 'TOO_LONG' : 'WRONG_KEYS' }]
  }

  return {
    push,
    silence,
    isWaiting: () => held !== null,
    reset() {
      held = null
    },
  }
}

/** Descriptors are copied between devices: one that promises an AIM id is believed where the id, or its empty place, is found. */
function isPlausible(layout: HidPosLayout, report: Uint8Array): boolean {
  if (layout.aimAt === null) return true
  const id = report.subarray(layout.aimAt, layout.aimAt + 3)
  if (id.every((byte) => byte === 0)) return true
  const length = report[layout.lengthAt] ?? 0
  const end = layout.dataAt + length
  const last = report.subarray(Math.max(layout.dataAt, end - 3), end)
  return aimIdAt(report, layout.aimAt) !== null && last.some((byte) => byte !== 0)
}

function isNumbered({ reportId }: HidPosLayout, report: Uint8Array): boolean {
  return reportId === null || report[0] === reportId
}

function partOf(layout: HidPosLayout, report: Uint8Array): Part | null {
  const { lengthAt, aimAt, dataAt, dataSize, symbologyAt, continued } = layout
  const length = report[lengthAt] ?? 0
  if (length > dataSize || report.length < dataAt + length) return null
  return {
    aim: aimAt === null ? null : aimIdAt(report, aimAt),
    data: report.slice(dataAt, dataAt + length),
    symbology: symbologyAt === null ? null : (report[symbologyAt] ?? null),
    goesOn: continued !== null && ((report[continued.at] ?? 0) & continued.mask) !== 0,
  }
}

function readOf(held: Held): HidPosRead {
  if (held.tooLong && !isAnswer(held)) return { kind: 'disturbance', disturbance: 'TOO_LONG' }
  const bytes = Uint8Array.from(held.data)
  const inData = held.layout.aimAt === null ? aimIdAt(bytes, 0) : null
  const aim = held.first.aim ?? inData
  const text = textOf(inData === null ? bytes : bytes.subarray(3))
  if (isAnswer(held)) return { kind: 'answer', text, aim }
  if (isNoRead(text)) return { kind: 'disturbance', disturbance: 'NO_READ' }
  if (text.length > MAX_TEXT_LENGTH) return { kind: 'disturbance', disturbance: 'TOO_LONG' }
  return { kind: 'text', text, aim }
}

/** Answers to commands come the way of scans: Honeywell marks them in the AIM id, Newland by their first bytes. */
function isAnswer({ first }: Held): boolean {
  const aim = first.aim ?? aimIdAt(first.data, 0)
  if (aim?.startsWith(']Z')) return true
  if (aim === ']X0' && first.symbology === 0x3f) return true
  return first.data[0] === 0x02 && first.data[1] === 0x00 && first.data[2] === 0x00
}

/** Most scanners send ASCII, some UTF-8, and the rest is kept byte by byte: what no card can be still has to be refused. */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  }
}
