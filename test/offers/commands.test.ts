// `terminal offers`, as a manager's colleague calls it.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { cookbookJson } from './cookbook.ts'

const COOKBOOK = 'resources/cookbook'

function offers(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['terminal/cli.ts', 'offers', ...args], {
    encoding: 'utf8',
  })
  return { status, lines: stdout.trimEnd().split('\n'), stderr }
}

describe('offers check', () => {
  it('passes what holds', () => {
    const files = [`${COOKBOOK}/12-senior-class.json`, `${COOKBOOK}/14-twice-a-day.json`]
    expect(offers('check', ...files)).toEqual({
      status: 0,
      lines: [
        `PASS ${files[0]}: 2 offers, 2 examples`,
        `PASS ${files[1]}: 1 offers, 2 examples`,
        '2 passed, 0 failed',
      ],
      stderr: '',
    })
  })

  it('says where and why one fails, and goes on', () => {
    const folder = temporaryFolder()
    const wrong = join(folder, 'wrong.json')
    const text = JSON.stringify(cookbookJson('01-percent-holder-only.json'))
    writeFileSync(wrong, `\uFEFF${text.replace('"payFen":2800', '"payFen":2900')}`)
    const broken = join(folder, 'broken.json')
    writeFileSync(broken, '{')
    const { status, lines, stderr } = offers('check', wrong, broken, `${COOKBOOK}/14-twice-a-day.json`)
    expect(status).toBe(1)
    expect(lines).toEqual([
      `FAIL ${wrong}: offers.0.examples.0: offer "会员8折": example "一张票": payable is 2800 fen (28.00), expected 2900 (29.00)`,
      expect.stringMatching(/^PASS /),
      '1 passed, 1 failed',
    ])
    expect(stderr).toMatch(/broken\.json: is not JSON/)
  })
})

describe('offers price', () => {
  const at = ['--at', '2014-09-10T10:00:00+08:00']

  it('prints the total, the cash rounding and why', () => {
    const sale = ['--sale', '[{"item":"lunch"}]']
    const { status, lines } = offers('price', `${COOKBOOK}/17-cash-rounding.json`, ...sale, ...at)
    expect(status).toBe(0)
    expect(lines.slice(0, 2)).toEqual([
      '应收 / payable 10.61  (原价 / list 12.48, 优惠 / discount 1.87)',
      '抹零 / cash rounding -0.01, 实收 / received 10.60',
    ])
    expect(lines.join('\n')).toMatch(/PERCENT .*8\.5折：12\.48 → 10\.61 ×1/)
  })

  it('reads the sale and earlier uses from files, for programs', () => {
    const folder = temporaryFolder()
    const file = `${COOKBOOK}/14-twice-a-day.json`
    const sale = join(folder, 'sale.json')
    writeFileSync(
      sale,
      JSON.stringify({ at: '2014-09-10T08:00:00+08:00', lines: [{ item: 'swim', quantity: 2 }] }),
    )
    const first = offers('price', file, '--sale', `@${sale}`, '--json')
    const { payFen, uses } = JSON.parse(first.lines.join('')) as { payFen: number; uses: unknown }
    expect(payFen).toBe(5600)
    const used = join(folder, 'uses.json')
    writeFileSync(used, JSON.stringify(uses))
    const second = offers('price', file, '--sale', `@${sale}`, '--uses', `@${used}`, '--json')
    expect(JSON.parse(second.lines.join(''))).toMatchObject({ payFen: 7000 })
  })

  it.each([
    [['--sale', '[{"item":"swim","quantity":0}]'], /quantity/],
    [['--sale', '[{"item":"gym"}]'], /NO_SUCH_ITEM in line 1/],
    [['--sale', '{'], /--sale is not JSON/],
    [['--sale', '@nowhere.json'], /--sale cannot be read/],
    [['--sale', '[{"item":"swim"}]', '--at', 'today'], /--at is not an instant/],
    [['--sale', '[{"item":"swim"}]', '--card', 'MAYBE'], /--card/],
    [['--sale', '[{"item":"swim"}]', '--holidays', 'package.json'], /--holidays/],
  ])('refuses %j', (args, sentence) => {
    const { status, stderr } = offers('price', `${COOKBOOK}/14-twice-a-day.json`, ...args)
    expect(status).toBe(1)
    expect(stderr).toMatch(sentence)
  })
})
