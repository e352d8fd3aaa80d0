/**
 * The kinds of cultural and sports events (plan, chapter 9) as data. A title belongs to the first kind of its
 * organiser of which every group of words is met; a group is met by any one of its words.
 */
export interface EventDefinition {
  readonly key: string;
  readonly organiser: 'own' | 'outside';
  readonly words: readonly (readonly string[])[];
  readonly isCompetitive: boolean;
  /** Whom it is for, as the roster's cohorts are called. */
  readonly cohorts: readonly string[];
  /** What a head count counts by default. */
  readonly countedIn: 'people' | 'teams';
  readonly themes: readonly string[];
}

function own(key: string, rest: Omit<EventDefinition, 'key' | 'organiser'>): EventDefinition {
  return { key: `culture.own.${key}`, organiser: 'own', ...rest };
}

function outside(key: string, rest: Omit<EventDefinition, 'key' | 'organiser'>): EventDefinition {
  return { key: `culture.outside.${key}`, organiser: 'outside', ...rest };
}

const people = { cohorts: [], countedIn: 'people', themes: [] } as const;
const contest = { ...people, isCompetitive: true } as const;
const gathering = { ...people, isCompetitive: false } as const;

/** S9.9 to S9.19: the ten events of the year and the tour that follows the speech contest. */
// prettier-ignore
export const ownDefinitions: readonly EventDefinition[] = [
  own('women_gala', {
    ...gathering,
    words: [
      ['女工', '女职工', '妇女', '三八'],
      ['联谊', '歌舞'],
    ],
    cohorts: ['女职工'],
  }),
  own('speech_tour', { ...gathering, words: [['巡回'], ['演讲', '宣讲', '报告']], themes: ['爱岗敬业'] }),
  own('speech_contest', {
    ...contest,
    words: [['演讲'], ['比赛', '大赛', '竞赛', '赛']],
    cohorts: ['青年'],
    themes: ['爱岗敬业'],
  }),
  own('cook_contest', {
    ...contest,
    words: [
      ['炊工', '炊事', '厨艺', '烹饪'],
      ['比武', '比赛', '大赛', '竞赛', '技能'],
    ],
    cohorts: ['炊工'],
  }),
  own('salt_harvest_contest', {
    ...contest,
    words: [
      ['捞盐', '扒盐', '收盐'],
      ['比赛', '竞赛', '比武', '大赛'],
    ],
    countedIn: 'teams',
    themes: ['歌颂劳动'],
  }),
  own('knowledge_contest', {
    ...contest,
    words: [['知识'], ['竞赛', '比赛', '抢答', '大赛']],
    countedIn: 'teams',
    themes: ['安全', '法律'],
  }),
  own('table_tennis', { ...contest, words: [['乒乓']] }),
  own('card_game', {
    ...contest,
    words: [
      ['扑克', '升级', '够级', '掼蛋'],
      ['比赛', '赛', '活动'],
    ],
  }),
  own('chess', { ...contest, words: [['象棋', '棋类', '棋牌']] }),
  own('karaoke', { ...contest, words: [['卡拉OK', '歌手', '歌咏', '唱歌']] }),
  own('relay_race', { ...contest, words: [['接力', '环场跑', '环场']], countedIn: 'teams' }),
];

/** S9.6: the eight kinds that the group and the development zone's union invite to. */
// prettier-ignore
export const outsideDefinitions: readonly EventDefinition[] = [
  outside('spring_festival_gala', {
    ...gathering,
    words: [
      ['春节', '新春', '迎新春'],
      ['晚会', '文艺', '联欢'],
    ],
  }),
  outside('lantern_festival_show', { ...gathering, words: [['元宵'], ['文艺', '街头', '演出', '秧歌', '活动']] }),
  outside('speech_contest', { ...contest, words: [['演讲']] }),
  outside('karaoke', { ...contest, words: [['卡拉OK', '歌手', '歌咏', '唱歌']] }),
  outside('summer_evening_gala', {
    ...gathering,
    words: [
      ['消夏', '夏夜', '纳凉'],
      ['晚会', '文艺', '演出'],
    ],
  }),
  outside('sports_meeting', { ...contest, words: [['运动会', '体育大会']] }),
  outside('electrician_contest', {
    ...contest,
    words: [['电工'], ['大赛', '技能', '比武', '比赛', '竞赛']],
    cohorts: ['电工'],
  }),
  outside('computer_contest', {
    ...contest,
    words: [
      ['计算机', '微机', '电脑'],
      ['大赛', '技能', '比武', '比赛', '竞赛'],
    ],
  }),
];

const others = {
  own: own('other', { ...gathering, words: [] }),
  outside: outside('other', { ...gathering, words: [] }),
} as const;

export const definitions: readonly EventDefinition[] = [
  ...ownDefinitions,
  others.own,
  ...outsideDefinitions,
  others.outside,
];

/** Titles are compared without spaces and case; full-width letters count as plain ones. */
function plain(words: string): string {
  return words
    .normalize('NFKC')
    .replace(/[\s“”"'《》·]/g, '')
    .toUpperCase();
}

/** The kind of an event by its title; one that is none of those known is `culture.own.other` or `culture.outside.other`. */
export function matchDefinition(title: string, organiser: 'own' | 'outside' = 'own'): EventDefinition {
  const given = plain(title);
  const known = organiser === 'own' ? ownDefinitions : outsideDefinitions;
  return (
    known.find(({ words }) => words.every((group) => group.some((word) => given.includes(plain(word))))) ??
    others[organiser]
  );
}

/** The key of a title's definition, or null for a title that none of the known kinds fits. */
export function recogniseEvent(title: string, organiser: 'own' | 'outside'): string | null {
  const definition = matchDefinition(title, organiser);
  return definition === others[organiser] ? null : definition.key;
}
