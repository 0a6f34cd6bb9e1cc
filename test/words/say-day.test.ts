// Days and times as people say them, the same on every machine.
import { describe, expect, it } from 'vitest'
import { day } from '../../shared/core/day.ts'
import { groupDigits, sayDay, sayTime, sayWeekday, sayYuan } from '../../shared/words/say-day.ts'

describe('days', () => {
  it.each([
    ['2015-06-30', '2015年6月30日', '30 June 2015'],
    ['2016-02-29', '2016年2月29日', '29 February 2016'],
    ['2015-01-01', '2015年1月1日', '1 January 2015'],
  ])('%s', (on, chinese, english) => {
    expect(sayDay(day(on), 'zh-CN')).toBe(chinese)
    expect(sayDay(day(on), 'en')).toBe(english)
  })

  it('names the weekday of the calendar day, not of an instant', () => {
    expect(sayWeekday(day('2015-06-30'), 'zh-CN')).toBe('星期二')
    expect(sayWeekday(day('2015-06-30'), 'en')).toBe('Tuesday')
  })

  it('tells the time in Shanghai', () => {
    expect(sayTime(Date.UTC(2015, 5, 30, 15, 59))).toBe('23:59')
    expect(sayTime(Date.UTC(2015, 5, 30, 16, 0))).toBe('00:00')
  })
})

describe('numbers', () => {
  it.each([
    [1_000_000, '10,000'],
    [3_000_000, '30,000'],
    [2_850, '28.50'],
    [99, '0.99'],
    [0, '0'],
  ])('%i fen', (fen, said) => {
    expect(sayYuan(fen)).toBe(said)
  })

  it('groups a member number 3-3-4 as it grows', () => {
    expect(groupDigits('9010000123')).toBe('901 000 0123')
    expect(groupDigits('9010')).toBe('901 0')
    expect(groupDigits('')).toBe('')
  })
})
