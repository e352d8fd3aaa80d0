import type { Slice } from './parsed-plan';

/** Groups of people, longer names first. The table may grow; nothing else depends on its rows. */
const PEOPLE =
  '工区正、副主任|工区主任、副主任|特困、困难和一般性困难职工|优胜单位和个人|一般性困难职工|贫困职工|困难职工|特困职工|困难教职工|困难教师|患病职工|住院职工|退休教职工|退休教师|退休职工|离退休人员|离退休职工|女教职工|女职工|女教师|女医务人员|女工|女员工|单身青年|单身职工|青年教师|青年职工|青年员工|青工|青年|炊工|炊事员|技术班长|班组长|班长|工会干部|工会主席|工会小组长|女工委员|职工代表|教工代表|会员代表|新会员|会员|一线职工|一线员工|农民工|临时工|灵活就业人员|新就业形态劳动者|货车司机|网约车司机|快递员|外卖送餐员|护理员|环卫工人|劳模工匠|劳动模范|劳模|工匠|先进工作者|先进个人|技术能手|教职员工|教职工|教师|护士|医务人员|医护人员|驾驶员|司机|乘务员|矿工|井下职工|家属|子女|孕产妇|哺乳期女职工|广大职工|全体职工|职工|员工';
const BODIES =
  '集团公司党委|集团公司工会|集团公司|开发区工会|市总工会|县总工会|省总工会|区总工会|总工会|教育工会|上级工会|上级|总场|我场|全场|盐场|本场|各工会组织|各单位工会|各基层工会|基层工会|各工会小组|工会小组|各分工会|分工会|各车间工会|各部门工会|工会委员会|女职工委员会|女工委员会|女工委|妇委会|妇联|经费审查委员会|经审会|经审委|各单位|各部门|各科室|各车间|各班组|各年级组|各学校|各乡镇|各街道|各区队|一线工区|工区|泵站|职工食堂|互助互济基金会|职工保险互助会|工会储金会|储金会|职代会|教代会|公司党委|学校党支部|党总支|党委|党支部|团委|共青团|行政|人事科|财务科|办公室|后勤处';

const PEOPLE_PATTERN = new RegExp(PEOPLE, 'g');
const BODY_PATTERN = new RegExp(BODIES, 'g');

export interface Mention {
  at: number;
  end: number;
}

export function findPeople(plain: string): Mention[] {
  return [...plain.matchAll(PEOPLE_PATTERN)].map((m) => ({ at: m.index, end: m.index + m[0].length }));
}

export function findBodies(plain: string): Mention[] {
  return [...plain.matchAll(BODY_PATTERN)].map((m) => ({ at: m.index, end: m.index + m[0].length }));
}

/** The words found, each once. */
export function wordsOf(source: string, plain: string, kind: 'people' | 'bodies'): string[] {
  const found = kind === 'people' ? findPeople(plain) : findBodies(plain);
  return [...new Set(found.map((m) => source.slice(m.at, m.end)))];
}

/** Who must act: the units that a clause addresses, and what stands behind 责任单位： or before 牵头 and 负责. */
export function findResponsible(source: string, plain: string): Slice[] {
  const found: Slice[] = [];
  const add = (at: number, end: number): void => {
    if (end > at && !found.some((f) => at < f.at + f.text.length && f.at < end))
      found.push({ text: source.slice(at, end), at });
  };
  for (const m of plain.matchAll(RESPONSIBLE_UNITS)) add(m.index, m.index + (m[1] ?? '').length);
  for (const m of plain.matchAll(
    /(?:责任(?:单位|部门|人|科室)|牵头(?:单位|部门)|负责(?:人|单位|部门)|承办(?:单位|部门)|主办(?:单位|部门)) ?[:：] ?([^，。；\n|\t）)]{2,30})/g,
  )) {
    add(m.index + m[0].length - (m[1] ?? '').length, m.index + m[0].length);
  }
  for (const m of plain.matchAll(/由([^，。；、\n的由]{2,12})(?:牵头|负责|承办|组织实施)/g))
    add(m.index + 1, m.index + 1 + (m[1] ?? '').length);
  return found.sort((a, b) => a.at - b.at);
}

const RESPONSIBLE_UNITS =
  /(各(?:级|单位|部门|科室|车间|班组|基层|分|学校|乡镇|街道|工区|区队|年级组?|支部)?(?:工会)?(?:组织|小组|委员会|单位)?)(?=也?要|应|须|需|必须|负责|结合|于|在|，(?:要|应))/g;
