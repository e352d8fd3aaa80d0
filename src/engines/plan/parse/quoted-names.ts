/** Quoted text: names of activities, awards, programmes and themes on one side; slogans, periods and policy on the other. */

export interface Quote {
  /** Inside the marks. */
  at: number;
  end: number;
}

export function findQuotes(plain: string): Quote[] {
  return [...plain.matchAll(/“([^“”\n]{1,60})”/g)].map((m) => ({ at: m.index + 1, end: m.index + m[0].length - 1 }));
}

/** 《我爱我厂》征文: what is written, spoken or sung about. Titles of laws and documents are no names. */
const THEME = /《([^《》\n]{2,20})》(?=(?:主题)?(?:征文|演讲|朗诵|歌咏|摄影|诵读))/g;
const LAW = /(?:法|条例|规定|办法|意见|通知|纲要|合同|准则|细则|方案|规划|章程|精神|报告)$/;

function findThemes(plain: string): Quote[] {
  return [...plain.matchAll(THEME)]
    .filter((m) => !LAW.test(m[1]!))
    .map((m) => ({ at: m.index + 1, end: m.index + m[0].length - 1 }));
}

/** Never names, whatever stands beside them. */
const FIXED_PHRASE =
  /^(?:(?:十[一二三四五六七八九]?|九)五|三八|五一|五四|六一|七一|八一|十一|国庆|元旦|春节|中秋|端午|元宵|重阳|清明|两节|五·?一二?|[\d.·]{1,6}|[一二三四五六七八九两]个[^，。]{0,6}|[二三四五六七八九]大[^，。]{1,6}|三[严讲]三?[实]?|两学一做|双一流|三会一课|一岗双责|五位一体|四个全面|三重一大|双减|双碳|双随机.*|一带一路|.{0,4}比学赶(?:帮|超).{0,4}|不忘初心.*|以人为本.*|以.{1,6}为.{0,2}(?:本|中心|核心|主线|导向)|安全第一.*|预防为主.*|科学发展观|和谐社会|中国梦|.{0,6}(?:精神|思想|理论|方针|原则|战略|要求|理念|观))$/;
/** Words right behind a quote that make it policy or a slogan. */
const POLICY_AFTER =
  /^(?:等?(?:问题|现象)|的?(?:精神|方针|思想|理念|原则|要求|战略|规划|时期|期间|国际|妇女节|劳动节|青年节|儿童节|护士节|重要思想|(?:总体|战略|发展)?布局|政策|形势|新?高潮|氛围|局面|格局|状态|意识|目标|愿景|重要论述|总要求|总目标|总方针|工作方针|工作思路|作用|良好|风气|口号|关系|问题|现象|责任制?|制度|机制|模式|体系|开局|收官|之年|计划的|网络|平台)|节|前夕|前后)/;
/** Words right behind a quote that make it a name. */
const NAME_AFTER =
  /^(?:的)?(?:[^，。；、“”（）\s]{0,8})(?:活动|竞赛|比赛|大赛|赛|工程|行动|评选|评比|评比表彰|称号|荣誉|奖|奖章|奖状|杯|主题|专题|系列|创建|创优|争创|岗|标兵|集体|单位|班组|论坛|讲座|讲堂|课堂|沙龙|联谊|晚会|演讲|征文|计划|项目|品牌|服务|志愿|慰问|救助|基金|俱乐部|协会|社团|工作室|之家|家园|小屋|书屋|驿站|热线|信箱|公众号|专栏|先锋|能手|明星|之星|劳模|模范|十佳|读书|歌|展|节|月|周|日|比武|练兵|培训|运动会|健步|走|主线|宣传|资助|帮扶|救助|助学|发放|建设|班(?!子)|营(?!造)|队|团|站|擂台|赠|推荐|候选|验收|合理化建议)|^(?:各|共)?\d{1,3}(?: ?[-~至到] ?\d{1,3})? ?(?:名|个|户|人|家|对|项)|^[一二三四五六七八九十两]{1,3}(?:名|户|家|对|个(?=[，。；、）\n]))/;
/** Verbs whose object is a programme, an award or an activity. */
const STRONG_BEFORE =
  /(?:开展|组织|举办|举行|评出|评选出?|表彰|命名|授予|争创|争当|创建|创树|打造|实施好?|启动|参加|荣获|获得|申报|推荐|选树|推出|成立|组建|设立|开设|建好|办好|做好|征集|每月|每季度?|全年)$/;
const NAME_ENDING =
  /(?:活动|竞赛|比赛|大赛|工程|行动|计划|杯|奖|奖章|岗|标兵|能手|状元|集体|个人|单位|班组|之家|家园|小家|小屋|书屋|驿站|讲堂|课堂|论坛|沙龙|俱乐部|工作室|先锋|明星|之星|女职工|职工|教师|护士|员工|十佳|家庭|食堂|基金|论坛|大比武|运动会|文化节|艺术节|月|周|日|号|队|站|室|网|分子|工作者|干部|助学|送清凉|送温暖)$/;

/** Awards are named so. */
const NAME_OPENING = /^(?:双?十佳|十大|优秀|先进(?!性)|最美|模范|巾帼)[\u4e00-\u9fa5]/;
/** What somebody is to be for others is praise, not a name: 做职工的“知心人”. */
const PRAISE_BEFORE = /(?:做|当好?|成为|争做)[^，。；]{0,8}的$/;

/** The names among the quotes and themes, in order, each once, cut from the source. */
export function namesAmong(source: string, plain: string, quotes: Quote[]): string[] {
  const named: Quote[] = findThemes(plain);
  let previous: { end: number; isName: boolean } | null = null;
  for (const quote of quotes) {
    const isName = isNameQuote(plain, quote, previous);
    previous = { end: quote.end + 1, isName };
    if (isName) named.push(quote);
  }
  named.sort((a, b) => a.at - b.at);
  return [...new Set(named.map((quote) => source.slice(quote.at, quote.end).trim()))];
}

function isNameQuote(plain: string, quote: Quote, previous: { end: number; isName: boolean } | null): boolean {
  const inner = plain.slice(quote.at, quote.end).trim();
  const after = plain.slice(quote.end + 1, quote.end + 24);
  const before = plain.slice(Math.max(0, quote.at - 13), quote.at - 1);
  if (FIXED_PHRASE.test(inner) || /[。；！？]/.test(inner)) return false;
  if (PRAISE_BEFORE.test(before)) return false;
  if (/^[“”]/.test(after)) return STRONG_BEFORE.test(before) || NAME_ENDING.test(inner);
  if (POLICY_AFTER.test(after) && !/^(?:节|的?作用)?[^，。；]{0,4}(?:活动|竞赛|评选)/.test(after)) return false;
  if (NAME_AFTER.test(after) || NAME_ENDING.test(inner) || NAME_OPENING.test(inner)) return true;
  // 三服务, 五化: a short count of virtues is a slogan unless a name's word follows.
  if (/^[一二三四五六七八九双][^，。、]{1,2}$/.test(inner)) return false;
  if (/^、?“/.test(after.trim()) || /^等/.test(after)) return STRONG_BEFORE.test(before) || previous?.isName === true;
  // A quote in a list of names is a name as well.
  const joins = previous !== null && /^[、和及与或]$/.test(plain.slice(previous.end, quote.at - 1));
  if (joins && previous?.isName) return true;
  if (STRONG_BEFORE.test(before) && !/[，。；]/.test(inner) && inner.length <= 16) return true;
  return /(?:主题为|主题是|题为|名为|主题[:：])$/.test(before) || /^为(?:主题|载体|题)/.test(after);
}
