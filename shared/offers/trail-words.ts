// Every step of a trail as a sentence, Chinese and English. The compiler holds that no code is without one.
import type { Language } from '../words/words.ts'
import type { limitCounts, limitPeriods, limitScopes } from './limits.ts'
import type { Step } from './trail.ts'

export interface TrailWords {
  readonly step: Readonly<Record<Step['code'], string>>
  readonly because: Readonly<Record<'LOWEST' | 'FIRST_LISTED', string>>
  readonly per: Readonly<Record<(typeof limitScopes)[number], string>>
  readonly period: Readonly<Record<(typeof limitPeriods)[number], string>>
  readonly limit: Readonly<Record<(typeof limitCounts)[number], string>>
  /** One of several was taken, or several together. */
  readonly several: Readonly<Record<'ONE' | 'TOGETHER', string>>
  /** The offer does not hold for so many of the tickets. */
  readonly partly: string
  /** Between offers that are given together. */
  readonly and: string
}

const zhCN: TrailWords = {
  step: {
    LIST: '原价 {{fen}}',
    CARD_NOT_YET: '卡尚未生效，按原价',
    CARD_EXPIRED: '卡已失效：本年度未注册，请联系所属工会。按原价',
    CARD_CANCELLED: '会员关系已注销，按原价',
    CARD_STOPPED: '此卡已挂失或停用，暂不能享受优惠。按原价',
    CARD_UNKNOWN: '名册中未找到该编号，不代表卡无效。按原价',
    CARD_UNCONFIRMED: '待核实：尚不能判断，按原价；主管可批准优惠',
    CARD_NO_CARD: '未出示卡，按原价',
    CARD_NOT_JUDGED: '暂不能判断卡的状态，按原价',
    ALLOWED: '待核实，主管已批准优惠',
    CLASS: '{{offer}}：不适用于所选票种',
    HOLDER_ONLY: '{{offer}}：限本人使用，同行家属按原价',
    UNION: '{{offer}}：不适用于所属工会',
    CATEGORY: '{{offer}}：仅限指定会员',
    DATES: '{{offer}}：不在活动日期内',
    EXCEPT_DATES: '{{offer}}：当日除外',
    WEEKDAY: '{{offer}}：当日星期不适用',
    HOLIDAYS_UNKNOWN: '{{offer}}：没有当年节假日表，不能判断',
    DAY_KIND: '{{offer}}：不适用于当日（工作日／休息日／法定节假日）',
    TIME: '{{offer}}：不在优惠时段',
    NO_PRICE_THAT_DAY: '{{offer}}：当日没有会员价',
    MIN_SPEND: '{{offer}}：满{{needFen}}可用，本单{{spentFen}}',
    LIMIT_REACHED: '{{offer}}：{{limit}}，本次按原价',
    EXCLUDED: '{{offer}}：{{by}}期间停用',
    COMPANIONS_MAX: '{{offer}}：同行家属最多{{max}}人，另{{tickets}}人按原价',
    LIMIT: '{{offer}}：{{limit}}',
    CANDIDATE: '{{offer}}：单用合计 {{totalFen}}',
    CHOSEN: '{{several}}，{{because}}：{{offers}}，合计 {{totalFen}}',
    PERCENT: '{{item}} {{offer}} {{rate}}：{{fromFen}} → {{toFen}} ×{{quantity}}',
    AMOUNT_OFF: '{{item}} {{offer}} 立减：{{fromFen}} → {{toFen}} ×{{quantity}}',
    FIXED_PRICE: '{{item}} {{offer}} 一口价：{{fromFen}} → {{toFen}} ×{{quantity}}',
    FREE: '{{item}} {{offer}} 免费：{{fromFen}} → {{toFen}} ×{{quantity}}',
    BY_WEEKDAY: '{{item}} {{offer}} 当日价：{{fromFen}} → {{toFen}} ×{{quantity}}',
    PAIRS: '{{offer}}：{{pairs}}对，优惠 {{savedFen}}',
    SPENT: '{{offer}}：满{{spendFen}}，计 {{spentFen}}，×{{times}}，优惠 {{savedFen}}',
    SURCHARGE: '{{surcharge}}（不打折）×{{quantity}} {{fen}}',
    PAYABLE: '应收 {{fen}}',
  },
  because: { LOWEST: '已选最低价', FIRST_LISTED: '同价，取先列者' },
  per: { MEMBER: '每人', UNION: '每工会', FACILITY: '本场所' },
  period: {
    SALE: '每单',
    DAY: '每日',
    WEEK: '每周',
    MONTH: '每月',
    CARD_YEAR: '每卡年度',
    CALENDAR_YEAR: '每年',
  },
  limit: {
    TICKETS: '{{per}}{{period}}限{{uses}}次，已用{{used}}次',
    COMPANIONS: '家属{{per}}{{period}}限{{uses}}张，已用{{used}}张',
    ALL_TICKETS: '{{per}}{{period}}名额{{uses}}，已用{{used}}',
    SALES: '{{per}}{{period}}限{{uses}}单，已用{{used}}单',
  },
  several: { ONE: '多项优惠不叠加', TOGETHER: '适用多项优惠' },
  partly: '（{{tickets}}张）',
  and: '＋',
}

const en: TrailWords = {
  step: {
    LIST: 'list price {{fen}}',
    CARD_NOT_YET: 'card not valid yet: list price',
    CARD_EXPIRED: 'card expired, not registered this year, ask your union: list price',
    CARD_CANCELLED: 'membership cancelled: list price',
    CARD_STOPPED: 'card lost or stopped, no discount for now: list price',
    CARD_UNKNOWN: 'number not in the roster, which does not make the card invalid: list price',
    CARD_UNCONFIRMED: 'unconfirmed, cannot be told yet: list price; a supervisor may allow the discount',
    CARD_NO_CARD: 'no card: list price',
    CARD_NOT_JUDGED: 'the card cannot be judged now: list price',
    ALLOWED: 'unconfirmed; a supervisor allowed the discount',
    CLASS: '{{offer}}: not for this ticket class',
    HOLDER_ONLY: '{{offer}}: holder only, companions pay the list price',
    UNION: '{{offer}}: not for this union',
    CATEGORY: '{{offer}}: only for certain members',
    DATES: '{{offer}}: not on this date',
    EXCEPT_DATES: '{{offer}}: this date is excepted',
    WEEKDAY: '{{offer}}: not on this weekday',
    HOLIDAYS_UNKNOWN: '{{offer}}: the holidays of this year are not known',
    DAY_KIND: '{{offer}}: not on this kind of day (working day, rest day, public holiday)',
    TIME: '{{offer}}: not at this time',
    NO_PRICE_THAT_DAY: '{{offer}}: no member price that day',
    MIN_SPEND: '{{offer}}: from {{needFen}}, this sale {{spentFen}}',
    LIMIT_REACHED: '{{offer}}: {{limit}}; list price this time',
    EXCLUDED: '{{offer}}: replaced by {{by}}',
    COMPANIONS_MAX: '{{offer}}: at most {{max}} companions, {{tickets}} more at the list price',
    LIMIT: '{{offer}}: {{limit}}',
    CANDIDATE: '{{offer}}: alone {{totalFen}}',
    CHOSEN: '{{several}}, {{because}}: {{offers}}, {{totalFen}}',
    PERCENT: '{{item}} {{offer}} {{rate}}: {{fromFen}} → {{toFen}} ×{{quantity}}',
    AMOUNT_OFF: '{{item}} {{offer}} off: {{fromFen}} → {{toFen}} ×{{quantity}}',
    FIXED_PRICE: '{{item}} {{offer}} fixed price: {{fromFen}} → {{toFen}} ×{{quantity}}',
    FREE: '{{item}} {{offer}} free: {{fromFen}} → {{toFen}} ×{{quantity}}',
    BY_WEEKDAY: "{{item}} {{offer}} that day's price: {{fromFen}} → {{toFen}} ×{{quantity}}",
    PAIRS: '{{offer}}: {{pairs}} pairs, {{savedFen}} off',
    SPENT: '{{offer}}: from {{spendFen}}, counted {{spentFen}}, ×{{times}}, {{savedFen}} off',
    SURCHARGE: '{{surcharge}} (not discounted) ×{{quantity}} {{fen}}',
    PAYABLE: 'payable {{fen}}',
  },
  because: { LOWEST: 'the lowest total', FIRST_LISTED: 'equal, the first listed' },
  per: { MEMBER: 'per member', UNION: 'per union', FACILITY: 'per facility' },
  period: {
    SALE: 'and sale',
    DAY: 'and day',
    WEEK: 'and week',
    MONTH: 'and month',
    CARD_YEAR: 'and card year',
    CALENDAR_YEAR: 'and year',
  },
  limit: {
    TICKETS: '{{uses}} {{per}} {{period}}, used {{used}}',
    COMPANIONS: '{{uses}} companions {{per}} {{period}}, used {{used}}',
    ALL_TICKETS: '{{uses}} tickets {{per}} {{period}}, used {{used}}',
    SALES: '{{uses}} sales {{per}} {{period}}, used {{used}}',
  },
  several: { ONE: 'offers do not add up', TOGETHER: 'several offers hold' },
  partly: ' ({{tickets}} tickets)',
  and: ' + ',
}

export const trailWords: Readonly<Record<Language, TrailWords>> = { 'zh-CN': zhCN, en }
