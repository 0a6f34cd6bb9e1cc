// The unions of the demo roster. Every name says 演示 (demo): nobody may take them or their codes for real ones.
// 96 unions with printed prefixes of their own (901–996), three prefixes of unions that were merged into others (997–999),
// and 21 young unions under whose code no card was ever printed (001–021).

export interface DemoUnion {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  /** Printed prefixes it is the home of; the first is its own. */
  readonly prefixes: readonly string[]
  /** Share of the members, not normalised. */
  readonly weight: number
}

/** Home of the sample cards, and the union whose list is old on purpose (the July trap). */
export const SAMPLE_UNION = '901'
export const OLD_LIST_UNION = '908'
/** Where the sample card that has moved is now. */
export const MOVED_TO_UNION = '921'

const districts = [
  ['朝霞', 'Zhaoxia'],
  ['清泉', 'Qingquan'],
  ['松林', 'Songlin'],
  ['白鹭', 'Bailu'],
  ['青石', 'Qingshi'],
  ['银杏', 'Yinxing'],
  ['紫藤', 'Ziteng'],
  ['芦苇', 'Luwei'],
  ['碧波', 'Bibo'],
  ['金桂', 'Jingui'],
  ['红枫', 'Hongfeng'],
  ['云杉', 'Yunshan'],
  ['翠竹', 'Cuizhu'],
  ['明月', 'Mingyue'],
  ['晨曦', 'Chenxi'],
  ['远山', 'Yuanshan'],
] as const

const industries = [
  ['机械', 'Machinery'],
  ['纺织', 'Textile'],
  ['电子', 'Electronics'],
  ['化工', 'Chemical'],
  ['建筑', 'Construction'],
  ['交通', 'Transport'],
  ['港口', 'Port'],
  ['航运', 'Shipping'],
  ['铁路', 'Railway'],
  ['邮政', 'Postal'],
  ['电力', 'Power'],
  ['燃气', 'Gas'],
  ['供水', 'Water'],
  ['环卫', 'Sanitation'],
  ['园林', 'Parks'],
  ['食品', 'Food'],
  ['粮油', 'Grain'],
  ['医药', 'Pharmacy'],
  ['卫生', 'Health'],
  ['教育', 'Education'],
  ['出版', 'Publishing'],
  ['广播', 'Broadcasting'],
  ['文化', 'Culture'],
  ['体育', 'Sports'],
  ['旅游', 'Tourism'],
  ['商业', 'Commerce'],
  ['物流', 'Logistics'],
  ['冶金', 'Metallurgy'],
  ['船舶', 'Shipbuilding'],
  ['航空', 'Aviation'],
  ['仪表', 'Instruments'],
  ['轻工', 'Light Industry'],
  ['建材', 'Building Materials'],
  ['房产', 'Housing'],
  ['金融', 'Finance'],
  ['保险', 'Insurance'],
  ['科研', 'Research'],
  ['软件', 'Software'],
  ['通信', 'Telecom'],
  ['气象', 'Weather'],
] as const

const young = [
  ['快递', 'Courier'],
  ['外卖', 'Food Delivery'],
  ['网约车', 'Ride Hailing'],
  ['货运', 'Haulage'],
  ['家政', 'Household'],
  ['护理', 'Care'],
  ['保安', 'Security'],
  ['保洁', 'Cleaning'],
  ['直播', 'Streaming'],
  ['电商', 'E-Commerce'],
  ['仓储', 'Warehousing'],
  ['代驾', 'Chauffeur'],
  ['美发', 'Hairdressing'],
  ['餐饮', 'Catering'],
  ['会展', 'Exhibition'],
  ['影视', 'Film'],
  ['动漫', 'Animation'],
  ['健身', 'Fitness'],
  ['宠物', 'Pet Care'],
  ['民宿', 'Guesthouse'],
  ['维修', 'Repair'],
] as const

const merged: Readonly<Record<string, string>> = { '903': '997', '911': '998', '925': '999' }

export function demoUnions(): readonly DemoUnion[] {
  const printed = [
    ...districts.map(([zh, en]) => ({ name: `演示${zh}区总工会`, nameEn: `Demo ${en} District Union` })),
    ...['第一', '第二'].flatMap((ordinal, i) =>
      industries.map(([zh, en]) => ({
        name: `演示${zh}${ordinal}工会`,
        nameEn: `Demo ${en} Union ${i + 1}`,
      })),
    ),
  ]
  return [
    ...printed.map((names, i) => {
      const code = String(901 + i)
      const extra = merged[code]
      // Few large, many small, as in a city.
      return { ...names, code, prefixes: extra ? [code, extra] : [code], weight: (i + 5) ** -0.9 }
    }),
    ...young.map(([zh, en], i) => ({
      code: String(i + 1).padStart(3, '0'),
      name: `演示${zh}行业工会`,
      nameEn: `Demo ${en} Union`,
      prefixes: [],
      weight: 0.002 + 0.004 / (i + 1),
    })),
  ]
}
