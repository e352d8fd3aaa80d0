import type { CommitmentContent, CommitmentKind, Target } from '../../../contract';
import { formatMoney, parseMoney } from '#ui';

/** A commitment's content as a person types it. Everything is text until it is saved. */
export interface ContentDraft {
  kind: CommitmentKind;
  title: string;
  words: string;
  from: string;
  to: string;
  every: string;
  festival: string;
  times: string;
  min: string;
  max: string;
  countUnit: string;
  isAbout: boolean;
  share: string;
  cohort: string;
  names: string;
  seriesName: string;
  edition: string;
  organisers: string;
  people: string;
  units: string;
  themes: string;
  members: string;
  nextStep: string;
  measure: string;
  unitId: string;
  officerId: string;
  officerName: string;
}

export type TargetType = Target['type'];

const targetOfKind: Partial<Record<CommitmentKind, TargetType>> = {
  event: 'held',
  tour: 'stops',
  event_group: 'members',
  count_range: 'count',
  count: 'count',
  rate: 'rate',
  money_floor: 'money',
  money_about: 'money',
  money_cap: 'money',
  coverage: 'coverage',
  participation: 'participation',
  award_round: 'awards',
  selection: 'lists',
  drive: 'once',
};

/** Which fields a kind's target needs; what comes round or can't be counted needs none. */
export function targetTypeOf(kind: CommitmentKind): TargetType | null {
  return targetOfKind[kind] ?? null;
}

const listText = (words: readonly string[]) => words.join('、');

/** Names in a text, parted by 、 ， ; or line ends. */
export function listOf(text: string): string[] {
  return text
    .split(/[、，,；;\n]/)
    .map((one) => one.trim())
    .filter(Boolean);
}

function yuanText(fen: bigint | string | null): string {
  return fen === null ? '' : formatMoney(String(fen)).replace('¥', '').replace(/\.00$/, '');
}

const numberText = (value: number | null) => (value === null ? '' : String(value));

function targetDraft(target: Target | null): Partial<ContentDraft> {
  switch (target?.type) {
    case 'held':
      return { times: String(target.times) };
    case 'stops':
      return { cohort: listText(target.cohort) };
    case 'count':
      return { min: numberText(target.min), max: numberText(target.max), countUnit: target.unit };
    case 'rate':
      return { min: numberText(target.min), max: numberText(target.max) };
    case 'money':
      return { min: yuanText(target.minFen), max: yuanText(target.maxFen), isAbout: target.isAbout };
    case 'coverage':
      return {
        share: String(Math.round(target.share * 1000) / 10),
        times: String(target.times),
        cohort: listText(target.cohort),
      };
    case 'participation':
      return { min: numberText(target.expected), countUnit: target.unit, cohort: target.cohort };
    case 'awards':
      return { names: listText(target.names) };
    case 'lists':
      return { names: target.lists.join('、') };
    default:
      return {};
  }
}

/** `春节文艺晚会：集团公司、开发区工会`, one line each. */
function membersText(members: CommitmentContent['members']): string {
  return members
    .map((one) => (one.organisers.length > 0 ? `${one.name}：${listText(one.organisers)}` : one.name))
    .join('\n');
}

export function draftOf(content: CommitmentContent, officerName: string | null): ContentDraft {
  const { window, series } = content;
  return {
    kind: content.kind,
    title: content.title,
    words: window?.words ?? '',
    from: window?.from ?? '',
    to: window?.to ?? '',
    every: window?.every ?? '',
    festival: window?.festival ?? '',
    times: '1',
    min: '',
    max: '',
    countUnit: '',
    isAbout: content.kind === 'money_about',
    share: '100',
    cohort: '',
    names: '',
    ...targetDraft(content.target),
    seriesName: series?.name ?? '',
    edition: series ? String(series.edition) : '',
    organisers: listText(content.organisers),
    people: listText(content.people),
    units: listText(content.units),
    themes: listText(content.themes),
    members: membersText(content.members),
    nextStep: content.nextStep,
    measure: content.measure ?? '',
    unitId: content.unitId ?? '',
    officerId: content.officerId ?? '',
    officerName: officerName ?? '',
  };
}

/** What the words of a new commitment start from. */
export function blankContent(title: string): CommitmentContent {
  return {
    kind: 'event',
    title,
    window: null,
    target: { type: 'held', times: 1 },
    series: null,
    organisers: [],
    people: [],
    units: [],
    themes: [],
    members: [],
    nextStep: '',
    measure: null,
    unitId: null,
    officerId: null,
  };
}

export type DraftFault =
  'title' | 'window' | 'windowTurned' | 'target' | 'money' | 'targetTurned' | 'series' | 'edition';
export type DraftFaults = Partial<Record<'title' | 'window' | 'target' | 'series', DraftFault>>;

/** A whole or decimal number, nothing, or not a number. */
function numberOf(text: string): number | null | undefined {
  const plain = text.normalize('NFKC').replace(/,/g, '').trim();
  if (plain === '') return null;
  return /^\d{1,7}(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}

type Read<T> = { value: T } | { fault: DraftFault };

function readCounted(draft: ContentDraft, type: 'count' | 'rate'): Read<Target> {
  const min = numberOf(draft.min);
  const max = numberOf(draft.max);
  const isWhole = (value: number | null | undefined) => value === null || Number.isInteger(value);
  if (min === undefined || max === undefined || (type === 'count' && !(isWhole(min) && isWhole(max))))
    return { fault: 'target' };
  if (min !== null && max !== null && min > max) return { fault: 'targetTurned' };
  return { value: type === 'rate' ? { type, min, max, unit: '%' } : { type, min, max, unit: draft.countUnit.trim() } };
}

function readMoney(draft: ContentDraft): Read<Target> {
  const amount = (text: string) => (text.trim() === '' ? null : (parseMoney(text) ?? undefined));
  const minFen = amount(draft.min);
  const maxFen = draft.isAbout ? minFen : amount(draft.max);
  if (minFen === undefined || maxFen === undefined) return { fault: 'money' };
  if (minFen !== null && maxFen !== null && minFen > maxFen) return { fault: 'targetTurned' };
  return { value: { type: 'money', minFen, maxFen, isAbout: draft.isAbout } };
}

function readTarget(draft: ContentDraft, kept: Target | null): Read<Target | null> {
  const type = targetTypeOf(draft.kind);
  const times = numberOf(draft.times);
  const isTimesRight = times !== undefined && times !== null && Number.isInteger(times);
  switch (type) {
    case null:
      return { value: kept && targetTypeOf(draft.kind) === null ? kept : null };
    case 'held':
      return isTimesRight ? { value: { type, times } } : { fault: 'target' };
    case 'stops':
      return { value: { type, cohort: listOf(draft.cohort) } };
    case 'members':
      return { value: { type, count: readMembers(draft.members).length } };
    case 'count':
    case 'rate':
      return readCounted(draft, type);
    case 'money':
      return readMoney(draft);
    case 'coverage': {
      const share = numberOf(draft.share);
      const isRight = share !== undefined && share !== null && share <= 100 && isTimesRight;
      return isRight
        ? { value: { type, share: share / 100, times, cohort: listOf(draft.cohort) } }
        : { fault: 'target' };
    }
    case 'participation': {
      const expected = numberOf(draft.min);
      if (expected === undefined || (expected !== null && !Number.isInteger(expected))) return { fault: 'target' };
      return { value: { type, expected, unit: draft.countUnit.trim(), cohort: draft.cohort.trim() } };
    }
    case 'awards':
      return { value: { type, names: listOf(draft.names) } };
    case 'lists': {
      const lists = listOf(draft.names).map(Number);
      return lists.every(Number.isInteger) ? { value: { type, lists } } : { fault: 'target' };
    }
    case 'once':
      return { value: { type } };
  }
}

function readMembers(text: string): CommitmentContent['members'] {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.map((line) => {
    const [name = '', organisers = ''] = line.split(/[：:]/);
    return { name: name.trim(), organisers: listOf(organisers), festival: null };
  });
}

function keepFestivals(
  members: CommitmentContent['members'],
  before: CommitmentContent['members'],
): CommitmentContent['members'] {
  return members.map((one) => ({ ...one, festival: before.find((old) => old.name === one.name)?.festival ?? null }));
}

function readWindow(draft: ContentDraft): Read<CommitmentContent['window']> {
  const { from, to } = draft;
  const isEmpty = !from && !to && !draft.words.trim() && !draft.every && !draft.festival;
  if (isEmpty) return { value: null };
  if (Boolean(from) !== Boolean(to)) return { fault: 'window' };
  if (from > to) return { fault: 'windowTurned' };
  const every = (draft.every || null) as NonNullable<CommitmentContent['window']>['every'];
  return {
    value: { from: from || null, to: to || null, words: draft.words.trim(), every, festival: draft.festival || null },
  };
}

function readSeries(draft: ContentDraft): Read<CommitmentContent['series']> {
  const name = draft.seriesName.trim();
  if (name === '' && draft.edition.trim() === '') return { value: null };
  const edition = numberOf(draft.edition);
  if (name === '') return { fault: 'series' };
  const isRight = edition !== undefined && edition !== null && Number.isInteger(edition) && edition >= 1;
  return isRight ? { value: { name, edition } } : { fault: 'edition' };
}

/** The content to be saved, or which fields are wrong. `before` keeps what the form doesn't show. */
export function contentOf(
  draft: ContentDraft,
  before: CommitmentContent,
): { content: CommitmentContent } | { faults: DraftFaults } {
  const window = readWindow(draft);
  const target = readTarget(draft, before.target);
  const series = readSeries(draft);
  const faults: DraftFaults = {};
  if (draft.title.trim() === '') faults.title = 'title';
  if ('fault' in window) faults.window = window.fault;
  if ('fault' in target) faults.target = target.fault;
  if ('fault' in series) faults.series = series.fault;
  if ('fault' in window || 'fault' in target || 'fault' in series || faults.title) return { faults };
  const content: CommitmentContent = {
    kind: draft.kind,
    title: draft.title.trim(),
    window: window.value,
    target: target.value,
    series: series.value,
    organisers: listOf(draft.organisers),
    people: listOf(draft.people),
    units: listOf(draft.units),
    themes: listOf(draft.themes),
    members: draft.kind === 'event_group' ? keepFestivals(readMembers(draft.members), before.members) : before.members,
    nextStep: draft.nextStep.trim(),
    measure: draft.measure || null,
    unitId: draft.unitId || null,
    officerId: draft.officerId || null,
  };
  return { content };
}
