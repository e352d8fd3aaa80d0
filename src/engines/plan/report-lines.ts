import { formatFen, type Day, type Language, type MeasureFigure } from '#kernel/contract';
import type { BoardRow, CommitmentContent, Report } from './contract';
import type { CommitmentRecord } from './records';

/** Texts of the engine in one language; keys start at the top of its locale files. */
export interface Words {
  readonly language: Language;
  say(key: string, params?: Record<string, unknown>): string;
  /** The text of another module's key such as `culture.rows.no_attendance`, or null where there is none. */
  reason(key: string): string | null;
}

type ReportLine = Report['chapters'][number]['lines'][number];
/** A line with its target in words, for the column of the printed table. */
export interface YearReportLine extends ReportLine {
  target: string;
}

/** Evidence as the report quotes it; withdrawn evidence never gets here. */
export interface EvidenceNote {
  day: Day;
  text: string;
  photos: number;
  files: number;
}

export interface Amendment {
  first: CommitmentContent;
  present: CommitmentContent;
  steps: readonly { day: Day; reason: string }[];
}

export interface LineSource {
  row: BoardRow;
  figure: MeasureFigure | null;
  evidence: readonly EvidenceNote[];
  amendment: Amendment | null;
}

const MOST_EVIDENCE = 6;
const MOST_ROWS = 8;
const MOST_DAYS = 6;
const MOST_SIGNS = 80;

/** One promise of the plan as the year's end finds it. Every word comes from the records; nothing is typed by hand. */
export function reportLine(source: LineSource, words: Words): YearReportLine {
  const { row } = source;
  return {
    number: row.number,
    kind: row.kind,
    quote: row.quote,
    asks: null,
    target: targetWords(row.target, words),
    figure: figureWords(source, words),
    state: words.say(`report.states.${row.state}`),
    evidence: evidenceWords(source, words),
    exceptions: exceptionWords(source, words),
  };
}

/** A sentence that was set aside: it stays in the report with the reason. */
export function droppedLine(
  record: Pick<CommitmentRecord, 'number' | 'quote' | 'content' | 'dropReason'>,
  words: Words,
): YearReportLine {
  return {
    number: record.number,
    kind: record.content.kind,
    quote: record.quote,
    asks: null,
    target: targetWords(record.content.target, words),
    figure: words.say('report.figure.not_followed'),
    state: words.say('report.states.dropped'),
    evidence: [],
    exceptions: [
      words.say('report.exception.dropped', { reason: record.dropReason ?? words.say('report.exception.no_reason') }),
    ],
  };
}

/** `4月18日`; with its year where that is not the plan's own. */
export function dayWords(day: Day, words: Words, year?: number): string {
  const [ofYear = 0, month = 1, ofMonth = 1] = day.split('-').map(Number);
  const params = { year: ofYear, month: words.say(`report.months.${month}`), day: ofMonth };
  return words.say(year === ofYear ? 'report.day' : 'report.day_with_year', params);
}

/** `7000元`, `3万元`: whole ten thousands are shortened as official papers do. */
export function yuanWords(fen: bigint, words: Words): string {
  if (words.language !== 'zh-CN') return `¥${formatFen(fen)}`;
  const isWhole = fen % 100n === 0n;
  if (isWhole && fen >= 1_000_000n && fen % 1_000_000n === 0n) return `${fen / 1_000_000n}万元`;
  return isWhole ? `${fen / 100n}元` : `${formatFen(fen)}元`;
}

/** `92.7%`; a share that is not whole never rounds up to 100.0. Null where there is nothing to divide by. */
export function percentOf(value: string, of: string): string | null {
  const [part, whole] = [Number(value), Number(of)];
  if (!(whole > 0)) return null;
  const rounded = Math.round((part / whole) * 1000) / 10;
  return `${(part < whole ? Math.min(rounded, 99.9) : rounded).toFixed(1)}%`;
}

/** What was to be reached, in a few words; empty where the sentence names nothing that could be counted. */
export function targetWords(target: BoardRow['target'], words: Words): string {
  if (target === null) return '';
  const say = (key: string, params: Record<string, unknown> = {}) => words.say(`report.target.${key}`, params);
  switch (target.type) {
    case 'held':
      return say('held', { count: target.times });
    case 'stops':
      return say('stops', { cohort: target.cohort.join('、') || words.say('report.target.all_units') });
    case 'members':
      return say('members', { count: target.count });
    case 'count':
      return boundsWords(target.min, target.max, target.unit, words);
    case 'rate':
      return boundsWords(target.min, target.max, '%', words);
    case 'money':
      return moneyTarget(target, words);
    case 'coverage':
      return say('coverage', {
        share: `${Math.round(target.share * 1000) / 10}%`,
        cohort: target.cohort.join('、'),
        times: target.times,
      });
    case 'participation':
      return target.expected === null
        ? say('all_take_part')
        : say('participation', { count: target.expected, unit: target.unit, cohort: target.cohort });
    case 'awards':
      return target.names.length > 0 ? say('awards', { names: target.names.join('、') }) : say('awards_any');
    case 'lists':
      return say('lists', { lists: target.lists.join('+') });
    case 'once':
      return say('once');
  }
}

function boundsWords(min: number | null, max: number | null, unit: string, words: Words): string {
  if (min !== null && min === max) return words.say('report.target.exactly', { min, unit });
  if (min !== null && max !== null) return words.say('report.target.between', { min, max, unit });
  if (min !== null) return words.say('report.target.at_least', { min, unit });
  return max === null ? '' : words.say('report.target.at_most', { max, unit });
}

type MoneyTarget = Extract<NonNullable<BoardRow['target']>, { type: 'money' }>;

function moneyTarget(target: MoneyTarget, words: Words): string {
  const { minFen, maxFen, isAbout } = target;
  const about = minFen ?? maxFen;
  if (about === null) return words.say('report.target.masked');
  if (isAbout) return words.say('report.target.about', { amount: yuanWords(about, words) });
  if (minFen !== null && maxFen !== null && minFen !== maxFen)
    return words.say('report.target.money_between', { min: yuanWords(minFen, words), max: yuanWords(maxFen, words) });
  const key = minFen === null ? 'money_cap' : maxFen === null ? 'money_floor' : 'money';
  return words.say(`report.target.${key}`, { amount: yuanWords(about, words) });
}

/** The figure in words; a percentage only together with the two numbers behind it, and never for an aim. */
export function figureWords({ row, figure, evidence }: Omit<LineSource, 'amendment'>, words: Words): string {
  if (row.kind === 'aim' || row.state === 'in_words')
    return words.say(evidence.length > 0 ? 'report.figure.in_words' : 'report.figure.in_words_empty', {
      count: evidence.length,
    });
  const known = figure ?? row.figure;
  if (known === null) return words.say('report.figure.no_measure');
  if (known.unit === 'fen') return moneyWords(BigInt(known.value), row.target, words);
  const days = daysInWords(figure?.countedDays ?? [], row, words);
  if (known.of !== null) return shareWords(row, known.value, known.of, known.unit, days, words);
  return countWords(row, known.value, known.unit, days, words);
}

function moneyWords(value: bigint, target: BoardRow['target'], words: Words): string {
  const amount = `¥${formatFen(value)}`;
  const say = (key: string, goal: bigint, gap: bigint) =>
    words.say(`report.figure.money_${key}`, { amount, goal: yuanWords(goal, words), gap: formatFen(gap) });
  if (target?.type !== 'money') return amount;
  const { minFen, maxFen } = target;
  if (minFen !== null && value < minFen) return say('short', minFen, minFen - value);
  if (maxFen !== null && value > maxFen) return say('over', maxFen, value - maxFen);
  if (minFen !== null && (target.isAbout || minFen === maxFen)) return say('met', minFen, 0n);
  if (minFen !== null) return say('reached', minFen, value - minFen);
  return maxFen === null ? amount : say('below_cap', maxFen, maxFen - value);
}

function shareWords(
  row: BoardRow,
  value: string,
  of: string,
  unit: MeasureFigure['unit'],
  days: string,
  words: Words,
): string {
  if (Number(of) === 0) return words.say('report.figure.nothing_to_count');
  const name =
    row.target?.type === 'participation' ? row.target.unit : unit === 'percent' ? '' : words.say(`units.bare.${unit}`);
  const isShare = unit === 'percent' || row.target?.type === 'coverage' || row.target?.type === 'rate';
  const percent = isShare ? percentOf(value, of) : null;
  const share = percent === null ? '' : words.say('report.figure.percent', { percent });
  const gap = Number(of) - Number(value);
  const missing = gap > 0 ? words.say('report.figure.missing', { gap: trimmed(gap), unit: name }) : '';
  return `${value}/${of}${name}${share}${missing}${days}`;
}

function countWords(row: BoardRow, value: string, unit: MeasureFigure['unit'], days: string, words: Words): string {
  const { target } = row;
  const done = Number(value);
  const say = (key: string, params: Record<string, unknown> = {}) =>
    words.say(`report.figure.${key}`, { value, days, ...params });
  switch (target?.type) {
    case 'held':
      return done === 0 ? say('not_held') : target.times > 1 ? say('held_of', { of: target.times }) : say('held');
    case 'members':
      return say('members', { of: target.count });
    case 'once':
      return done === 0 ? say('not_done') : say('done');
    case 'awards':
      return say('awarded', { of: Math.max(1, target.names.length) });
    case 'lists':
      return say('awarded', { of: target.lists.reduce((sum, length) => sum + length, 0) });
    case 'participation':
      return target.expected === null
        ? say('plain', { unit: target.unit })
        : shareWords(row, value, String(target.expected), unit, days, words);
    case 'count':
      return `${say('plain', { unit: target.unit })}${boundsGap(done, target.min, target.max, target.unit, words)}`;
    case 'rate':
      return say('rate_without_numbers');
    default:
      return unit === 'percent' ? say('rate_without_numbers') : say('plain', { unit: words.say(`units.bare.${unit}`) });
  }
}

function boundsGap(done: number, min: number | null, max: number | null, unit: string, words: Words): string {
  if (min !== null && done < min)
    return words.say('report.figure.below', {
      goal: boundsWords(min, max, unit, words),
      gap: trimmed(min - done),
      unit,
    });
  if (max !== null && done > max)
    return words.say('report.figure.above', {
      goal: boundsWords(min, max, unit, words),
      gap: trimmed(done - max),
      unit,
    });
  const goal = boundsWords(min, max, unit, words);
  return goal === '' ? '' : words.say('report.figure.within', { goal });
}

const trimmed = (value: number): string => String(Math.round(value * 1000) / 1000);

function daysInWords(countedDays: readonly Day[], row: BoardRow, words: Words): string {
  const days = [...new Set(countedDays)].sort();
  if (days.length === 0) return '';
  const year = Number(row.days.to.slice(0, 4));
  const named = days.slice(0, MOST_DAYS).map((day) => dayWords(day, words, year));
  const key = days.length > MOST_DAYS ? 'report.figure.days_more' : 'report.figure.days';
  return words.say(key, { days: named.join(words.say('report.list_mark')), count: days.length });
}

function cut(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length <= MOST_SIGNS ? flat : `${flat.slice(0, MOST_SIGNS - 1)}…`;
}

function capped(items: string[], most: number, words: Words): string[] {
  if (items.length <= most) return items;
  return [...items.slice(0, most), words.say('report.more', { count: items.length - most })];
}

/** What was filed for the promise itself, then the records that its figure counts. */
function evidenceWords({ row, figure, evidence }: LineSource, words: Words): string[] {
  const year = Number(row.days.to.slice(0, 4));
  const filed = evidence.map((note) => {
    const day = dayWords(note.day, words, year);
    const title = cut(note.text) || words.say('report.evidence.untitled');
    const counts = [
      note.photos > 0 ? words.say('report.evidence.photos', { count: note.photos }) : '',
      note.files > 0 ? words.say('report.evidence.files', { count: note.files }) : '',
    ].filter((part) => part !== '');
    const behind =
      counts.length === 0
        ? ''
        : words.say('report.evidence.behind', { counts: counts.join(words.say('report.list_mark')) });
    return words.say('report.evidence.note', { day, title, behind });
  });
  // The plan's own measures count evidence and tasks: their rows would repeat what stands above.
  const isOwn = figure === null || figure.measure === 'plan.evidence_filed';
  const counted = isOwn ? [] : figure.rows.filter((r) => r.isCounted);
  const records = counted.map((r) =>
    words
      .say(r.unitName === null ? 'report.evidence.record' : 'report.evidence.record_of_unit', {
        day: r.day === null ? '' : dayWords(r.day, words, year),
        title: cut(r.title),
        unit: r.unitName ?? '',
      })
      .trim(),
  );
  return [...capped(filed, MOST_EVIDENCE, words), ...capped(records, MOST_EVIDENCE, words)];
}

/** Whatever a reader must not overlook: lateness, days outside the window, what was not counted, amendments. */
function exceptionWords({ row, figure, amendment }: LineSource, words: Words): string[] {
  const say = (key: string, params: Record<string, unknown> = {}) => words.say(`report.exception.${key}`, params);
  const found: string[] = [];
  if (row.state === 'kept_late') found.push(say('kept_late', { count: row.lateDays }));
  if (row.state === 'missed')
    found.push(row.lateDays > 0 ? say('overdue', { count: row.lateDays }) : say('beyond_cap'));
  if (row.state === 'no_measure') found.push(say('no_measure'));
  found.push(...outsideWindow(row, figure, words), ...capped(notCounted(row, figure, words), MOST_ROWS, words));
  if (row.kind === 'problem' && row.nextStep !== '' && !isReached(row.state))
    found.push(say('next_step', { step: row.nextStep }));
  if (amendment !== null) found.push(amendmentWords(amendment, words));
  return found;
}

export function isReached(state: BoardRow['state']): boolean {
  return state === 'kept' || state === 'kept_late' || state === 'exceeded';
}

function outsideWindow(row: BoardRow, figure: MeasureFigure | null, words: Words): string[] {
  if (row.window === null || figure === null) return [];
  const outside = [...new Set(figure.countedDays)].filter((day) => day < row.days.from || day > row.days.to).sort();
  if (outside.length === 0) return [];
  const year = Number(row.days.to.slice(0, 4));
  const days = outside.slice(0, MOST_DAYS).map((day) => dayWords(day, words, year));
  const more = outside.length > MOST_DAYS ? words.say('report.more', { count: outside.length - MOST_DAYS }) : '';
  return [
    words.say('report.exception.outside', {
      window: row.window.words,
      days: days.join(words.say('report.list_mark')),
      more,
    }),
  ];
}

function notCounted(row: BoardRow, figure: MeasureFigure | null, words: Words): string[] {
  const year = Number(row.days.to.slice(0, 4));
  return (figure?.rows ?? [])
    .filter((r) => !r.isCounted && r.reason !== null)
    .map((r) =>
      words
        .say('report.exception.not_counted', {
          day: r.day === null ? '' : dayWords(r.day, words, year),
          title: cut(r.title),
          reason: words.reason(r.reason!) ?? words.say('report.exception.no_reason'),
        })
        .trim(),
    );
}

/** The first and the present wording side by side, with every amendment's day and reason. */
export function amendmentWords({ first, present, steps }: Amendment, words: Words): string {
  const none = words.say('report.exception.nothing');
  const parts: [name: string, before: string, now: string][] = [
    ['title', first.title, present.title],
    ['window', first.window?.words ?? '', present.window?.words ?? ''],
    ['window_days', windowDays(first, words), windowDays(present, words)],
    ['target', targetWords(first.target, words), targetWords(present.target, words)],
    ['next_step', first.nextStep, present.nextStep],
    ['people', first.people.join('、'), present.people.join('、')],
    ['units', first.units.join('、'), present.units.join('、')],
  ];
  const changes = parts
    .filter(
      ([name, before, now]) =>
        before !== now && !(name === 'window_days' && first.window?.words !== present.window?.words),
    )
    .map(([name, before, now]) =>
      words.say('report.exception.change', {
        what: words.say(`report.parts.${name === 'window_days' ? 'window' : name}`),
        first: before || none,
        present: now || none,
      }),
    );
  const days = steps.map((step) =>
    words.say('report.exception.amended_on', { day: dayWords(step.day, words), reason: step.reason }),
  );
  return words.say('report.exception.amended', {
    days: days.join(words.say('report.list_mark')) || none,
    changes: changes.join(words.say('report.clause_mark')) || words.say('report.exception.owner_only'),
  });
}

export function windowDays({ window }: Pick<CommitmentContent, 'window'>, words: Words): string {
  if (window === null) return '';
  return [window.from, window.to].map((day) => (day === null ? '' : dayWords(day, words))).join('—');
}
