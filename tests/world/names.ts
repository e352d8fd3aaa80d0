import type { Dice } from './random';

/** Common surnames, and those whose readings trip a plain sorter: 单 曾 仇 解 区 任 翟 查 华 欧阳 尉迟. */
const common = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文',
];
const rare = ['单', '曾', '仇', '解', '区', '任', '翟', '查', '华', '纪', '缪', '欧阳', '尉迟'];

const female = [
  ...'芳娜敏静秀丽艳娟霞燕玲桂英梅红莉琴云兰凤洁莲雪荣爱妹香月莺媛瑞珠翠雅芝萍倩婷姣婉娴瑾颖露瑶怡婵雁蓓',
];
const male = [
  ...'伟强磊军洋勇杰涛明超刚平辉鹏华飞波斌峰建国志海龙宇浩凯健俊帆旭宁安民良永东文才成祥忠胜亮新庆立山松柏潮港',
];
const middle = [...'晓小春秋海文玉国建志永新立长德庆金宝东学'];

export function personName(random: Dice, gender: 'female' | 'male'): string {
  const surname = random.chance(6) ? random.pick(rare) : random.pick(common);
  const last = random.pick(gender === 'female' ? female : male);
  if (random.chance(25)) return surname + last;
  return surname + random.pick(random.chance(60) ? middle : gender === 'female' ? female : male) + last;
}
