// The two catalogues of the admin page say the same, and what it says is worked out right.
import { describe, expect, it } from 'vitest'
import type { HubFailure } from '../../hub/page/hub/ask-hub.ts'
import { parseRoute } from '../../hub/page/parts/route.ts'
import { lastMonths, monthName } from '../../hub/page/say/last-months.ts'
import { notReceived, placesOf } from '../../hub/page/say/not-received.ts'
import { failureText, sinceText, sizeText } from '../../hub/page/say/say.ts'
import { contactOf, needsCare } from '../../hub/page/say/standing-of.ts'
import type { TerminalLine } from '../../hub/server/office.ts'
import { hubEn } from '../../shared/words/hub-words/hub-en.ts'
import { hubZhCN } from '../../shared/words/hub-words/hub-zh-CN.ts'

describe('translation', () => {
  const chinese = new Map(leaves(hubZhCN))
  const english = new Map(leaves(hubEn))

  it('has the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
  })

  it.each([...chinese.keys()])('%s has the same places', (path) => {
    expect(places(english.get(path))).toEqual(places(chinese.get(path)))
    expect(english.get(path)).toMatch(/\S/)
  })

  it('draws no mark that the Chinese font makes as wide as a character', () => {
    expect([...english].filter(([, sentence]) => /[‘’“”…]/.test(sentence))).toEqual([])
  })
})

describe('a terminal', () => {
  const now = Date.parse('2026-07-10T12:00:00+08:00')
  const status: NonNullable<TerminalLine['status']> = {
    ...{ at: '', version: '1', lastSeq: 0, queued: 0, heldOut: 0 },
    clock: 'OK',
    ...{ rosterAsOf: '2026-07-01', packageVersion: 1 },
  }
  const line = (over: Partial<TerminalLine>): TerminalLine => ({
    terminal: 't',
    facility: { id: 'A', name: 'A', nameEn: 'A' },
    ...{ version: '1', enrolledAt: '', revokedAt: null, lastContactAt: new Date(now).toISOString() },
    ...{ status, rosterAgeDays: 9, ackSeq: 0, lastSeq: 0 },
    ...over,
  })
  const ago = (ms: number) => ({ lastContactAt: new Date(now - ms).toISOString() })

  it.each([
    ['NEAR', ago(29 * 60_000)],
    ['QUIET', ago(31 * 60_000)],
    ['QUIET', ago(95 * 3_600_000)],
    ['SILENT', ago(97 * 3_600_000)],
    ['NEVER', { lastContactAt: null }],
    ['REVOKED', { revokedAt: '2026-07-01T00:00:00.000Z', lastContactAt: null }],
  ] as const)('is %s', (contact, over) => {
    expect(contactOf(line(over), now)).toBe(contact)
  })

  it.each([
    [false, {}],
    [true, { status: { ...status, heldOut: 1 } }],
    [true, { status: { ...status, clock: 'BEHIND' } }],
    [true, { status: { ...status, rosterAsOf: null } }],
    [true, ago(97 * 3_600_000)],
    [false, { ...ago(97 * 3_600_000), revokedAt: '2026-07-01T00:00:00.000Z' }],
  ] as const)('needs care: %s', (needed, over) => {
    expect(needsCare(line(over), now)).toBe(needed)
  })
})

describe('places not received', () => {
  it.each([
    [[{ from: 1, to: 5 }], [], [{ from: 1, to: 5 }], 5],
    [[{ from: 1, to: 1 }], [1], [], 0],
    [
      [{ from: 4, to: 9 }],
      [6, null, 4],
      [
        { from: 5, to: 5 },
        { from: 7, to: 9 },
      ],
      4,
    ],
    [[{ from: 4, to: 6 }], [6, 12], [{ from: 4, to: 5 }], 2],
  ])('%j without %j', (missing, quarantined, left, count) => {
    expect(notReceived(missing, quarantined)).toEqual(left)
    expect(placesOf(left)).toBe(count)
  })
})

describe('words', () => {
  it('say how long ago', () => {
    const said = [0, 60_000, 59 * 60_000, 3_600_000, 47 * 3_600_000, 48 * 3_600_000]
    expect(said.map((ms) => sinceText(ms, hubZhCN))).toEqual([
      ...['刚刚', '1分钟前', '59分钟前', '1小时前', '47小时前', '2天前'],
    ])
  })

  it.each([
    'UNREACHABLE',
    'SESSION_OVER',
    'TOO_LARGE',
    'REFUSED',
    'NOT_FOUND',
    'BUSY',
    'UNEXPECTED',
  ] as const satisfies HubFailure['kind'][])('say what went wrong: %s', (kind) => {
    expect(failureText({ kind }, hubZhCN)).toMatch(/。$/)
    expect(failureText({ kind }, hubEn)).toMatch(/\.$/)
  })

  it('say how long to wait', () => {
    expect(failureText({ kind: 'TOO_MANY', waitS: 61 }, hubZhCN)).toContain('请2分钟后再试')
  })

  it('name months, newest first', () => {
    expect(lastMonths('2026-02', 4)).toEqual(['2026-02', '2026-01', '2025-12', '2025-11'])
    expect([monthName('2026-07', 'zh-CN'), monthName('2026-07', 'en')]).toEqual(['2026年7月', 'July 2026'])
  })

  it('say sizes', () => {
    expect([999, 1000, 2_500_000].map(sizeText)).toEqual(['999 B', '1.0 KB', '2.5 MB'])
  })
})

describe('addresses', () => {
  const id = '0194aaaa-0000-7000-8000-00000000000a'
  it.each([
    ['', 'terminals', ''],
    ['#/month', 'month', ''],
    [`#/terminals/${id}`, 'terminals', id],
    [`#/month/${id}`, 'month', ''],
    ['#/terminals/../../x', 'terminals', ''],
    ['#/nowhere', 'terminals', ''],
  ])('%j', (hash, section, rest) => {
    expect(parseRoute(hash)).toEqual({ section, rest })
  })
})

function leaves(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : leaves(value, `${path}${key}.`),
  )
}

function places(sentence = ''): string[] {
  return [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()
}
