// Invented names with the lengths, surnames and rare characters of real ones. They leave this file masked, as from a real hub.
import { maskName } from '../../shared/card/mask.ts'
import { cumulative, type Random } from './random.ts'

const commonSurnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方',
  ...'石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边',
]
const compoundSurnames = [
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '夏侯',
  '司徒',
  '令狐',
]
const commonCharacters = [
  ...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华文玉建国红梅兰志海燕春林波云飞鹏宇浩婷雪琳欣怡佳慧颖洁萍琴莉雯倩蕾薇',
  ...'宁健康凯峰辉斌龙翔鑫晨阳轩博睿哲思远子涵梓萱雨桐诗琪嘉豪俊熙天佑一诺若曦可馨语嫣梦瑶紫妍依晓东南西北方圆新民立生成',
  ...'安庆福寿康荣华富贵祥瑞和顺昌盛兴旺发达永长久恒广厚德仁义礼智信忠孝廉正直良善美真诚朴素清白金银铜铁锡山水木火土江河湖',
  ...'溪泉池潭源流润泽沐沛淑珍珠宝琼瑛璐琦琪璇瑾瑜珊玲珑碧翠竹菊莲荷蓉芙芸芝芹茜莎菲菁华苗莹萌蓓蔓薇蕊晴朗晖映昊昕旭晋景',
  ...'晶曼月星辰露霜冰雁鸿鹤凤凰麟骏驰骁腾跃毅刚勤俭恩惠慈爱悦欢乐喜笑舒畅宽容谦逊恭敬修养学问书画音诗词歌韵律乐章彦衡',
]
/** Outside the first plane, or missing in many fonts: a counter must show and a printer must survive them. */
const rareCharacters = ['𠮷', '𬍛', '𫖯', '䶮', '㛃', '𤧛', '𪻐', '犇', '堃', '喆']

const surnameWeights = cumulative(commonSurnames.map((_, rank) => 1 / (rank + 3)))
const characterWeights = cumulative(commonCharacters.map((_, rank) => (rank + 10) ** -0.4))

export function maskedName(random: Random): string {
  const surname = random.chance(0.005)
    ? (compoundSurnames[random.below(compoundSurnames.length)] ?? '')
    : (commonSurnames[random.weighted(surnameWeights)] ?? '')
  const last = random.chance(0.001)
    ? (rareCharacters[random.below(rareCharacters.length)] ?? '')
    : (commonCharacters[random.weighted(characterWeights)] ?? '')
  // The middle characters are hidden by the mask; drawing them would only take time.
  const middle = random.chance(0.17) ? '' : random.chance(0.01) ? '某某' : '某'
  return maskName(surname + middle + last)
}
