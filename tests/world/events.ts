import type { Context } from '#kernel';
import type { NewPerson, NewUnit } from '#engines/roster';
import {
  closeEvent,
  createEvents,
  quickEvent,
  recordAttendance,
  scheduleEvent,
  type NewEvent,
} from '#engines/schedule';
import { recogniseEvent } from '#lines/culture';
import type { Dice } from './random';
import type { WorldUnits } from './units';

/** An event of the first half of the year as the works held it, some days later than the plan says. */
interface HeldEvent {
  title: string;
  day: string;
  place: string;
  people: number;
  summary: string;
  series?: { name: string; edition: number };
  /** Who invited, for an outside event. */
  outside?: string;
}

const held: readonly HeldEvent[] = [
  {
    title: '春节文艺晚会',
    day: '2024-02-07',
    place: '集团公司礼堂',
    people: 26,
    outside: '集团公司工会',
    summary: '我场报送歌伴舞、快板两个节目。',
  },
  {
    title: '元宵节街头文艺',
    day: '2024-02-24',
    place: '开发区中心广场',
    people: 48,
    outside: '开发区工会',
    summary: '我场秧歌队参加巡游。',
  },
  {
    title: '女工歌舞联谊会',
    day: '2024-03-07',
    place: '总场礼堂',
    people: 132,
    summary: '六个工区和机关共演出十四个节目。',
  },
  {
    title: '青年演讲比赛',
    day: '2024-04-09',
    place: '总场礼堂',
    people: 87,
    summary: '十二名选手参赛，前三名参加巡回演讲。',
  },
  {
    title: '炊工比武',
    day: '2024-04-18',
    place: '三食堂',
    people: 38,
    summary: '刀工、烹饪、理论三项。',
    series: { name: '炊工比武', edition: 6 },
  },
  { title: '捞盐比赛', day: '2024-05-13', place: '二工区结晶池', people: 64, summary: '因连日降雨推迟三天举行。' },
];

const small: readonly { title: string; day: string; heads: number; area: number }[] = [
  { title: '班组象棋擂台', day: '2024-03-21', heads: 16, area: 0 },
  { title: '五四青年登高', day: '2024-05-04', heads: 35, area: 1 },
  { title: '“赞美盐工”诗歌朗诵', day: '2024-05-24', heads: 28, area: 0 },
];

/** The first half of the year: held events with names behind them, one that is about to begin, small ones of areas. */
export async function holdEvents(
  ctx: Context,
  units: Pick<WorldUnits, 'works' | 'areas'>,
  people: readonly NewPerson[],
  random: Dice,
): Promise<number> {
  const [coming] = await createEvents(ctx, [planned(units.works, { title: '乒乓球比赛', day: '2024-06-20' })]);
  await scheduleEvent(ctx, coming!, {
    version: 1,
    startsAt: '2024-06-20T15:00:00+08:00',
    endsAt: null,
    place: '总场文体中心',
    reason: '',
  });
  const ids = await createEvents(
    ctx,
    held.map((event) => planned(units.works, event)),
  );
  for (const [i, event] of held.entries()) {
    const id = ids[i]!;
    await scheduleEvent(ctx, id, {
      version: 1,
      startsAt: `${event.day}T14:00:00+08:00`,
      endsAt: null,
      place: event.place,
      reason: '',
    });
    const came = Array.from({ length: event.people }, () => people[random.below(people.length)]!.id!);
    await recordAttendance(ctx, id, [...new Set(came)]);
    await closeEvent(ctx, id, { version: 2, summary: event.summary, headCount: null });
  }
  for (const event of small) {
    await quickEvent(ctx, {
      title: event.title,
      unitId: units.areas[event.area]!.id!,
      day: event.day,
      headCount: event.heads,
      photoIds: [],
      summary: '',
      themes: [],
      tags: [],
      definitionKey: null,
      place: '',
    });
  }
  return held.length + small.length + 1;
}

function planned(works: NewUnit, event: Pick<HeldEvent, 'title' | 'day' | 'series' | 'outside'>): NewEvent {
  const organiser = event.outside === undefined ? 'own' : 'outside';
  return {
    title: event.title,
    unitId: works.id!,
    window: { from: event.day, to: event.day, words: '' },
    organiser: { kind: organiser, name: event.outside ?? null },
    series: event.series ?? null,
    definitionKey: recogniseEvent(event.title, organiser),
  };
}
