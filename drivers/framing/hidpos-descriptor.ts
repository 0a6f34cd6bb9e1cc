// Reads HID report descriptors, as far as it takes to find the fields of a HID POS scanner. Pure; total over any bytes.
import type { HidPosLayout } from './hidpos-layout.ts'

/** Bar Code Scanner page, Bar Code Scanner usage: how a HID POS scanner names itself. */
export const HID_POS_PAGE = 0x8c
export const HID_POS_USAGE = 0x02

/** Usages from `min` to `max`, one element each; the last one goes on for all elements that are left. */
interface Usages {
  readonly page: number
  readonly min: number
  readonly max: number
}

/** One input item of a descriptor. Offsets in bits from the start of the report, without its id. */
interface InputField {
  readonly application: Usages | null
  readonly reportId: number
  readonly usages: readonly Usages[]
  readonly bitOffset: number
  readonly bitSize: number
  readonly count: number
}

interface Globals {
  page: number
  reportSize: number
  reportCount: number
  reportId: number
}

/** Does the device name itself a bar code scanner? */
export function isScannerDescriptor(descriptor: Uint8Array): boolean {
  return scannerFields(descriptor).fields.length > 0
}

/** The layout that a descriptor tells; null where it does not name the decoded data. */
export function layoutOfDescriptor(descriptor: Uint8Array): HidPosLayout | null {
  const { fields: scanner, numbered } = scannerFields(descriptor)
  const first = numbered ? 1 : 0
  for (const { reportId } of scanner) {
    const report = scanner.filter((field) => field.reportId === reportId)
    const bytes = (page: number, usage: number) => locate(report, page, usage, 8)
    const data = bytes(HID_POS_PAGE, 0xfe)
    if (!data) continue
    const at = (bit: number) => first + bit / 8
    const aim = [0xfb, 0xfc, 0xfd].map((usage) => bytes(HID_POS_PAGE, usage)?.bit ?? Number.NaN)
    const aimBit = aim[0] ?? Number.NaN
    const hasAim = aim.every((bit, index) => bit === aimBit + 8 * index)
    // Byte Count; some descriptors name it otherwise, but it always comes before everything else.
    const length = bytes(0x01, 0x3b) ?? (report[0] && isByteAtStart(report[0]) ? { bit: 0 } : null)
    if (!length) continue
    const continued = locate(report, HID_POS_PAGE, 0xff, 1) ?? bytes(HID_POS_PAGE, 0xff)
    const vendor = report.find(
      (field) => field.bitSize === 8 && field.bitOffset % 8 === 0 && (field.usages[0]?.page ?? 0) >= 0xff00,
    )
    return {
      reportId: numbered ? reportId : null,
      lengthAt: at(length.bit),
      aimAt: hasAim ? at(aimBit) : null,
      dataAt: at(data.bit),
      dataSize: data.count,
      symbologyAt: vendor ? at(vendor.bitOffset) : null,
      continued: continued
        ? { at: first + Math.floor(continued.bit / 8), mask: 1 << (continued.bit % 8) }
        : null,
    }
  }
  return null
}

function scannerFields(descriptor: Uint8Array) {
  const { fields, numbered } = inputFields(descriptor)
  const ofScanner = ({ application }: InputField) =>
    application?.page === HID_POS_PAGE && application.min === HID_POS_USAGE
  return { fields: fields.filter(ofScanner), numbered }
}

/** Where a usage lies: its first bit, and how many elements of `bitSize` it has. Bytes must lie on bytes. */
function locate(fields: readonly InputField[], page: number, usage: number, bitSize: number) {
  for (const field of fields) {
    let index = 0
    for (const [place, range] of field.usages.entries()) {
      const inRange = range.page === page && usage >= range.min && usage <= range.max
      const element = index + usage - range.min
      if (inRange && element < field.count && field.bitSize === bitSize) {
        const bit = field.bitOffset + element * bitSize
        const isLast = place === field.usages.length - 1 && usage === range.max
        if (bitSize % 8 !== 0 || bit % 8 === 0) return { bit, count: isLast ? field.count - element : 1 }
      }
      index += range.max - range.min + 1
    }
  }
  return null
}

function isByteAtStart(field: InputField): boolean {
  return field.bitOffset === 0 && field.bitSize === 8 && field.count === 1
}

/** Longest report in bits that a kernel accepts; a descriptor that claims more is damaged. */
const MAX_REPORT_BITS = 16_384 * 8

function inputFields(descriptor: Uint8Array): { fields: InputField[]; numbered: boolean } {
  const fields: InputField[] = []
  const bitsOf = new Map<number, number>()
  const saved: Globals[] = []
  let globals: Globals = { page: 0, reportSize: 0, reportCount: 0, reportId: 0 }
  let usages: Usages[] = []
  let rangeFrom: number | null = null
  let application: Usages | null = null
  let depth = 0
  let numbered = false

  for (const { key, value, size } of items(descriptor)) {
    // A usage of four bytes brings its own page.
    const ownPage = size === 4 ? value >>> 16 : globals.page
    const ownUsage = size === 4 ? value & 0xffff : value
    switch (key) {
      case 0x04: // usage page
        globals.page = value
        break
      case 0x74: // report size
        globals.reportSize = value
        break
      case 0x84: // report id
        globals.reportId = value
        numbered = true
        break
      case 0x94: // report count
        globals.reportCount = value
        break
      case 0xa4: // push
        saved.push({ ...globals })
        break
      case 0xb4: // pop
        globals = saved.pop() ?? globals
        break
      case 0x08: // usage
        usages.push({ page: ownPage, min: ownUsage, max: ownUsage })
        break
      case 0x18: // usage minimum
        rangeFrom = ownUsage
        break
      case 0x28: // usage maximum
        if (rangeFrom !== null && rangeFrom <= ownUsage)
          usages.push({ page: ownPage, min: rangeFrom, max: ownUsage })
        rangeFrom = null
        break
      case 0xa0: // collection
        if (depth === 0) application = usages[0] ?? null
        depth += 1
        break
      case 0xc0: // end of collection
        depth = Math.max(0, depth - 1)
        if (depth === 0) application = null
        break
      case 0x80: {
        // input
        const { reportId, reportSize: bitSize, reportCount: count } = globals
        const bitOffset = bitsOf.get(reportId) ?? 0
        const end = bitOffset + bitSize * count
        if (end > MAX_REPORT_BITS) return { fields, numbered }
        bitsOf.set(reportId, end)
        const isConstant = (value & 1) === 1
        if (!isConstant && bitSize > 0 && count > 0)
          fields.push({ application, reportId, usages, bitOffset, bitSize, count })
        break
      }
    }
    // Main items end the life of local ones.
    if ((key & 0x0c) === 0) {
      usages = []
      rangeFrom = null
    }
  }
  return { fields, numbered }
}

/** The short items; long ones are reserved and skipped. `key` is the item's tag and type. */
function* items(descriptor: Uint8Array): Generator<{ key: number; value: number; size: number }> {
  let at = 0
  while (at < descriptor.length) {
    const prefix = descriptor[at] ?? 0
    if (prefix === 0xfe) {
      at += 3 + (descriptor[at + 1] ?? 0)
      continue
    }
    const size = [0, 1, 2, 4][prefix & 3] ?? 0
    let value = 0
    for (let index = 0; index < size; index++) value += (descriptor[at + 1 + index] ?? 0) * 2 ** (8 * index)
    yield { key: prefix & 0xfc, value, size }
    at += 1 + size
  }
}
