/** The written forms of time words in plain text (see plain-text.ts), as regular expressions with bounded repeats. */

const YEAR =
  '(?:20\\d{2}|20[xX*×○〇]{2}|(?:民国 ?)?1\\d{2}|二[〇○零][〇○零一二三四五六七八九xX×]{2}|[xX×*]{2,4}) ?(?:年度?|学年)';
const MONTH = '(?:1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十]|元|正)';
const DAY =
  '(?:3[01]|[12]\\d|0?[1-9]|三十一?|[二廿]十?[一二三四五六七八九]|二十|十[一二三四五六七八九]?|[一二三四五六七八九])';
const PART = '(?:上中旬|中下旬|上旬|中旬|下旬|初|底|末|中(?![旬学国心小央层级队型医药专]))';
const DASH = ' ?(?:-{1,2}|~|至|到) ?';
const NOT_IN_NUMBER = '(?<![\\d一二三四五六七八九十])';
/** 月 as a month, not as a thing of months (月饼, 月薪) or the moon. */
const YUE = ' ?月(?:份)?(?![饼龄嫂球刊薪票光亮季])';
const POINT_TAIL = (n: number): string => `(?: ?(?<day${n}>${DAY}) ?[日号]|的?(?<part${n}>${PART}))?`;

/** 3月, 4月中旬, 3月8日, 2024年3月, 3—5月, 3月8日至15日, 3、4月, 12月至次年1月. */
export const CALENDAR = new RegExp(
  `${NOT_IN_NUMBER}(?:(?<year1>${YEAR}) ?)?` +
    `(?:(?<list>(?:${MONTH}(?: ?月份?)?[、和及]){1,6})|(?<month1>${MONTH})(?:${YUE}${POINT_TAIL(1)})?${DASH}(?:(?<year2>${YEAR}) ?|次年|翌年)?)?` +
    `(?<month2>${MONTH})(?: ?两(?=月))?${YUE}(?:(?<day2a>${DAY}) ?日?${DASH}(?<day2b>${DAY}) ?[日号]|(?: ?(?<day2>${DAY}) ?[日号])|的?(?<part2>${PART})(?:(?:${DASH}|[、和])(?<part3>${PART}))?)?`,
  'g',
);

/** 第一季度, 二季度, 第二、三季度, 一至三季度, 第四季度末, Q1. */
export const QUARTER = new RegExp(
  `(?:(?<year>${YEAR}) ?)?(?:第?(?<first>[一二三四1-4首])(?<more>(?: ?(?:[、和及与]|-|~|至|到) ?第?[一二三四1-4]){0,3}) ?季(?:度|(?=[，。；：、\\s]|$))|Q(?<latin>[1-4])(?!\\w))(?<part>初|末|底)?`,
  'g',
);

/** 上半年, 年初, 2024年底, 今年年底, 年内, 全年. */
export const YEAR_PART =
  /(?:(?<year>20\d{2}|20[xX*×]{2}|二[〇○零一二三四五六七八九]{3}|[本今当]) ?)?(?:年度? ?)?(?:(?<half>[上下]半年)|(?<word>年[初底末终内]|岁末))|(?<whole>全年)/g;
/** What before 年底 or 年内 makes it another year's, or part of another word (三年内, 学年初, 去年底). */
export const NOT_THIS_YEAR = /[去上前往来新青少学老中成历余多\d一二三四五六七八九十两几数半]$/;

/** A year by itself. */
export const YEAR_ALONE = new RegExp(`(?<!\\d)${YEAR}`, 'g');

/** 每月, 每季度末, 每月25日, 每半年, 每周. */
export const EVERY = new RegExp(
  `每(?:个|一)?(?<unit>月|季度?末|季度?底|季度?|半年|周|星期|学期|年|两个?月)(?!例会|例行|之星|一星|一题|一歌|逢)(?:(?<day>${DAY}) ?[日号]|的?(?:上旬|中旬|下旬|初|底|末))?`,
  'g',
);

/** 3.8, 5·12, 4.21: a date only beside festival or activity words, never before a unit. */
export const DOTTED =
  /(?<![\d.·])(?<month>1[0-2]|0?[1-9])[.·](?<day>3[01]|[12]\d|0?[1-9])(?: ?(?:-{1,2}|~|至|到) ?(?<month2>1[0-2]|0?[1-9])[.·](?<day2>3[01]|[12]\d|0?[1-9]))?(?![\d.%·]| ?(?:[-~至到、] ?\d{1,2} ?)?月)(?: ?(?:国际|劳动|妇女|青年|儿童|护士|教师|建党|建军|国庆){0,2}节(?!课))?/g;

/** 2024-03-08, 2024.3.8, 2024/3/8. */
export const ISO_DATE = /(?<!\d)(?<year>20\d{2})[-./](?<month>1[0-2]|0?[1-9])[-./](?<day>3[01]|[12]\d|0?[1-9])(?!\d)/g;

/** What may follow a time and change its meaning. */
export const TIME_SUFFIX =
  /^(?<until> ?之前| ?以前|(?:来临|到来)之?前|前夕|前(?![后往来期列\d三提述沿景茅辈台线进十五端瞻置门者方]))|^(?<since>起|开始)|^(?<span>期间|之间|前后|间(?!接|隔|断|歇)|左右|之际|来临之际|到来之际|当天|当日|当月)/;

/** What stands before a deadline. */
export const NOT_LATER = /(?:不得?[迟晚]于|最[迟晚](?:于|在|不超过)?) ?$/;

/** What stands before the head of a line or of a table cell. */
export const HEADS_LINE = /(?:^|[\n|\t])[ *●•◆■▲★◇○·-]{0,5}$/;

/** Words after a dotted pair that make it a date. */
export const DATE_NEIGHBOUR =
  /^”? ?(?:国际|全国|世界|全民|学雷锋|“|期间|前后|前夕|前|起|日|[^，。；：、\s\d]{0,10}(?:节|日|周|月|活动|期间|纪念|比赛|晚会|庆祝))/;
export const UNIT_NEIGHBOUR =
  /^ ?(?:[%‰万亿千百元个名人次场期项家倍米公克吨亩平小天年分秒折成度级版公里]|百分|学时|课时)/;
