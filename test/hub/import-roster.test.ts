// A union's list from CSV: encodings, headers, dates, what is refused row by row and what is refused as a whole. The outcome is
// read back through the terminal's store.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { MAX_LISTED } from '../../hub/import/import-report.ts'
import { importRoster } from '../../hub/import/import-roster.ts'
import { createNumberSet } from '../../hub/import/number-set.ts'
import { isMemberNumber } from '../../shared/card/member-number.ts'
import { day, instantOfDay } from '../../shared/core/day.ts'
import { openRosterStore } from '../../terminal/roster/roster-store.ts'

const asOf = day('2026-07-05')
const now = instantOfDay(asOf) + 1000
const chinese = '会员编号,姓名,办卡日期,年度注册,注销日期,停用日期,保障期'
const english = 'number,name,issued_on,registered_on,cancelled_on,stopped_on,protection'

function hub() {
  const data = mkdtempSync(join(tmpdir(), 'hub-'))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const dir = join(data, 'roster')
  return {
    dir,
    async import(content: string | Uint8Array, more: Partial<Parameters<typeof importRoster>[0]> = {}) {
      const csvPath = join(data, 'list.csv')
      writeFileSync(csvPath, content)
      return importRoster({ dir, csvPath, unionCode: '901', name: '演示甲工会', asOf, now, ...more })
    },
    find(number: string) {
      if (!isMemberNumber(number)) throw new Error('not a number')
      return openRosterStore({ dir, maxCachedRawBytes: 1e8 }).find(number)
    },
    snapshot: () => readdirSync(dir, { recursive: true }).map(String).sort(),
  }
}

/** The report of an import that worked. */
async function imported(content: string | Uint8Array) {
  const at = hub()
  const result = await at.import(content)
  if (!result.ok) throw new Error(result.error.kind)
  return { ...at, ...result.value }
}

describe('a good list', () => {
  const rows = [
    '9010000001,王小明,2024-05-20,2025-05-28；2026/5/9，20260601,,,',
    '9010000002,𠮷田,2024/5/2,,2026-01-02,,',
    '9010000003,"欧阳, ""娜娜""",20240502,,,2026-03-01,2025-07-01~2026-06-30;2026-07-01至2027-06-30',
    '9010000004,王,2024-05-20,,,,无',
  ]
  it.each<[string, (text: string) => Uint8Array]>([
    ['UTF-8', (text) => Buffer.from(text)],
    ['UTF-8 with a byte order mark', (text) => Buffer.from(`\ufeff${text}`)],
    ['GB18030', (text) => iconv.encode(text, 'gb18030')],
    ['GB18030 with a byte order mark', (text) => iconv.encode(`\ufeff${text}`, 'gb18030')],
    ['UTF-8 with CRLF', (text) => Buffer.from(text.replaceAll('\n', '\r\n'))],
    [
      'GB18030 with CRLF and no last line end',
      (text) => iconv.encode(text.trimEnd().replaceAll('\n', '\r\n'), 'gb18030'),
    ],
    [
      'UTF-8 with empty lines and English headers',
      (text) => Buffer.from(text.replace(chinese, english).replaceAll('\n', '\n\n')),
    ],
  ])('is read from %s', async (_, encode) => {
    const { report, find, encoding } = await imported(encode(`${chinese}\n${rows.join('\n')}\n`))
    expect(report).toEqual({ accepted: 4, rejected: 0, counts: {}, problems: [], problemsTotal: 0 })
    expect(encoding).toBe(_.startsWith('GB') ? 'gb18030' : 'utf-8')
    expect(find('9010000001')).toMatchObject({
      kind: 'FOUND',
      asOf,
      member: {
        maskedName: '王*明',
        unionCode: '901',
        membership: {
          issuedOn: '2024-05-20',
          registeredOn: ['2025-05-28', '2026-05-09', '2026-06-01'],
          cancelledOn: null,
          stoppedOn: null,
        },
      },
    })
    expect(find('9010000002')).toMatchObject({
      member: { maskedName: '𠮷*', membership: { issuedOn: '2024-05-02', cancelledOn: '2026-01-02' } },
    })
    expect(find('9010000003')).toMatchObject({
      member: {
        membership: {
          stoppedOn: '2026-03-01',
          protection: [
            { from: '2025-07-01', to: '2026-06-30' },
            { from: '2026-07-01', to: '2027-06-30' },
          ],
        },
      },
    })
    expect(find('9010000004')).toMatchObject({ member: { maskedName: '*', membership: { protection: [] } } })
  })

  it('needs only three columns, in any order, with headers in full width or capitals', async () => {
    const { find } = await imported('ＮＡＭＥ, Issued_On ,会员编号\n王明,2024-05-20,９０１００００００１\n')
    expect(find('9010000001')).toMatchObject({ member: { maskedName: '王*' } })
  })

  it('is the same, cut into chunks anywhere', async () => {
    // Larger than a chunk of the disk, so that characters of two, three and four bytes lie across its borders.
    const many = Array.from(
      { length: 9000 },
      (_, i) => `901${String(i + 1).padStart(7, '0')},王𠮷明${'𠮷'.repeat(i % 3)},2024-05-20`,
    )
    for (const encoding of ['utf-8', 'gb18030']) {
      const { report, find } = await imported(
        iconv.encode(`number,name,issued_on\n${many.join('\n')}`, encoding),
      )
      expect(report.accepted).toBe(9000)
      for (const serial of [1, 4500, 9000]) {
        const stars = '*'.repeat(1 + ((serial - 1) % 3))
        const last = (serial - 1) % 3 === 0 ? '明' : '𠮷'
        expect(find(`901${String(serial).padStart(7, '0')}`)).toMatchObject({
          member: { maskedName: `王${stars}${last}` },
        })
      }
    }
  })
})

describe('a row is rejected by line and code', () => {
  const good = '9010000001,王小明,2024-05-20,,,,'
  it.each<[string, string, string, string | undefined]>([
    ['a number of nine digits', '901000001,王小明,2024-05-20,,,,', 'BAD_NUMBER', 'number'],
    ['a number with a letter O', '90100O0001,王小明,2024-05-20,,,,', 'BAD_NUMBER', 'number'],
    ['a number in scientific notation', '9.01E+09,王小明,2024-05-20,,,,', 'BAD_NUMBER', 'number'],
    ['no number', ',王小明,2024-05-20,,,,', 'MISSING_VALUE', 'number'],
    ['no name', '9010000002, ,2024-05-20,,,,', 'MISSING_VALUE', 'name'],
    ['no issue date', '9010000002,王小明,,,,,', 'MISSING_VALUE', 'issued_on'],
    ['a name with a control character', '9010000002,王\u0007明,2024-05-20,,,,', 'BAD_NAME', 'name'],
    ['a name without end', `9010000002,${'王'.repeat(65)},2024-05-20,,,,`, 'BAD_NAME', 'name'],
    ['a month 13', '9010000002,王小明,2024-13-20,,,,', 'BAD_DATE', 'issued_on'],
    ['30 February', '9010000002,王小明,2024/2/30,,,,', 'BAD_DATE', 'issued_on'],
    ['an American date', '9010000002,王小明,5/20/2024,,,,', 'BAD_DATE', 'issued_on'],
    ['a date before there were days', '9010000002,王小明,1969-12-31,,,,', 'BAD_DATE', 'issued_on'],
    [
      'one bad registration of two',
      '9010000002,王小明,2024-05-20,2025-05-28;2026-99-01,,,',
      'BAD_DATE',
      'registered_on',
    ],
    ['an issue date after the list', '9010000002,王小明,2026-07-06,,,,', 'FUTURE_DATE', 'issued_on'],
    [
      'a registration after the list',
      '9010000002,王小明,2024-05-20,2027-05-01,,,',
      'FUTURE_DATE',
      'registered_on',
    ],
    [
      'a cancellation after the list',
      '9010000002,王小明,2024-05-20,,2026-08-01,,',
      'FUTURE_DATE',
      'cancelled_on',
    ],
    ['half a period', '9010000002,王小明,2024-05-20,,,,2025-07-01', 'BAD_PERIOD', 'protection'],
    [
      'a period backwards',
      '9010000002,王小明,2024-05-20,,,,2025-07-01~2024-06-30',
      'BAD_PERIOD',
      'protection',
    ],
    ['a cell too few', '9010000002,王小明,2024-05-20,,,', 'WRONG_COLUMN_COUNT', undefined],
    ['a cell too many', '9010000002,王小明,2024-05-20,,,,,', 'WRONG_COLUMN_COUNT', undefined],
    ['a number listed before', good, 'DUPLICATE_NUMBER', 'number'],
    ['quotation marks that do not match', '9010000002,王"小"明,2024-05-20,,,,', 'BAD_QUOTES', undefined],
  ])('%s', async (_, bad, code, column) => {
    const { report, find } = await imported([english, good, bad, '9010000009,李明,2024-05-20,,,,'].join('\n'))
    expect(report).toMatchObject({ accepted: 2, rejected: 1, counts: { [code]: 1 }, problemsTotal: 1 })
    expect(report.problems[0]).toMatchObject({ line: 3, code, ...(column ? { column } : {}) })
    expect(find('9010000001').kind).toBe('FOUND')
    expect(find('9010000009').kind).toBe('FOUND')
    expect(JSON.stringify(report)).not.toMatch(/王|小明|\d{10}/)
  })

  it('with everything that is wrong with it, and the number masked', async () => {
    const { report } = await imported(`${english}\n${good}\n9010000002,,2024-99-99,x,2030-01-01,,y\n`)
    expect(report.rejected).toBe(1)
    expect(report.problems.map(({ code, column }) => `${code} ${column}`)).toEqual([
      'MISSING_VALUE name',
      'BAD_DATE issued_on',
      'BAD_DATE registered_on',
      'FUTURE_DATE cancelled_on',
      'BAD_PERIOD protection',
    ])
    expect(report.problems.every(({ maskedNumber }) => maskedNumber === '901****002')).toBe(true)
  })

  it('by the line of the file, also behind a cell of several lines', async () => {
    const { report } = await imported(
      `${english}\n9010000001,"王\n明",2024-05-20,,,,\n\n901,王明,2024-05-20,,,,\n${good}\n`,
    )
    expect(report.problems).toMatchObject([
      { line: 3, code: 'BAD_NAME' },
      { line: 5, code: 'BAD_NUMBER' },
    ])
  })

  it('and the list of problems is capped, not the count', async () => {
    const bad = Array.from({ length: MAX_LISTED + 500 }, () => '1,王明,2024-05-20,,,,')
    const { report } = await imported([english, good, ...bad].join('\n'))
    expect(report.problems).toHaveLength(MAX_LISTED)
    expect(report).toMatchObject({ rejected: MAX_LISTED + 500, problemsTotal: MAX_LISTED + 500 })
  })

  it('but an unknown column is only noted, by its position', async () => {
    const { report } = await imported(
      'number,name,身份证号,issued_on\n9010000001,王明,310000190001010000,2024-05-20\n',
    )
    expect(report).toMatchObject({ accepted: 1, rejected: 0 })
    expect(report.problems).toEqual([{ line: 1, code: 'UNKNOWN_HEADER', position: 3 }])
  })
})

describe('a file is refused as a whole, and nothing changes, when', () => {
  const row = '9010000001,王小明,2024-05-20,,,,\n'
  it.each<[string, string, string | Uint8Array]>([
    ['it is empty', 'NO_HEADER', ''],
    ['it has no header', 'NO_HEADER', row.repeat(3)],
    ['a required column is missing', 'NO_HEADER', 'number,name\n9010000001,王小明\n'],
    ['a column is there twice', 'DUPLICATE_HEADER', `number,会员编号,name,issued_on\n${row}`],
    ['it is a spreadsheet', 'NOT_TEXT', Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0, 6, 0)],
    ['it is UTF-16', 'NOT_TEXT', Buffer.from(`\ufeff${english}\n${row}`, 'utf16le')],
    [
      'it is in no encoding',
      'WRONG_ENCODING',
      Buffer.concat([Buffer.from(`${english}\n`), Uint8Array.of(0xff, 0xff, 0x0a)]),
    ],
    [
      'it ends in half a character',
      'WRONG_ENCODING',
      Buffer.concat([Buffer.from(`${english}\nx`), Uint8Array.of(0x81)]),
    ],
    [
      'a quotation mark is never closed',
      'BROKEN_CSV',
      `${english}\n${row}9010000002,"王明,2024-05-20,,,,\n${row}`,
    ],
    [
      'the rows behind an open quotation mark are many',
      'BROKEN_CSV',
      `${english}\n9010000002,"王\n${row.repeat(9999)}`,
    ],
    ['no row is good', 'NO_GOOD_ROWS', `${english}\n1,王小明,2024-05-20,,,,\n`],
    ['it has a header only', 'NO_GOOD_ROWS', `${english}\n`],
  ])('%s', async (_, kind, content) => {
    const at = hub()
    await at.import(`${english}\n${row}`)
    const before = at.snapshot()
    const manifest = readFileSync(join(at.dir, 'manifest.json'))
    expect(await at.import(content)).toMatchObject({ ok: false, error: { kind } })
    expect(at.snapshot()).toEqual(before)
    expect(readFileSync(join(at.dir, 'manifest.json'))).toEqual(manifest)
  })

  it.each<[string, string, Partial<Parameters<typeof importRoster>[0]>]>([
    ['there is no such file', 'UNREADABLE', { csvPath: '/nonexistent/list.csv' }],
    ['its as-of date lies in the future', 'FUTURE_AS_OF', { asOf: day('2026-07-06') }],
  ])('%s', async (_, kind, more) => {
    expect(await hub().import(`${english}\n${row}`, more)).toMatchObject({ ok: false, error: { kind } })
  })

  it('a quotation mark is never closed: the line is named', async () => {
    const lost = `${english}\n${row}9010000002,"王明,2024-05-20,,,,\n${row}`
    expect(await hub().import(lost)).toEqual({ ok: false, error: { kind: 'BROKEN_CSV', detail: 'line 3' } })
  })

  it('a new union has no name', async () => {
    const at = hub()
    const csvPath = join(at.dir, '..', 'list.csv')
    writeFileSync(csvPath, `${english}\n${row}`)
    const order = { dir: at.dir, csvPath, unionCode: '901', asOf, now }
    expect(await importRoster(order)).toMatchObject({ error: { kind: 'NAME_NEEDED' } })
    expect((await importRoster({ ...order, name: '演示甲工会' })).ok).toBe(true)
    expect((await importRoster(order)).ok).toBe(true)
  })

  it('the present manifest is damaged', async () => {
    const at = hub()
    mkdirSync(at.dir)
    writeFileSync(join(at.dir, 'manifest.json'), '{')
    expect(await at.import(`${english}\n${row}`)).toMatchObject({ error: { kind: 'BAD_MANIFEST' } })
  })
})

describe('the published roster after an import', () => {
  const list = (...numbers: string[]) =>
    `number,name,issued_on\n${numbers.map((n) => `${n},王明,2024-05-20\n`).join('')}`

  it('has one new shard; the lists of other unions stay as they are', async () => {
    const at = hub()
    await at.import(list('9010000001'))
    await at.import(list('9020000001'), { unionCode: '902', name: '演示乙工会' })
    const before = at.snapshot()
    await at.import(list('9020000001', '9020000002'), { unionCode: '902' })
    const kept = at.snapshot().filter((name) => before.includes(name))
    expect(at.snapshot()).toHaveLength(before.length)
    expect(kept).toHaveLength(before.length - 1)
    expect(at.find('9010000001').kind).toBe('FOUND')
    expect(at.find('9020000002').kind).toBe('FOUND')
  })

  it('follows a member from one list to the other', async () => {
    const at = hub()
    await at.import(list('9010000001', '9010000002'), { asOf: day('2026-07-01') })
    const second = await at.import(list('9010000002'), {
      unionCode: '902',
      name: '演示乙工会',
      asOf: day('2026-07-04'),
    })
    expect(second).toMatchObject({ value: { listedTwice: 1 } })
    expect(at.find('9010000002')).toMatchObject({ member: { unionCode: '902' }, asOf: '2026-07-04' })
    await at.import(list('9010000001', '9010000002'), { asOf: day('2026-07-05') })
    expect(at.find('9010000002')).toMatchObject({ member: { unionCode: '901' }, asOf: '2026-07-05' })
  })

  it('is always newer than the one before, whatever the clock of this machine says', async () => {
    const at = hub()
    const createdAt = () => JSON.parse(readFileSync(join(at.dir, 'manifest.json'), 'utf8')).createdAt
    await at.import(list('9010000001'))
    const first = createdAt()
    await at.import(list('9010000002'), { now: now - 500 })
    expect(createdAt() > first).toBe(true)
  })
})

describe('the set of numbers seen', () => {
  it('agrees with a Set', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 9_999_999_999 })), {
          maxLength: 3000,
        }),
        (keys) => {
          const ours = createNumberSet()
          const theirs = new Set<number>()
          for (const key of keys) {
            expect(ours.add(key)).toBe(!theirs.has(key))
            theirs.add(key)
          }
        },
      ),
    )
  })
})
