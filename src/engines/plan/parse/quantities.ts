import { BOUND_AFTER, BOUND_BEFORE, figureOf, isBullet, RANGE, type Figure } from './amounts';
import { ARABIC, CHINESE, MASK, NUMBER } from './chinese-numbers';

/** Measure words that count things; longer ones first, so that 人次 isn't read as 人. */
const UNITS_FOR_ALL =
  '人次|场次|班次|批次|课次|车次|项次|户次|学时|课时|学分|名|人|次|场|期|项|家|户|件|条|支|份|册|篇|套|批|轮|遍|门|座|梯次|个百分点|个';
/** Measure words that are too common inside other words to follow a Chinese numeral. */
const UNITS_FOR_DIGITS =
  '平方米|公斤|千克|位|本|台|对|组|队|间|处|所|类|种|堂|节(?=课|公开|活|[，。；、）])|张|幅|首|部(?!门|分|委|长|署|级)|吨|盒|箱|亩|瓶|袋|例|起|棵|株|辆|架|艘|把|只|副|双|床|桶|宗|席|桌|块(?!钱)|封|枚|分(?=以上|）|。|；|，)|小时';
const NOUNS =
  '职工食堂|食堂|指标|新会员|会员|职工之家|班组|工作室|女职工|职工|员工|教职工|教师|护士|劳模|困难职工|项目|培训班|讲座|比赛|活动|合理化建议|建议|提案|座谈会|企业|单位|基层工会|工会小组|工会';

const QUANTITY = new RegExp(
  `(?<![\\d.第A-Za-z])(?<![零〇一二两三四五六七八九十百千万亿])${BOUND_BEFORE}(?:达到?|共计?|各)? ?` +
    `(?:(?<low>${ARABIC} ?[百千万亿]?|${CHINESE}) ?(?:${UNITS_FOR_ALL})?${RANGE})?` +
    `(?:(?<mask>${MASK})|(?<high>${NUMBER})) ?(?<more>余|多|来)? ?(?<scale>万|千|百|亿)?(?<more2>余|多)? ?` +
    `(?<unit>${UNITS_FOR_ALL}|${UNITS_FOR_DIGITS})(?:${BOUND_AFTER})`,
  'g',
);
const PERCENT = new RegExp(
  `(?<![\\d.])${BOUND_BEFORE}(?:达到?)? ?(?:(?<low>${ARABIC}) ?%?${RANGE})?(?:(?<mask>${MASK})|(?<high>${ARABIC})) ?%(?:${BOUND_AFTER})|` +
    `${BOUND_BEFORE.replace('before', 'before2')}百分之(?<chinese>[一二三四五六七八九十百零点]{1,5})(?:${BOUND_AFTER.replace('after', 'after2')})`,
  'g',
);

/** Things that are spoken of in numbers but not counted: 三个方面, 四个自信, 两个月. */
const ABSTRACT_ALWAYS =
  /^(?:方面|层面|层次|环节|阶段|步骤|原则|月|季度|工作日|小时|学期|学年|年度|年头|星期|世纪|半天|晚上|上午|下午|周|自信|意识|维护|确立|全面|坚持|务必|台阶|百分之|五年|一百年|代表(?!团|队|性)|文明|必须|结合|确保|统一|到位|转变|覆盖|提升|服从)/;
const ABSTRACT_CHINESE =
  /^(?:大|服务(?!站|点)|中心|关键|基本|抓手|轮子|认同|需要|样|重点(?!项目|工程)|为主|提高|突出|加强|关系|面向|促进|带头|问题|特点|机制|体系|职能|角度|目标|要求|能力|主题|主线|主体|规定|制度|有利于|离不开|不|一(?!线)|和|同步|到|化|好|性|手|头|硬|满意|经常|位一体|心|清|带|优先|导向|方向|思想|观念|工作|建设|领域|内容|任务|矛盾|工程|队伍)/;
const IDIOM =
  /(?:[三四]位一体|三支一扶|八项规定|十项准则|[一二三四五六七八九]项(?:规定|注意|基本|制度)|[一两三]条(?:龙|腿|线|心)|[百千万]家|[百千万]户|[三百千万]人(?:行|签|计划)|一次性|一期工程|一对一|第一次|再一次|又一次|每一(?:名|个|位|次|项)|同一个|任一|哪一|这一|那一|一项项|一件件|一个个|一次次)/;
const ACTION =
  /(?:举办|组织|开展|举行|召开|建立|建成|新建|创建|培训|评选|评出|表彰|奖励|慰问|救助|帮扶|资助|完成|推荐|选树|选送|选派|选出|培育|培养|发展|命名|打造|发放|配备|购置|添置|看望|走访|聘请|聘任|安排|设立|增加|增设|推出|征集|收集|提出|办好?|做好?|解决|落实|参加|参与|派出?|抽调|抽查|巡查|检查|督查|各|每[^，。；]{0,8}|吸收|覆盖|达到?|力争|争取|确保|分|写|讲|编|出|印发|撰写|上报|报送|刊发|建|设|有|进行|实施|维修|改造|招收|结对|联系|招|添|买|购|聘|换|扶持|选择|选取|确定|推广|总结|录取|取|奖)/;
/** Measure words that hardly ever stand in a fixed phrase. */
const CONCRETE = /^(?:名|人次|场次|班次|梯次|户|篇|场|册|份|学时|课时)$/;
const RISKY = new RegExp(`^(?:${UNITS_FOR_DIGITS})$`);
/** Of those, the measure words of things that are bought, built or given out. */
const THINGS = /^(?:本|张|台|间|处|所|幅|箱|盒|辆|棵|株|对|席|桌)$/;
/** 二万, 一百, 三十五: numerals of more than one place are counts. */
const LARGE = /^[一二两三四五六七八九].{0,8}[十百千万亿]/;
const REPEATED = /^(?:次|场|期|遍|轮|人次)$/;

/** Counted things and percentages. `isQuiet` tells whether an offset lies where numbers don't count (a law's name, a time). */
export function findQuantities(plain: string, isQuiet: (at: number, end: number) => boolean): Figure[] {
  const found: Figure[] = [];
  for (const m of plain.matchAll(QUANTITY)) {
    const g = m.groups ?? {};
    const figure = figureOf(m, g, g.unit ?? '');
    if (isQuiet(figure.at, figure.end)) continue;
    if (!isCounted(plain, g, figure)) continue;
    found.push({ ...figure, end: figure.end + (/次$/.test(figure.unit) ? 0 : nounLength(plain, figure.end)) });
  }
  for (const m of plain.matchAll(PERCENT)) {
    const g = m.groups ?? {};
    const groups = g.chinese ? { high: g.chinese, before: g.before2, after: g.after2 } : g;
    const figure = figureOf(m, groups, '%');
    if (!isQuiet(figure.at, figure.end)) found.push(figure);
  }
  return found.sort((a, b) => a.at - b.at);
}

function nounLength(plain: string, end: number): number {
  return NOUN.exec(plain.slice(end, end + 8))?.[0].length ?? 0;
}
const NOUN = new RegExp(`^(?:${NOUNS})`);

function isCounted(plain: string, g: Record<string, string | undefined>, figure: Figure): boolean {
  const written = g.high ?? '';
  const end = figure.end;
  const after = plain.slice(end, end + 8);
  const isBounded = Boolean(g.before ?? g.after) || g.low !== undefined;
  // Hours are a measure of study when bounded; 24小时值守 and 2小时内 are not.
  if (g.unit === '小时' && (!isBounded || /内/.test(g.after ?? ''))) return false;
  if (g.mask)
    return (
      !/^[.…]+$/.test(g.mask) && !isBullet(plain, figure.at, g.mask) && !(g.unit === '个' && /^[人性别体]/.test(after))
    );
  if (/^(?:员|性别|们|民|才|文|生(?!日)|工(?!会)|事|力|心|身|气|格|大|均|口)/.test(after) && g.unit === '人')
    return false;
  if (ABSTRACT_ALWAYS.test(after) && /[个项种类]$/.test(g.unit ?? '')) return false;
  const around = plain.slice(Math.max(0, figure.at - 3), end + 5);
  if (g.unit === '次' && /届$/.test(plain.slice(Math.max(0, figure.at - 1), figure.at))) return false;
  if (/^\d/.test(written))
    return !/(?:第|前) ?$/.test(plain.slice(Math.max(0, figure.at - 2), figure.at)) && !/^(?:号|楼)/.test(after);
  return isChineseCounted(plain, figure, g, { written, after, around, isBounded });
}

/** Chinese numerals stand in many fixed phrases, so a counted thing needs a bound, or a verb that brings it about. */
function isChineseCounted(
  plain: string,
  figure: Figure,
  g: Record<string, string | undefined>,
  seen: { written: string; after: string; around: string; isBounded: boolean },
): boolean {
  const { written, after, around, isBounded } = seen;
  const unit = g.unit ?? '';
  if (/^[百千万亿零〇]+$/.test(written) && !isBounded) return false;
  if (IDIOM.test(around)) return false;
  if (/[个项种类条]$/.test(unit) && ABSTRACT_CHINESE.test(after)) return false;
  const before = plain.slice(Math.max(0, figure.at - 30), figure.at);
  const clause = before.slice(
    Math.max(before.lastIndexOf('，'), before.lastIndexOf('。'), before.lastIndexOf('；')) + 1,
  );
  if (/(?:第|前|以下|如下|这|那|某|抓好|抓住|突出|围绕|把握|坚持)$/.test(clause)) return false;
  if (written === '一') return isOne(unit, clause, after, isBounded);
  if (RISKY.test(unit) && !isBounded && !(THINGS.test(unit) && ACTION.test(clause))) return false;
  if (written === '二' && !isBounded) return false;
  const endsList = /[\u4e00-\u9fa5]等$/.test(clause);
  return (
    isBounded || endsList || ACTION.test(clause) || CONCRETE.test(unit) || (LARGE.test(written) && !RISKY.test(unit))
  );
}

/** 一 is an article more often than a number: it counts for rounds of an act, and where each unit owes one. */
function isOne(unit: string, clause: string, after: string, isBounded: boolean): boolean {
  if (isBounded) return true;
  if (/^性|^步/.test(after)) return false;
  if (REPEATED.test(unit))
    return /(?:每|至少|组织|举办|开展|举行|召开|进行|评|轮训|培训|检查|安排|慰问|体检|各|公布|公开|汇报|上报|看望|走访|活动)/.test(
      clause,
    );
  return (
    /^(?:名|篇|份|件|条|项|个|家|人)$/.test(unit) &&
    /(?:每[^，]{1,8}(?:推荐|至少|选送|上报|报送|提)|各(?:推荐|选送|报送)?)[^，]{0,3}$/.test(clause)
  );
}
