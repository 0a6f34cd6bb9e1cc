// The container of roster files: a valid *safetensors* file. u64 length, JSON header, then plain typed arrays without holes.
// Must not know what the columns mean. Compression is outside. docs/roster-format.md describes it for other programs.
import { ok, type Result } from '../core/result.ts'
import { problem, type ShardProblem } from './shard-problem.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

export type Column = Uint8Array | Uint16Array | Uint32Array

export interface Container {
  readonly metadata: ReadonlyMap<string, string>
  readonly columns: ReadonlyMap<string, Column>
}

const MAX_HEADER_BYTES = 64 * 1024
const MAX_COLUMNS = 64
const elementBytes: ReadonlyMap<unknown, 1 | 2 | 4> = new Map([
  ['U8', 1],
  ['U16', 2],
  ['U32', 4],
] as const)

/** Wide elements first and names in order: everything is aligned without padding, and equal content is equal bytes. */
export function encodeContainer(
  metadata: Readonly<Record<string, string>>,
  columns: Readonly<Record<string, Column>>,
): Uint8Array<ArrayBuffer> {
  const ordered = Object.entries(columns).sort(
    ([a, x], [b, y]) => y.BYTES_PER_ELEMENT - x.BYTES_PER_ELEMENT || (a < b ? -1 : 1),
  )
  const header: Record<string, unknown> = { __metadata__: metadata }
  let dataBytes = 0
  for (const [name, column] of ordered) {
    const offsets = [dataBytes, dataBytes + column.byteLength]
    header[name] = {
      dtype: `U${column.BYTES_PER_ELEMENT * 8}`,
      shape: [column.length],
      data_offsets: offsets,
    }
    dataBytes += column.byteLength
  }
  const json = encodeUtf8(JSON.stringify(header))
  const headerBytes = Math.ceil(json.length / 8) * 8
  const raw = new Uint8Array(8 + headerBytes + dataBytes)
  new DataView(raw.buffer).setUint32(0, headerBytes, true)
  raw.fill(0x20, 8, 8 + headerBytes)
  raw.set(json, 8)
  let at = 8 + headerBytes
  for (const [, column] of ordered) {
    raw.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at)
    at += column.byteLength
  }
  return raw
}

/** The columns are views into `raw` (or into one aligned copy of it): it must not change afterwards. */
export function readContainer(raw: Uint8Array): Result<Container, ShardProblem> {
  if (raw.length < 8) return problem('TRUNCATED', 'no header length')
  const lengths = new DataView(raw.buffer, raw.byteOffset, 8)
  const headerBytes = lengths.getUint32(0, true) + lengths.getUint32(4, true) * 2 ** 32
  if (headerBytes > MAX_HEADER_BYTES || headerBytes % 8 !== 0) return problem('BAD_HEADER', 'header length')
  if (8 + headerBytes > raw.length) return problem('TRUNCATED', 'header')
  const header = parseObject(decodeUtf8(raw, 8, 8 + headerBytes))
  if (!header) return problem('BAD_HEADER', 'not a JSON object')

  const metadata = new Map<string, string>()
  for (const [key, value] of Object.entries(parseNested(header.__metadata__) ?? {})) {
    if (typeof value !== 'string') return problem('BAD_HEADER', '__metadata__ holds something else than text')
    metadata.set(key, value)
  }
  const descriptions: Description[] = []
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const description = describe(name, value)
    if (!description) return problem('BAD_HEADER', `description of column ${descriptions.length}`)
    descriptions.push(description)
  }
  if (descriptions.length > MAX_COLUMNS) return problem('BAD_HEADER', 'too many columns')
  return cutColumns(raw, 8 + headerBytes, metadata, descriptions)
}

interface Description {
  readonly name: string
  readonly width: 1 | 2 | 4
  readonly length: number
  readonly from: number
  readonly to: number
}

function describe(name: string, value: unknown): Description | null {
  const entry = parseNested(value)
  if (!entry || Object.keys(entry).length !== 3) return null
  const width = elementBytes.get(entry.dtype)
  const [length, ...otherAxes] = naturals(entry.shape)
  const [from, to, ...otherOffsets] = naturals(entry.data_offsets)
  if (width === undefined || length === undefined || from === undefined || to === undefined) return null
  if (otherAxes.length > 0 || otherOffsets.length > 0 || to - from !== length * width) return null
  return { name, width, length, from, to }
}

/** Every byte of the data belongs to exactly one column: no overlap, no hole, nothing behind the last. */
function cutColumns(
  raw: Uint8Array,
  dataStart: number,
  metadata: ReadonlyMap<string, string>,
  descriptions: readonly Description[],
): Result<Container, ShardProblem> {
  const aligned = raw.byteOffset % 8 === 0 ? raw : raw.slice()
  const columns = new Map<string, Column>()
  let expected = 0
  for (const { name, width, length, from, to } of [...descriptions].sort(
    (a, b) => a.from - b.from || a.to - b.to,
  )) {
    if (from !== expected) return problem('BAD_LAYOUT', 'columns overlap or leave a hole')
    if (dataStart + to > raw.length) return problem('TRUNCATED', 'data')
    if (from % width !== 0) return problem('BAD_LAYOUT', 'column not aligned')
    const start = aligned.byteOffset + dataStart + from
    if (width === 1) columns.set(name, new Uint8Array(aligned.buffer, start, length))
    else if (width === 2) columns.set(name, new Uint16Array(aligned.buffer, start, length))
    else columns.set(name, new Uint32Array(aligned.buffer, start, length))
    expected = to
  }
  if (dataStart + expected !== raw.length) return problem('BAD_LAYOUT', 'bytes behind the last column')
  return ok({ metadata, columns })
}

function parseObject(json: string | null): Record<string, unknown> | null {
  if (json === null) return null
  try {
    return parseNested(JSON.parse(json))
  } catch {
    return null
  }
}

function parseNested(value: unknown): Record<string, unknown> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
}

function naturals(value: unknown): readonly (number | undefined)[] {
  if (!Array.isArray(value) || value.length > 2) return []
  return value.map((n: unknown) =>
    typeof n === 'number' && Number.isSafeInteger(n) && n >= 0 ? n : undefined,
  )
}
