// Damaged and hostile bytes: a value that says what is wrong, never a throw, never a hang, never a member that was not there.
import { createHash } from 'node:crypto'
import { constants, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day } from '../../shared/core/day.ts'
import { encodeContainer, readContainer } from '../../shared/roster/container.ts'
import { encodeShard, type ShardMember } from '../../shared/roster/encode-shard.ts'
import { encodeMovedIndex, openMovedIndex } from '../../shared/roster/moved-index.ts'
import { openShard } from '../../shared/roster/open-shard.ts'
import { encodeUtf8 } from '../../shared/roster/utf8.ts'
import { unpack, unpackNow } from '../../terminal/roster/unpack-file.ts'
import { listArbitrary } from './members.ts'
import { member, numberOf } from './publish.ts'

const header = { unionCode: '901', asOf: day('2026-07-05') }
const rich: ShardMember = {
  ...member('901', 700, '𠮷*'),
  membership: {
    issuedOn: day('2023-05-20'),
    registeredOn: ['2024-05-28', '2025-05-28'].map(day),
    cancelledOn: day('2026-01-01'),
    stoppedOn: day('2026-01-02'),
    protection: [{ from: day('2025-07-01'), to: day('2026-06-30') }],
  },
}
const members = [member('901', 1), member('901', 2, '欧**娜'), rich, member('902', 9_999_999)]
const raw = encodeShard(header, members)

/** Opens and, when that works, uses everything there is. */
function use(bytes: Uint8Array): string {
  const shard = openShard(bytes)
  if (!shard.ok) return shard.error.kind
  for (const prefix of ['901', '902', '000', '999']) {
    for (const serial of [0, 1, 2, 3, 700, 9_999_999]) shard.value.find(numberOf(prefix, serial))
    shard.value.numbers.eachOf(prefix, () => {})
  }
  return 'OPEN'
}

type Columns = Record<string, Uint8Array | Uint16Array | Uint32Array>

/** The good shard's columns and metadata, copied, with some of them replaced. */
function forged(
  columns: Columns | ((good: Columns) => Columns),
  metadata: Record<string, string> = {},
): Uint8Array {
  const container = readContainer(raw.slice())
  if (!container.ok) throw new Error('the good shard is not good')
  const good = Object.fromEntries(container.value.columns)
  const changed = typeof columns === 'function' ? columns(good) : { ...good, ...columns }
  return encodeContainer({ ...Object.fromEntries(container.value.metadata), ...metadata }, changed)
}

/** The good shard with every value of one column replaced. */
const filled =
  (name: string, value: number) =>
  (good: Columns): Columns => ({ ...good, [name]: good[name]?.slice().fill(value) ?? new Uint8Array() })

function withHeader(json: string, data: Uint8Array = new Uint8Array()): Uint8Array {
  const text = encodeUtf8(json.padEnd(Math.ceil(json.length / 8) * 8))
  const bytes = new Uint8Array(8 + text.length + data.length)
  new DataView(bytes.buffer).setUint32(0, text.length, true)
  bytes.set(text, 8)
  bytes.set(data, 8 + text.length)
  return bytes
}

describe('a damaged shard', () => {
  it('is refused when cut at any byte', () => {
    for (let length = 0; length < raw.length; length++) expect(use(raw.slice(0, length))).not.toBe('OPEN')
  })

  it('never throws when any bit is flipped', () => {
    for (let bit = 0; bit < raw.length * 8; bit++) {
      const flipped = raw.slice()
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      use(flipped)
    }
  })

  it('is refused by size and SHA-256 before anything decodes it', async () => {
    const packed = zstdCompressSync(raw, { params: { [constants.ZSTD_c_checksumFlag]: 1 } })
    const sha256 = createHash('sha256').update(packed).digest('hex')
    const file = { rows: 4, bytes: packed.length, rawBytes: raw.length, sha256 }
    expect(unpackNow(packed, file)).toMatchObject({ ok: true })
    expect(await unpack(packed, file)).toEqual(unpackNow(packed, file))
    for (let at = 0; at < packed.length; at++) {
      const flipped = Uint8Array.from(packed)
      flipped[at] = (flipped[at] ?? 0) ^ 0x10
      expect(unpackNow(flipped, file)).toMatchObject({ error: { kind: 'DAMAGED_FILE' } })
      expect(unpackNow(packed.subarray(0, at), file)).toMatchObject({ error: { kind: 'TRUNCATED_FILE' } })
      // And the decoder alone, as if the manifest had been made for the flipped bytes.
      const forgedSha = createHash('sha256').update(flipped).digest('hex')
      const decoded = unpackNow(flipped, { ...file, sha256: forgedSha })
      if (decoded.ok) use(decoded.value)
      else expect(['BAD_FILE', 'OVERSIZED_FILE']).toContain(decoded.error.kind)
    }
    expect(unpackNow(Buffer.concat([packed, packed]), file)).toMatchObject({
      error: { kind: 'OVERSIZED_FILE' },
    })
    expect(unpackNow(null, file)).toMatchObject({ error: { kind: 'MISSING_FILE' } })
  })

  it('cannot make the decoder write more than was announced', async () => {
    const packed = zstdCompressSync(new Uint8Array(50_000_000))
    const sha256 = createHash('sha256').update(packed).digest('hex')
    const file = { rows: 0, bytes: packed.length, rawBytes: 1000, sha256 }
    expect(unpackNow(packed, file)).toMatchObject({ error: { kind: 'OVERSIZED_FILE' } })
    expect(await unpack(packed, file)).toMatchObject({ error: { kind: 'OVERSIZED_FILE' } })
  })

  it('never throws on random bytes, or on good columns shuffled', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void use(bytes)))
    fc.assert(
      fc.property(listArbitrary, fc.nat(), fc.integer({ min: 0, max: 255 }), (list, at, byte) => {
        const bytes = encodeShard(header, list)
        bytes[8 + (at % (bytes.length - 8))] = byte
        use(bytes)
      }),
    )
  })
})

describe('a hostile header', () => {
  it.each([
    ['a length beyond the file', Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0), 'TRUNCATED'],
    ['a length of 2⁶⁴ − 8', Uint8Array.of(0xf8, 255, 255, 255, 255, 255, 255, 255), 'BAD_HEADER'],
    ['a length that is not aligned', Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 123, 125, 32), 'BAD_HEADER'],
    ['no JSON', withHeader('nonsense'), 'BAD_HEADER'],
    ['JSON nested a thousand times', withHeader('['.repeat(30_000)), 'BAD_HEADER'],
    ['a list', withHeader('[]'), 'BAD_HEADER'],
    ['bytes that are not UTF-8', withHeader('{}').fill(0xff, 8), 'BAD_HEADER'],
    ['metadata that is not text', withHeader('{"__metadata__":{"a":1}}'), 'BAD_HEADER'],
    ['nothing in it', withHeader('{}'), 'WRONG_VERSION'],
    ['a __proto__', withHeader('{"__proto__":{"format":"union-card-roster-shard"}}'), 'BAD_HEADER'],
  ])('with %s', (_, bytes, kind) => expect(use(bytes)).toBe(kind))

  const column = (from: unknown, to: unknown, shape: unknown = [4], dtype: unknown = 'U8') =>
    JSON.stringify({ dtype, shape, data_offsets: [from, to] })
  it.each([
    ['overlapping columns', `{"a":${column(0, 4)},"b":${column(2, 6)}}`, 'BAD_LAYOUT'],
    ['the same bytes twice', `{"a":${column(0, 4)},"b":${column(0, 4)}}`, 'BAD_LAYOUT'],
    ['a hole', `{"a":${column(0, 4)},"b":${column(8, 12)}}`, 'BAD_LAYOUT'],
    ['offsets beyond the file', `{"a":${column(0, 4e9, [4e9])}}`, 'TRUNCATED'],
    ['a backward range', `{"a":${column(4, 0)}}`, 'BAD_HEADER'],
    ['negative offsets', `{"a":${column(-4, 0)}}`, 'BAD_HEADER'],
    ['fractions', `{"a":${column(0.5, 4.5)}}`, 'BAD_HEADER'],
    ['a shape that does not fit', `{"a":${column(0, 4, [5])}}`, 'BAD_HEADER'],
    ['two dimensions', `{"a":${column(0, 4, [2, 2])}}`, 'BAD_HEADER'],
    ['an unknown type', `{"a":${column(0, 4, [4], 'F64')}}`, 'BAD_HEADER'],
    [
      'a column off its alignment',
      `{"a":${column(0, 1, [1])},"b":${column(1, 5, [1], 'U32')}}`,
      'BAD_LAYOUT',
    ],
    ['bytes behind the last column', `{"a":${column(0, 4)}}`, 'BAD_LAYOUT'],
    ['a field too many', '{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0],"x":1}}', 'BAD_HEADER'],
  ])('describing %s', (_, json, kind) => {
    const read = readContainer(withHeader(json, new Uint8Array(12)))
    expect(read).toMatchObject({ ok: false, error: { kind } })
  })
})

describe('forged columns', () => {
  it('start from a good shard', () => expect(use(forged({}))).toBe('OPEN'))

  it.each<[string, string, Record<string, string>]>([
    ['another version', 'WRONG_VERSION', { version: '2' }],
    ['another format', 'WRONG_VERSION', { format: 'x' }],
    ['an as-of day that does not exist', 'BAD_HEADER', { asOf: '2026-02-30' }],
    ['a union that is no code', 'BAD_HEADER', { union: '../..' }],
    ['metadata nobody asked for', 'BAD_HEADER', { extra: '' }],
  ])('%s', (_, kind, metadata) => expect(use(forged({}, metadata))).toBe(kind))

  it.each<[string, string, Parameters<typeof forged>[0]]>([
    ['an unknown column', 'BAD_LAYOUT', { extra: new Uint8Array(8) }],
    ['a missing column', 'BAD_LAYOUT', ({ stoppedOn: _, ...others }) => others],
    ['days of another width', 'BAD_LAYOUT', { issuedOn: new Uint32Array(4) }],
    ['a row too few', 'BAD_LAYOUT', { issuedOn: new Uint16Array(3) }],
    ['groups out of order', 'BAD_VALUES', { groupPrefix: Uint16Array.of(902, 901) }],
    ['a prefix of four digits', 'BAD_VALUES', { groupPrefix: Uint16Array.of(901, 1000) }],
    ['a group behind the end', 'BAD_VALUES', { groupStart: Uint32Array.of(0, 4) }],
    ['a group that starts late', 'BAD_VALUES', { groupStart: Uint32Array.of(1, 3) }],
    ['a serial above 9,999,999', 'BAD_VALUES', { jumpSerial: Uint32Array.of(1, 700, 1e7) }],
    ['gaps that lead above 9,999,999', 'BAD_VALUES', { jumpSerial: Uint32Array.of(9_999_999, 700, 5) }],
    ['a jump backwards', 'BAD_VALUES', { jumpSerial: Uint32Array.of(1, 1, 5) }],
    ['a jump too few', 'BAD_VALUES', { jumpSerial: Uint32Array.of(1, 700) }],
    ['a jump too many', 'BAD_VALUES', { jumpSerial: Uint32Array.of(1, 700, 701, 702) }],
    ['a group without a first serial', 'BAD_VALUES', filled('serialGap', 1)],
    ['gaps of another width', 'BAD_LAYOUT', { serialGap: new Uint16Array(4) }],
    ['a history that is not there', 'BAD_VALUES', filled('historyIndex', 9)],
    ['days out of order', 'BAD_VALUES', filled('historyDay', 5)],
    ['ends that fall', 'BAD_VALUES', { historyEnd: Uint8Array.of(2, 0) }],
    ['a name that is not there', 'BAD_VALUES', filled('nameTailIndex', 99)],
    ['names that are not UTF-8', 'BAD_VALUES', filled('nameHeadUtf8', 0xc0)],
    ['names out of order', 'BAD_VALUES', filled('nameTailUtf8', 65)],
    ['a stopped row that is not there', 'BAD_VALUES', filled('stoppedRow', 4)],
    ['stopped days without rows', 'BAD_LAYOUT', { stoppedOn: new Uint16Array(2) }],
    [
      'a row cancelled twice',
      'BAD_VALUES',
      { cancelledRow: Uint8Array.of(1, 1), cancelledOn: Uint16Array.of(1, 1) },
    ],
    ['a period that ends before it begins', 'BAD_VALUES', filled('protectionTo', 0)],
    ['periods without an end', 'BAD_LAYOUT', { protectionTo: new Uint16Array(0) }],
    ['periods left over', 'BAD_VALUES', filled('protectionEnd', 0)],
  ])('%s', (_, kind, change) => expect(use(forged(change))).toBe(kind))
})

describe('the moved index', () => {
  const keys = Float64Array.of(9_010_000_001, 9_010_000_500, 9_020_000_001)
  const index = encodeMovedIndex(keys, ['902', '001', '901'])

  it('gives back the union of every number', () => {
    const opened = openMovedIndex(index)
    if (!opened.ok) throw new Error(opened.error.detail)
    expect(opened.value.rows).toBe(3)
    const { unionCodes, unionIndexOf } = opened.value
    expect(unionCodes[unionIndexOf(numberOf('901', 500))]).toBe('001')
    expect(unionIndexOf(numberOf('901', 501))).toBe(-1)
    expect(unionCodes[unionIndexOf(numberOf('902', 1))]).toBe('901')
  })

  it('never throws, cut or flipped anywhere, and is not mistaken for a shard', () => {
    for (let at = 0; at < index.length; at++) {
      expect(openMovedIndex(index.slice(0, at)).ok).toBe(false)
      for (let bit = 0; bit < 8; bit++) {
        const flipped = index.slice()
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit)
        const opened = openMovedIndex(flipped)
        if (opened.ok) opened.value.unionIndexOf(numberOf('901', 500))
      }
    }
    expect(openShard(index)).toMatchObject({ ok: false, error: { kind: 'WRONG_VERSION' } })
    expect(openMovedIndex(raw)).toMatchObject({ ok: false, error: { kind: 'WRONG_VERSION' } })
  })
})
