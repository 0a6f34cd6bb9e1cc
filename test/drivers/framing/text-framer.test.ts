// Framing with bytes broken everywhere.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTextFramer, type Framed, MAX_READ_BYTES } from '../../../drivers/framing/text-framer.ts'
import { ssiPacket } from './ssi-packet.ts'

const text = (value: string): Framed => ({ kind: 'text', text: value })
const disturbed = (disturbance: 'TOO_LONG' | 'NO_READ' | 'WRONG_MODE'): Framed => ({
  kind: 'disturbance',
  disturbance,
})

const bytesOf = (value: string): Uint8Array => new TextEncoder().encode(value)

function frame(...chunks: readonly (string | Uint8Array)[]): readonly Framed[] {
  const framer = createTextFramer()
  return chunks.flatMap((chunk) => framer.push(typeof chunk === 'string' ? bytesOf(chunk) : chunk))
}

/** The bytes cut in two at every boundary, and one by one. */
function everyCut(bytes: Uint8Array): readonly Uint8Array[][] {
  const inTwo = [...bytes.keys()].map((at) => [bytes.slice(0, at), bytes.slice(at)])
  return [...inTwo, [...bytes].map((byte) => Uint8Array.of(byte))]
}

const terminators = { CR: '\r', LF: '\n', CRLF: '\r\n', TAB: '\t', NUL: '\0', ETX: '\x03' }

describe('terminators', () => {
  for (const [name, terminator] of Object.entries(terminators)) {
    it(`cuts at ${name}, wherever the bytes are broken`, () => {
      for (const chunks of everyCut(bytesOf(`9010000123${terminator}`)))
        expect(frame(...chunks)).toEqual([text('9010000123')])
    })

    it(`cuts three reads with ${name} out of one chunk`, () => {
      const one = `9010000123${terminator}`
      const other = `9020000123${terminator}`
      expect(frame(one + other + one).map((framed) => framed.kind === 'text' && framed.text)).toEqual([
        '9010000123',
        '9020000123',
        '9010000123',
      ])
    })
  }

  it('takes STX and ETX off, with or without more suffixes', () => {
    for (const chunks of everyCut(bytesOf('\x029010000123\x03\r\n')))
      expect(frame(...chunks)).toEqual([text('9010000123')])
  })

  it('keeps the AIM wrapping, letters and spaces for whoever knows cards', () => {
    expect(frame(']C09010000123\r', '*9010000123*\r', '901 000 0123\r')).toEqual([
      text(']C09010000123'),
      text('*9010000123*'),
      text('901 000 0123'),
    ])
  })

  it('says nothing about empty reads', () => {
    expect(frame('\r\n\r\n\t\0', '\x02\x03')).toEqual([])
  })

  it('does not glue what was left before STX to the read behind it', () => {
    expect(frame('901\x029010000123\x03')).toEqual([text('901'), text('9010000123')])
  })
})

describe('silence', () => {
  it('ends the read of a scanner without suffix', () => {
    const framer = createTextFramer()
    expect(framer.push(bytesOf('90100'))).toEqual([])
    expect(framer.push(bytesOf('00123'))).toEqual([])
    expect(framer.silence()).toEqual([text('9010000123')])
    expect(framer.silence()).toEqual([])
  })

  it('is not a read of its own after a terminator', () => {
    const framer = createTextFramer()
    expect(framer.push(bytesOf('9010000123\r'))).toEqual([text('9010000123')])
    expect(framer.silence()).toEqual([])
  })

  it('lets a suffix come late without a second read', () => {
    const framer = createTextFramer()
    framer.push(bytesOf('9010000123'))
    expect([...framer.silence(), ...framer.push(bytesOf('\r\n'))]).toEqual([text('9010000123')])
  })

  it('lets a single character be a read', () => {
    const framer = createTextFramer()
    framer.push(bytesOf('9'))
    expect(framer.silence()).toEqual([text('9')])
  })
})

it('knows whether the scanner sends a suffix, by its last read', () => {
  const framer = createTextFramer()
  const says: boolean[] = [framer.sendsSuffix()]
  framer.push(bytesOf('9010000123\r'))
  says.push(framer.sendsSuffix())
  framer.push(bytesOf('9010000123'))
  framer.silence()
  says.push(framer.sendsSuffix())
  framer.push(bytesOf('\r\n'))
  says.push(framer.sendsSuffix())
  framer.push(bytesOf('9010000123\r'))
  framer.reset()
  says.push(framer.sendsSuffix())
  expect(says).toEqual([false, true, false, false, false])
})

it('forgets half a read on reset', () => {
  const framer = createTextFramer()
  framer.push(bytesOf('90100'))
  framer.reset()
  expect(framer.push(bytesOf('9020000123\r'))).toEqual([text('9020000123')])
})

describe('the cap', () => {
  const full = 'x'.repeat(MAX_READ_BYTES)

  it('lets the longest read through', () => {
    expect(frame(`${full}\r`)).toEqual([text(full)])
  })

  it('reports one byte more once, and the next read is whole', () => {
    for (const chunks of [
      [`${full}y\r9010000123\r`],
      [full, 'y', '\r', '9010000123\r'],
      [`${full}y`, 'zz\r9010000123\r'],
    ])
      expect(frame(...chunks)).toEqual([disturbed('TOO_LONG'), text('9010000123')])
  })

  it('holds no more than the cap, whatever comes', () => {
    expect(frame(...Array.from({ length: 100 }, () => full))).toEqual([disturbed('TOO_LONG')])
  })

  it('starts anew after silence, or a scanner without suffix would be deaf for ever', () => {
    const framer = createTextFramer()
    expect(framer.push(bytesOf(`${full}yyy`))).toEqual([disturbed('TOO_LONG')])
    expect(framer.silence()).toEqual([])
    framer.push(bytesOf('9010000123'))
    expect(framer.silence()).toEqual([text('9010000123')])
  })
})

describe('a scanner that read nothing', () => {
  for (const said of ['NoRead', '%%NoRead', 'NOREAD', 'no read', '<NO-READ>', 'NO_READ!'])
    it(`says so: ${said}`, () => expect(frame(`${said}\r`)).toEqual([disturbed('NO_READ')]))

  it('is not a text that merely holds those letters', () => {
    expect(frame('noreader\r', 'NoRead9010000123\r')).toEqual([text('noreader'), text('NoRead9010000123')])
  })
})

describe('a scanner that talks SSI', () => {
  const packet = ssiPacket({ opcode: 0xf3, status: 0, data: [0x03, ...bytesOf('9010000123')] })

  it('is in the wrong mode, wherever the bytes are broken', () => {
    for (const chunks of everyCut(packet)) expect(frame(...chunks)).toEqual([disturbed('WRONG_MODE')])
  })

  it('is recognised when its length byte is a terminator, and for events', () => {
    for (const data of [
      [3, ...bytesOf('90100001')],
      [3, ...bytesOf('9010')],
      [3, ...bytesOf('90100')],
    ])
      expect(frame(ssiPacket({ opcode: 0xf3, status: 0, data }))).toEqual([disturbed('WRONG_MODE')])
    expect(frame(ssiPacket({ opcode: 0xf6, status: 0, data: [0x0a] }))).toEqual([disturbed('WRONG_MODE')])
  })

  it('is reported once, though it repeats what nobody acknowledged', () => {
    const again = ssiPacket({ opcode: 0xf3, status: 1, data: [0x03, ...bytesOf('9010000123')] })
    expect(frame(packet, again, again)).toEqual([disturbed('WRONG_MODE')])
  })

  it('is not believed without its checksum', () => {
    const wrong = packet.map((byte, at) => (at === packet.length - 1 ? byte ^ 1 : byte))
    expect(frame(wrong).filter((framed) => framed.kind === 'disturbance')).toEqual([])
  })
})

it('gives the same reads however the bytes are cut', () => {
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc.constantFrom(...Object.values(terminators), '\x02', '9010000123', '%%NoRead').map(bytesOf),
    fc.constant(bytesOf('z'.repeat(MAX_READ_BYTES))),
    fc
      .uint8Array({ minLength: 1, maxLength: 12 })
      .map((data) => ssiPacket({ opcode: 0xf3, status: 0, data: [...data] })),
  )
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }),
      fc.infiniteStream(fc.integer({ min: 1, max: 5000 })),
      (pieces, sizes) => {
        const bytes = Uint8Array.from(pieces.flatMap((part) => [...part]))
        const chunks: Uint8Array[] = []
        for (let at = 0; at < bytes.length; ) {
          const size = sizes.next().value ?? 1
          chunks.push(bytes.slice(at, at + size))
          at += size
        }
        const [whole, cut] = [createTextFramer(), createTextFramer()]
        expect([...chunks.flatMap((chunk) => cut.push(chunk)), ...cut.silence()]).toEqual([
          ...whole.push(bytes),
          ...whole.silence(),
        ])
      },
    ),
    { numRuns: 500 },
  )
})

it('never delivers a number that was not sent, nor more than the cap', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 40 }), (chunks) => {
      const sent = new TextDecoder('latin1').decode(Uint8Array.from(chunks.flatMap((chunk) => [...chunk])))
      for (const framed of frame(...chunks)) {
        if (framed.kind !== 'text') continue
        expect(framed.text.length).toBeLessThanOrEqual(MAX_READ_BYTES)
        if (/^[0-9]+$/.test(framed.text)) expect(sent).toContain(framed.text)
      }
    }),
    { numRuns: 500 },
  )
})
