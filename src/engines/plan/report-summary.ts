import { formatFen, type MeasureFigure } from '#kernel/contract';
import type { BoardRow, CommitmentState, Report } from './contract';
import { isReached, percentOf, type Words } from './report-lines';

/** One promise as the closing chapters look at it. */
export interface SummarySource {
  row: BoardRow;
  figure: MeasureFigure | null;
  chapterNumber: string | null;
  chapterTitle: string;
  evidence: number;
  photos: number;
}

/**
 * The duties of a trade union by the Trade Union Law (工会法, 2021-12-24): §6 names protection and service as the
 * basic duty and participation as its form, §7 economic construction and education. The words decide which
 * chapters and sentences of a plan serve a duty; a sentence may serve several.
 */
export const unionDuties: readonly { key: string; words: readonly string[] }[] = [
  {
    key: 'protect',
    words: [
      '维权',
      '维护',
      '权益',
      '劳动保护',
      '安康杯',
      '安全卫生',
      '帮扶',
      '救助',
      '送温暖',
      '困难',
      '慰问',
      '看望',
      '互助',
      '诉求',
      '呼声',
      '集体合同',
      '协商',
      '食堂',
      '生活',
      '健康',
      '捐',
    ],
  },
  {
    key: 'build',
    words: [
      '劳动竞赛',
      '指标竞赛',
      '建功立业',
      '合理化建议',
      '技术创新',
      '破纪录',
      '生产',
      '增效',
      '降本',
      '对口赛',
      '对手赛',
      '比武',
      '技能大赛',
    ],
  },
  {
    key: 'participate',
    words: ['职代会', '教代会', '职工代表', '民主管理', '民主监督', '民主参与', '参政议政', '公开', '民主评议', '提案'],
  },
  {
    key: 'educate',
    words: [
      '素质',
      '学习',
      '培训',
      '轮训',
      '教育',
      '职业道德',
      '学习型',
      '知识',
      '文体',
      '文化',
      '演讲',
      '法律',
      '《工会法》',
      '《劳动法》',
    ],
  },
  {
    key: 'organise',
    words: [
      '自身建设',
      '工会组织',
      '组织建设',
      '会员',
      '会费',
      '工会干部',
      '储金会',
      '工会工作',
      '建家',
      '职工之家',
      '经审',
      '换届',
    ],
  },
];

/** The duties that a promise serves, by its sentence and the title of its chapter. */
export function dutiesOf(quote: string, chapterTitle: string): string[] {
  const serving = (text: string) =>
    unionDuties.filter((duty) => duty.words.some((word) => text.includes(word))).map((duty) => duty.key);
  return [...new Set([...serving(quote), ...serving(chapterTitle)])];
}

/** One line a duty: the law's article, the chapters, how many promises stand where, and the records behind them. */
export function dutyLines(sources: readonly SummarySource[], words: Words): string[] {
  const byDuty = new Map<string, SummarySource[]>();
  for (const source of sources)
    for (const key of dutiesOf(source.row.quote, source.chapterTitle))
      byDuty.set(key, [...(byDuty.get(key) ?? []), source]);
  return unionDuties.map(({ key }) => {
    const serving = byDuty.get(key) ?? [];
    const name = words.say(`report.duties.${key}`);
    if (serving.length === 0) return words.say('report.duty_none', { name });
    return words.say('report.duty', {
      name,
      chapters: chapterNames(serving, words),
      count: serving.length,
      states: stateWords(
        serving.map((source) => source.row.state),
        words,
      ),
      evidence: sum(serving, (source) => source.evidence),
      figures: keyFigures(serving, words),
    });
  });
}

function chapterNames(sources: readonly SummarySource[], words: Words): string {
  const names = sources.map(
    (source) => source.chapterNumber ?? words.say('report.quoted', { text: source.chapterTitle }),
  );
  return [...new Set(names)].join(words.say('report.list_mark'));
}

const sum = (sources: readonly SummarySource[], of: (source: SummarySource) => number): number =>
  sources.reduce((total, source) => total + of(source), 0);

const stateOrder: readonly CommitmentState[] = [
  'kept', 'exceeded', 'kept_late', 'on_the_way', 'at_risk', 'not_begun', 'missed', 'no_measure', 'in_words',
]; // prettier-ignore

/** `已兑现3项、未兑现1项`: only the states that occur, always in one order. */
export function stateWords(states: readonly CommitmentState[], words: Words): string {
  const parts = stateOrder
    .map((state) => ({ state, count: states.filter((s) => s === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => words.say('report.state_count', { state: words.say(`report.states.${state}`), count }));
  return parts.join(words.say('report.list_mark'));
}

const MOST_FIGURES = 3;

/** Money first, then shares: the numbers that a reader asks for. */
function keyFigures(sources: readonly SummarySource[], words: Words): string {
  const shown: string[] = [];
  for (const { row, figure } of sources) {
    const known = figure ?? row.figure;
    if (known === null || row.kind === 'aim') continue;
    if (known.unit === 'fen')
      shown.unshift(
        words.say('report.key_figure', { number: row.number, figure: `¥${formatFen(BigInt(known.value))}` }),
      );
    else if (known.of !== null && Number(known.of) > 0)
      shown.push(words.say('report.key_figure', { number: row.number, figure: `${known.value}/${known.of}` }));
  }
  if (shown.length === 0) return '';
  return words.say('report.key_figures', { figures: shown.slice(0, MOST_FIGURES).join(words.say('report.list_mark')) });
}

export interface Totals {
  year: number;
  dropped: number;
  amended: number;
  directives: number;
}

type Sentence = Report['summary'][number];

/** The closing summary: each sentence carries a figure, or the mark that it is answered in words. */
export function summarise(sources: readonly SummarySource[], totals: Totals, words: Words): Sentence[] {
  const say = (key: string, params: Record<string, unknown>): Sentence => ({
    text: words.say(`report.summary.${key}`, params),
    isInWords: false,
  });
  const measured = sources.filter((s) => s.row.state !== 'in_words');
  const inWords = sources.length - measured.length;
  const reached = measured.filter((s) => isReached(s.row.state)).length;
  const percent = percentOf(String(reached), String(measured.length));
  const sentences: Sentence[] = [
    say(measured.length > 0 ? 'all' : 'all_in_words', {
      year: totals.year,
      count: sources.length,
      measured: measured.length,
      inWords,
      states: stateWords(
        measured.map((s) => s.row.state),
        words,
      ),
    }),
  ];
  if (percent !== null) sentences.push(say('rate', { reached, measured: measured.length, percent }));
  sentences.push(...groupSentences(measured, say, words));
  const evidence = sum(sources, (s) => s.evidence);
  sentences.push(say('evidence', { count: evidence, photos: sum(sources, (s) => s.photos) }));
  if (totals.dropped + totals.amended > 0)
    sentences.push(say('changes', { amended: totals.amended, dropped: totals.dropped }));
  if (totals.directives > 0) sentences.push(say('directives', { count: totals.directives }));
  if (inWords > 0) {
    const backed = sources.filter((s) => s.row.state === 'in_words' && s.evidence > 0).length;
    sentences.push({ text: words.say('report.summary.in_words', { count: inWords, backed }), isInWords: true });
  }
  sentences.push({ text: words.say('report.summary.closing', {}), isInWords: true });
  return sentences;
}

/** A list that nobody reads to its end says that it goes on; the chapters hold them all. */
const MOST_NUMBERS = 20;

function numbersOf(sources: readonly SummarySource[], words: Words): string {
  const numbers = sources
    .slice(0, MOST_NUMBERS)
    .map((s) => s.row.number)
    .join(words.say('report.list_mark'));
  return sources.length > MOST_NUMBERS ? words.say('report.summary.some', { numbers }) : numbers;
}

type Say = (key: string, params: Record<string, unknown>) => Sentence;

/** Events, money, lateness and what was missed, each only where there is something to say. */
function groupSentences(measured: readonly SummarySource[], say: Say, words: Words): Sentence[] {
  const sentences: Sentence[] = [];
  const events = measured.filter((s) => s.row.kind === 'event');
  if (events.length > 0) {
    const held = events.filter((s) => Number((s.figure ?? s.row.figure)?.value ?? '0') > 0).length;
    sentences.push(say('events', { count: events.length, held }));
  }
  const money = measured.filter((s) => (s.figure ?? s.row.figure)?.unit === 'fen');
  if (money.length > 0) {
    const amounts = money.map((s) =>
      words.say('report.key_figure', {
        number: s.row.number,
        figure: `¥${formatFen(BigInt((s.figure ?? s.row.figure)!.value))}`,
      }),
    );
    sentences.push(say('money', { count: money.length, amounts: amounts.join(words.say('report.list_mark')) }));
  }
  const listed: [string, (state: CommitmentState) => boolean][] = [
    ['late', (state) => state === 'kept_late'],
    ['missed', (state) => state === 'missed'],
    ['open', (state) => state === 'on_the_way' || state === 'at_risk' || state === 'not_begun'],
    ['unmeasured', (state) => state === 'no_measure'],
  ];
  for (const [key, isMeant] of listed) {
    const meant = measured.filter((s) => isMeant(s.row.state));
    if (meant.length === 0) continue;
    sentences.push(say(key, { count: meant.length, numbers: numbersOf(meant, words) }));
  }
  return sentences;
}
