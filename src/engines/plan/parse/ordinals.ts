import { numberValue } from './chinese-numbers';

export interface FoundOrdinal {
  at: number;
  end: number;
  n: number;
  /** The series without the edition. */
  nameAt: number;
}

const ORDINAL = /第 ?(?<n>\d{1,3}|[一二三四五六七八九十百]{1,4}) ?(?<unit>届|期|季(?!度)|次)/g;
const EVENT_END =
  /^[^，。；：、！？\n|\t]{0,22}?(?:比赛|竞赛|大赛|联赛|邀请赛|接力赛|锦标赛|对抗赛|挑战赛|[^竞比]赛|比武|运动会|艺术节|文化节|体育节|读书节|美食节|科技节|联欢会|联谊会|文艺晚会|晚会|汇演|演讲|论坛|培训班|训练营|讲堂|讲座|沙龙|展览?|评选|评比|活动|大会|博览会|交流会|杯”?|节(?!能|约|日|目|点)|周|月)/;
const MEETING =
  /(?:代表大会|代表会议|职代会|教代会|工代会|会员大会|[全委]会|常委会|党代会|人大|政协|理事会|委员会|会议|中央|全国代表)/;

/** Editions of an event (第六届炊工比武). Ordinals of meetings, quarters, prizes and places are none. */
export function findOrdinals(plain: string): FoundOrdinal[] {
  const found: FoundOrdinal[] = [];
  for (const m of plain.matchAll(ORDINAL)) {
    const n = numberValue(m.groups?.n ?? '');
    const nameAt = m.index + m[0].length;
    const rest = plain.slice(nameAt, nameAt + 30);
    const name = EVENT_END.exec(rest)?.[0];
    const head = /^[^，。；：、！？\n|\t]{0,18}/.exec(rest)?.[0] ?? '';
    if (n === null || MEETING.test(name ?? head)) continue;
    if (m.groups?.unit !== '届' && !name) continue;
    if (m.groups?.unit === '次' && !/(?:赛|会|比武|活动)$/.test(name ?? '')) continue;
    found.push({ at: m.index, end: nameAt + (name ?? head).length, n, nameAt });
  }
  return found;
}
