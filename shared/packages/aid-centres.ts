// The 20 aid centres as the leaflet lists them, January 2014 (DOMAIN §9). Real public data: change nothing here without a source.
// Districts have merged since (闸北, 崇明); the list keeps the names of its time and says which time that is.
import { type Directory, directorySchema } from './directory.ts'

const districts: readonly (readonly [area: string, address: string, telephone: string])[] = [
  ['上海市', '吉林路2号', '12351'],
  ['浦东新区', '祖冲之路2277弄19号4楼', '50196180'],
  ['徐汇区', '桂林路46号', '54204718'],
  ['长宁区', '长宁路690弄3号', '62100792'],
  ['普陀区', '武宁路225号湖滨大道1号', '32250855'],
  ['闸北区', '西藏北路770号', '56309573'],
  ['虹口区', '飞虹路380号', '25658856'],
  ['杨浦区', '通北路538号', '65590624'],
  ['黄浦区', '重庆南路229弄5号', '63848620'],
  ['静安区', '昌平路860号', '62673565'],
  ['宝山区', '友谊路50号', '36515363'],
  ['闵行区', '莘建东路201号', '64128364'],
  ['嘉定区', '永盛路1190号', '60765223'],
  ['金山区', '朱泾镇健康路31弄15号', '57331309'],
  ['松江区', '乐都西路867-871号2号楼', '57819333'],
  ['青浦区', '青浦区车站路35号', '59731198'],
  ['奉贤区', '南桥镇环城西路455号', '37185525'],
  ['崇明县', '城桥镇新崇南路77号', '39622067'],
]

const unions: typeof districts = [
  ['上海仪电工会', '南浔路260号二楼', '63293021'],
  ['上海机电工会', '天通庵路569号4号楼', '66270315'],
]

export const aidCentres2014: Directory = directorySchema.parse({
  format: 'union-card-directory',
  version: 1,
  edition: '2014年1月版',
  areaCode: '021',
  centres: [
    ...districts.map((row) => ({ row, name: `${row[0]}总工会职工援助服务中心` })),
    ...unions.map((row) => ({ row, name: `${row[0]}职工援助服务中心` })),
  ].map(({ row: [area, address, telephone], name }, index) => ({
    id: String(index + 1),
    area,
    name,
    address,
    telephone,
  })),
})
