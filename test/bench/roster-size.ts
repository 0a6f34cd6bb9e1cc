// How the encodings of a shard were chosen: the same members written in other ways, and packed at other levels.
//   node test/bench/roster-size.ts --roster DIR [--rows 80000]      (DIR: a published roster)
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { narrowest } from '../../shared/roster/columns.ts'
import { type Column, encodeContainer, readContainer } from '../../shared/roster/container.ts'
import { parseManifest } from '../../shared/roster/manifest.ts'
import { encodeTexts, openTexts } from '../../shared/roster/text-dictionary.ts'
import { unpackNow } from '../../terminal/roster/unpack-file.ts'

const { values } = parseArgs({
  options: { roster: { type: 'string' }, rows: { type: 'string', default: '80000' } },
})
if (values.roster === undefined) throw new Error('--roster DIR is needed')
const parsed = parseManifest(readFileSync(join(values.roster, 'manifest.json')))
if (!parsed.ok) throw new Error(parsed.error.detail)
const wanted = Number(values.rows)
const union = parsed.value.unions.toSorted((a, b) => Math.abs(a.rows - wanted) - Math.abs(b.rows - wanted))[0]
if (!union) throw new Error('no union')
const raw = unpackNow(readFileSync(join(values.roster, 'files', union.sha256)), union)
if (!raw.ok) throw new Error(raw.error.detail)
const container = readContainer(raw.value)
if (!container.ok) throw new Error(container.error.detail)
const columns = Object.fromEntries(container.value.columns)
const rows = union.rows

process.stdout.write(
  `${rows} members; bytes a member\n\nway of writing                         raw  packed\n`,
)
say('as published', columns)
say('names in one dictionary', wholeNames(columns))
say('gaps without jumps', { ...columns, serialGap: plainGaps(columns), jumpSerial: new Uint32Array() })
say('days and registrations of everyone shuffled', {
  ...columns,
  issuedOn: shuffled(columns.issuedOn),
  historyIndex: shuffled(columns.historyIndex),
})
process.stdout.write('\nzstd level  packed  MB/s packing  MB/s unpacking\n')
for (const level of [1, 3, 6, 9, 12, 15, 19]) {
  const packed = pack(raw.value, level)
  const [packingMs, unpackingMs] = [
    timed(() => pack(raw.value, level)),
    timed(() => zstdDecompressSync(packed)),
  ]
  const speed = (ms: number) => (raw.value.length / 1000 / ms).toFixed(0).padStart(13)
  process.stdout.write(
    `${String(level).padStart(10)}${each(packed.length)}${speed(packingMs)}${speed(unpackingMs)}\n`,
  )
}
process.stdout.write('\ncolumn             raw  packed alone\n')
for (const [name, column] of Object.entries(columns)) {
  const bytes = new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
  process.stdout.write(`${name.padEnd(14)}${each(bytes.length)}${each(pack(bytes, 12).length)}\n`)
}

function say(what: string, changed: Record<string, Column>): void {
  const written = encodeContainer({}, changed)
  process.stdout.write(`${what.padEnd(34)}${each(written.length)}${each(pack(written, 12).length)}\n`)
}

function pack(bytes: Uint8Array, level: number): Uint8Array {
  const params = { [constants.ZSTD_c_compressionLevel]: level, [constants.ZSTD_c_checksumFlag]: 1 }
  return zstdCompressSync(bytes, { params })
}

/** Every distinct name once, and one index a row. */
function wholeNames({
  nameHeadIndex,
  nameTailIndex,
  nameHeadUtf8,
  nameHeadEnd,
  ...others
}: Record<string, Column>) {
  const { nameTailUtf8, nameTailEnd, ...rest } = others
  const textsOf = (utf8: Column | undefined, ends: Column | undefined) => {
    const texts = utf8 && ends ? openTexts('name', utf8, ends) : null
    return texts?.ok ? texts.value : []
  }
  const heads = textsOf(nameHeadUtf8, nameHeadEnd)
  const tails = textsOf(nameTailUtf8, nameTailEnd)
  const ids = new Map<string, number>()
  const index = Uint32Array.from({ length: rows }, (_, row) => {
    const name = `${heads[nameHeadIndex?.[row] ?? 0]}${tails[nameTailIndex?.[row] ?? 0]}`
    const id = ids.get(name) ?? ids.size
    ids.set(name, id)
    return id
  })
  const { utf8, ends, positions } = encodeTexts([...ids.keys()])
  return {
    ...rest,
    nameUtf8: utf8,
    nameEnd: ends,
    nameIndex: narrowest(index.map((id) => positions[id] ?? 0)),
  }
}

/** The distance to the serial before in one column wide enough for all of them. */
function plainGaps({ groupStart, serialGap, jumpSerial }: Record<string, Column>): Column {
  const starts = new Set(groupStart)
  let jump = 0
  let serial = 0
  return narrowest(
    Uint32Array.from({ length: rows }, (_, row) => {
      const gap = serialGap?.[row] ?? 0
      const before = starts.has(row) ? 0 : serial
      serial = gap === 0 ? (jumpSerial?.[jump++] ?? 0) : serial + gap
      return serial - before
    }),
  )
}

function shuffled(column: Column | undefined): Column {
  const copy = column?.slice() ?? new Uint8Array()
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1))
    const swapped = copy[i] ?? 0
    copy[i] = copy[j] ?? 0
    copy[j] = swapped
  }
  return copy
}

/** Milliseconds, the best of five. */
function timed(run: () => unknown): number {
  const runs = Array.from({ length: 5 }, () => {
    const startedAt = performance.now()
    run()
    return performance.now() - startedAt
  })
  return Math.min(...runs)
}

function each(bytes: number): string {
  return (bytes / rows).toFixed(2).padStart(8)
}
