// Reports of HID POS scanners become reads: layouts, parts, answers to commands. Pure, so everything is tried byte by byte.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isScannerDescriptor, layoutOfDescriptor } from '../../../drivers/framing/hidpos-descriptor.ts'
import { layoutA, layoutB, layoutC } from '../../../drivers/framing/hidpos-layout.ts'
import {
  createHidPosReader,
  type HidPosDevice,
  type HidPosRead,
} from '../../../drivers/framing/hidpos-reader.ts'
import { layoutAReports, layoutBReports, layoutCReports } from '../hid/pos-reports.ts'
import {
  keyboardDescriptor,
  layoutADescriptor,
  layoutBDescriptor,
  layoutCDescriptor,
} from '../hid/report-descriptors.ts'

const NEWLAND = 0x1eab
const unknown: HidPosDevice = { layout: null, vendorId: 0x0c2e }

function readAll(reports: readonly Uint8Array[], device = unknown): HidPosRead[] {
  const reader = createHidPosReader(device)
  return reports.flatMap((report) => [...reader.push(report)])
}

const scan = (text: string, aim: string | null = null) => ({ kind: 'text', text, aim })
const number = '9010000123'

describe('the layout from the report descriptor', () => {
  const told = (descriptor: readonly number[]) => layoutOfDescriptor(Uint8Array.from(descriptor))

  it('is A, B or C where the descriptor has or has not the AIM id', () => {
    expect(told(layoutADescriptor)).toEqual(layoutA)
    expect(told(layoutBDescriptor)).toEqual({ ...layoutB, symbologyAt: null })
    expect(told(layoutCDescriptor)).toEqual({ ...layoutC, dataSize: 56 })
  })

  it('is unknown for a keyboard, for nothing, and for half a descriptor', () => {
    expect(told(keyboardDescriptor)).toBeNull()
    expect(told([])).toBeNull()
    expect(told(layoutADescriptor.slice(0, 30))).toBeNull()
  })

  it('names a scanner also where the layout stays unknown', () => {
    const opaque = [0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x75, 0x08, 0x95, 0x3f, 0x09, 0x00, 0x81, 0x02, 0xc0]
    expect([told(opaque), isScannerDescriptor(Uint8Array.from(opaque))]).toEqual([null, true])
    expect(isScannerDescriptor(Uint8Array.from(keyboardDescriptor))).toBe(false)
  })

  it('ends on any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        layoutOfDescriptor(bytes)
      }),
      { numRuns: 2000 },
    )
    // A report count of 2³² must not be counted out.
    expect(told([0x75, 0x08, 0x97, 0xff, 0xff, 0xff, 0xff, 0x05, 0x8c, 0x09, 0xfe, 0x81, 0x02])).toBeNull()
  })

  it('survives damage in any byte of a real one', () => {
    for (let at = 0; at < layoutADescriptor.length; at++)
      for (const byte of [0x00, 0x7f, 0xfe, 0xff]) told(layoutADescriptor.with(at, byte))
  })
})

describe('reads without a descriptor', () => {
  const aim = ']C0'

  it.each([
    ['A', layoutAReports({ text: number, aim }), scan(number, aim)],
    ['A with a suffix', layoutAReports({ text: `${number}\r`, aim }), scan(`${number}\r`, aim)],
    ['B', layoutBReports({ text: number, aim }), scan(number, aim)],
    ['C', layoutCReports({ text: number }), scan(number)],
    ['C with AIM prefix', layoutCReports({ text: number, aim }), scan(number, aim)],
    ['C with ] inside', layoutCReports({ text: 'A]C0B' }), scan('A]C0B')],
    ['UTF-8', layoutCReports({ text: '会员' }), scan('会员')],
    ['bytes that are no UTF-8', layoutCReports({ text: Uint8Array.of(0xbb, 0xe1) }), scan('\u00bb\u00e1')],
  ])('%s', (_, reports, read) => expect(readAll(reports)).toEqual([read]))

  it('ignores keyboards, other reports, lengths that cannot be and empty ones', () => {
    const [good = Buffer.alloc(0)] = layoutAReports({ text: number })
    const withByte = (at: number, byte: number) => Uint8Array.from(good).with(at, byte)
    expect(readAll([Buffer.from([0, 0, 0x23, 0, 0, 0, 0, 0])])).toEqual([])
    expect(readAll([good.subarray(0, 63), Buffer.alloc(0), Buffer.alloc(64)])).toEqual([])
    for (const length of [0, 62, 255]) expect(readAll([withByte(1, length)])).toEqual([])
    expect(readAll([withByte(0, 3)])).toEqual([])
  })

  it('learns from sure reports what a full first part with an AIM id is', () => {
    const long = `${'Q'.repeat(60)}`
    const reports = layoutCReports({ text: long, aim: ']Q0' })
    // Reserved bytes that are not empty, as some relatives send them.
    reports[0]?.fill(0x01, 58, 61)
    expect(readAll(reports, { layout: null, vendorId: NEWLAND })).toEqual([scan(long, ']Q0')])
    expect(readAll([...layoutCReports({ text: number }), ...reports]).at(-1)).toEqual(scan(long, ']Q0'))
    const learnsA = [...layoutAReports({ text: number }), ...layoutAReports({ text: long, aim: ']Q0' })]
    expect(readAll(learnsA, { layout: null, vendorId: NEWLAND }).at(-1)).toEqual(scan(long, ']Q0'))
  })
})

describe('reads with a descriptor', () => {
  it('takes an AIM id from its place, and does without one that is not sent', () => {
    const device = { ...unknown, layout: layoutA }
    expect(readAll(layoutAReports({ text: number }), device)).toEqual([scan(number, ']C0')])
    expect(readAll(layoutAReports({ text: number, aim: '\0\0\0' }), device)).toEqual([scan(number)])
  })

  it('makes no wrong number where the descriptor was copied from another device', () => {
    const device = { ...unknown, layout: layoutA }
    expect(readAll(layoutBReports({ text: number }), device)).toEqual([scan(number, ']C0')])
    expect(readAll(layoutCReports({ text: number }), device)).toEqual([scan(number)])
    expect(readAll(layoutCReports({ text: number, aim: ']C0' }), device)).toEqual([scan(number, ']C0')])
  })
})

describe('reads in parts', () => {
  const long = Array.from({ length: 300 }, (_, index) => `${index} `).join('')

  it.each([
    ['A', layoutAReports],
    ['B', layoutBReports],
    ['C', layoutCReports],
  ])('are put together: %s', (_, send) => {
    expect(readAll(send({ text: long, aim: ']Q1' }))).toEqual([scan(long, ']Q1')])
  })

  it('of exactly one part and of exactly two are whole', () => {
    for (const length of [55, 56, 57, 112])
      expect(readAll(layoutAReports({ text: 'x'.repeat(length) }))).toEqual([scan('x'.repeat(length), ']C0')])
  })

  it('end with an empty part as well', () => {
    const [first] = layoutAReports({ text: 'x'.repeat(57) })
    const end = Buffer.alloc(64)
    end[0] = 2
    expect(readAll([first ?? end, end])).toEqual([scan('x'.repeat(56), ']C0')])
  })

  it('that stop coming are a disturbance, once, and never glued to the next read', () => {
    const reader = createHidPosReader(unknown)
    const [half = Buffer.alloc(64)] = layoutAReports({ text: long })
    expect(reader.push(half)).toEqual([])
    expect(reader.isWaiting()).toBe(true)
    expect(reader.silence()).toEqual([{ kind: 'disturbance', disturbance: 'WRONG_KEYS' }])
    expect(reader.silence()).toEqual([])
    expect(layoutAReports({ text: number }).flatMap((report) => reader.push(report))).toEqual([
      scan(number, ']C0'),
    ])
  })

  it('are forgotten when the device goes', () => {
    const reader = createHidPosReader(unknown)
    const [half = Buffer.alloc(64)] = layoutAReports({ text: long })
    reader.push(half)
    reader.reset()
    expect(reader.silence()).toEqual([])
    expect(layoutCReports({ text: number }).flatMap((report) => reader.push(report))).toEqual([scan(number)])
  })

  it('are not continued by another kind of code, nor over a part that cannot be read', () => {
    const [half = Buffer.alloc(64)] = layoutAReports({ text: long, aim: ']Q0' })
    const broken = { kind: 'disturbance', disturbance: 'WRONG_KEYS' }
    expect(readAll([half, ...layoutAReports({ text: number })])).toEqual([broken, scan(number, ']C0')])
    const hole = Buffer.from(half)
    hole[1] = 99
    const sameKind = layoutAReports({ text: number, aim: ']Q0' })
    expect(readAll([half, hole, ...sameKind])).toEqual([broken, scan(number, ']Q0')])
  })

  it('are capped, reported once, and the next read is whole', () => {
    const endless = layoutAReports({ text: 'x'.repeat(20_000), aim: ']Q0' })
    const tooLong = { kind: 'disturbance', disturbance: 'TOO_LONG' }
    expect(readAll([...endless, ...layoutAReports({ text: number })])).toEqual([tooLong, scan(number, ']C0')])
    expect(readAll(layoutAReports({ text: 'x'.repeat(4097), aim: ']Q0' }))).toEqual([tooLong])
    // 2,800 characters, but more than 8 KiB.
    expect(readAll(layoutAReports({ text: '会'.repeat(2800), aim: ']Q0' }))).toEqual([tooLong])
  })
})

describe('what is no scan', () => {
  const answer = (reports: readonly Uint8Array[]) => readAll(reports).map(({ kind }) => kind)

  it('Honeywell answers', () => {
    expect(answer(layoutAReports({ text: 'REVINF\u0006.', aim: ']Z6' }))).toEqual(['answer'])
    const menu = layoutAReports({ text: 'Product Name: X\r\n'.repeat(20), aim: ']X0', symbology: 0x3f })
    expect(answer(menu)).toEqual(['answer'])
    // An ISBN comes with the same id.
    expect(answer(layoutAReports({ text: number, aim: ']X0', symbology: 0x69 }))).toEqual(['text'])
  })

  it('Newland answers', () => {
    const bytes = Uint8Array.of(0x02, 0x00, 0x00, 0x08, 0x45, 0x4c, 0x30, 0x33)
    expect(answer(layoutCReports({ text: bytes }))).toEqual(['answer'])
  })

  it('NoRead texts', () => {
    expect(readAll(layoutCReports({ text: 'NoRead\r' }))).toEqual([
      { kind: 'disturbance', disturbance: 'NO_READ' },
    ])
  })
})

describe('any reports', () => {
  const anyReport = fc.oneof(
    fc.uint8Array({ maxLength: 70 }),
    // Likely ones: the right id, a short length, an AIM id here and there.
    fc
      .tuple(fc.integer({ min: 0, max: 62 }), fc.constantFrom('', ']C0', '\0]Q1', ']Z6', ']X0'), fc.boolean())
      .chain(([length, head, goesOn]) =>
        fc.uint8Array({ minLength: 64, maxLength: 64 }).map((bytes) => {
          bytes.set([2, length, ...Buffer.from(head, 'latin1')])
          bytes[63] = goesOn ? 1 : 0
          return bytes
        }),
      ),
  )

  it('never throw, and deliver only bytes that were in them', () => {
    const runs = Number(process.env.FUZZ_RUNS ?? 5_000)
    const layouts = fc.constantFrom(null, layoutA, layoutB, layoutC)
    fc.assert(
      fc.property(fc.array(anyReport, { maxLength: 8 }), layouts, (reports, layout) => {
        const reader = createHidPosReader({ layout, vendorId: 0 })
        const sent: number[][] = []
        for (const report of reports) {
          const reads = reader.push(report)
          sent.push([...report])
          for (const read of reads)
            if (read.kind !== 'disturbance') expect(isMadeOf(read.text, sent)).toBe(true)
        }
        reader.silence()
        expect(reader.isWaiting()).toBe(false)
      }),
      { numRuns: runs },
    )
  })
})

/** The text is what lay in a row of reports, one piece of each, in order, ending in the last one. */
function isMadeOf(text: string, reports: readonly number[][]): boolean {
  const asUtf8 = Buffer.from(text, 'utf8')
  const asLatin1 = Buffer.from(text, 'latin1')
  return [asUtf8, asLatin1].some((bytes) => endsIn(bytes, reports))
}

function endsIn(bytes: Buffer, reports: readonly number[][]): boolean {
  if (bytes.length === 0) return true
  const last = Buffer.from(reports.at(-1) ?? [])
  for (let length = Math.min(bytes.length, 61); length >= 0; length--) {
    const piece = bytes.subarray(bytes.length - length)
    if (length === 0 && reports.length < 2) return false
    if (last.includes(piece) && endsIn(bytes.subarray(0, bytes.length - length), reports.slice(0, -1)))
      return true
  }
  return false
}
