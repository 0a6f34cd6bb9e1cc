// Every code of the contracts has its sentence, in both languages, and sentences keep their places when translated.
import { describe, expect, it } from 'vitest'
import { en } from '../../shared/words/en.ts'
import { fill, languages, words } from '../../shared/words/words.ts'
import { zhCN } from '../../shared/words/zh-CN.ts'
import { callFaultCodes, codes } from './codes.ts'

describe.each(languages)('words in %s', (language) => {
  const catalogue = words[language]

  it.each(codes)('%s', (path) => {
    expect(at(catalogue, path), path).toEqual(expect.stringMatching(/\S/))
  })

  it.each(callFaultCodes)('says what happened to a call: %s', (code) => {
    expect(at(catalogue, `call.${code}`)).toEqual(expect.stringMatching(/\S/))
  })
})

describe('translation', () => {
  const chinese = new Map(leaves(zhCN))
  const english = new Map(leaves(en))

  it('has the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort())
  })

  it.each([...chinese.keys()])('%s has the same places', (path) => {
    expect(places(english.get(path))).toEqual(places(chinese.get(path)))
  })

  it('draws no mark that the Chinese font makes as wide as a character', () => {
    const wide = [...english].filter(([, sentence]) => /[‘’“”…]/.test(sentence)).map(([path]) => path)
    expect(wide).toEqual([])
  })
})

describe('dignity', () => {
  it('never calls an unknown member invalid', () => {
    const { UNKNOWN } = zhCN.card
    expect(UNKNOWN.word).not.toContain('无效')
    expect(UNKNOWN.line).toContain('不代表卡无效')
    expect(UNKNOWN.line).toContain('{{rosterAsOf}}')
    expect(en.card.UNKNOWN.line).toMatch(/not mean the card is invalid/)
  })

  it('says the agreed messages to the letter', () => {
    expect(fill(zhCN.card.VALID.message, { validUntil: '2015年6月30日' })).toBe(
      '卡有效，有效期至2015年6月30日',
    )
    expect(zhCN.card.EXPIRED.message).toBe('卡已失效：本年度未注册，请联系所属工会')
    expect(zhCN.card.UNKNOWN.message).toBe('名册中未找到该编号，不代表卡无效')
    expect(zhCN.card.STOPPED.message).toBe('此卡已挂失或停用，暂不能享受优惠')
    expect(zhCN.refusal.BANK_CARD.title).toBe('这是银行卡号，请扫描卡背面条形码。系统未保存该号码')
    expect(zhCN.refusal.WRONG_LENGTH.title).toBe('编号应为10位数字，请重新扫描')
    expect(fill(zhCN.services.recorded, { service: zhCN.service.LEGAL })).toBe('已登记：法律援助（免费）')
    expect(zhCN.noCard.title).toBe('未出示卡，按"未核实"登记')
    expect(zhCN.idle.title).toBe('请扫描卡背面条形码，或输入10位会员编号')
  })
})

describe('fill', () => {
  it('puts values into their places', () => {
    expect(fill('{{a}} and {{b}}', { a: 1, b: 'two' })).toBe('1 and two')
  })

  it('throws where a value is missing, because a half sentence must not reach a screen', () => {
    expect(() => fill('until {{day}}')).toThrow('{{day}}')
  })
})

function at(tree: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((node, key) => (node instanceof Object ? Reflect.get(node, key) : undefined), tree)
}

function leaves(tree: object, path = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : leaves(value, `${path}${key}.`),
  )
}

function places(sentence = ''): string[] {
  return [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()
}
