import type { Figure } from './amounts';
import type { Clause } from './clauses';
import * as words from './commitment-words';
import { eventDrafts, groupDraft } from './event-rules';
import type { ClauseView, CommitmentInput, Draft } from './found';
import type { CommitmentKind, CommitmentTarget } from './parsed-plan';
import { wordsOf } from './people-and-bodies';
import type { FoundSection } from './sections';
import { between, isWithin } from './sorted';
import type { TimeExpression } from './time-expression';

/** More figures than this in one clause are a list, not promises. */
const MOST_FIGURES = 12;

/** The commitments of a sentence that can be counted, dated or awarded. */
export function typedCommitments(input: CommitmentInput, clauses: Clause[], section: FoundSection | null): Draft[] {
  const drafts: Draft[] = [];
  let carried: TimeExpression | null = null;
  clauses.forEach((clause, i) => {
    const view = viewOf(input, clause, section, carried);
    carried = view.time ?? carried;
    const found = readClause(input, view);
    for (const draft of found) drafts.push(widen(input, clauses, i, draft, view));
  });
  return withoutOverlapOfStarts(drafts);
}

function viewOf(
  input: CommitmentInput,
  c: Clause,
  section: FoundSection | null,
  carried: TimeExpression | null,
): ClauseView {
  const own =
    between(input.times, c.at, c.end).find((t) => t.type !== 'year') ?? between(input.times, c.at, c.end)[0] ?? null;
  const time = own ?? carried;
  const inherits = isWithin(input.timedRows, c.at) || (section !== null && section.heading !== null);
  return {
    at: c.at,
    end: c.end,
    text: input.plain.slice(c.at, c.end),
    time,
    hasWindow: (time !== null && (time.type === 'exact' || time.type === 'festival')) || inherits,
    money: between(input.money, c.at, c.end),
    quantities: between(input.quantities, c.at, c.end),
    hasEdition: between(input.ordinals, c.at, c.end).length > 0,
  };
}

/** One clause, read by the first rule that fits; figures of money and percentages stand beside any of them. */
function readClause(input: CommitmentInput, view: ClauseView): Draft[] {
  const group = groupDraft(input, view);
  if (group) return [group];
  const money = view.money.slice(0, isCondition(view.text) ? 0 : MOST_FIGURES).map((f) => moneyDraft(view, f));
  return [...money, ...countsOrEvents(input, view, money.length > 0)];
}

function countsOrEvents(input: CommitmentInput, view: ClauseView, hasMoney: boolean): Draft[] {
  const { text } = view;
  const selection = words.SELECTION.exec(text);
  if (selection && /评选|评比|评出|选树|命名|表彰/.test(text))
    return [draft(view, 'selection', { type: 'lists', lists: listsOf(selection[1] ?? '') })];
  if (words.COVERAGE.test(text)) {
    const cohort = wordsOf(input.source.slice(view.at, view.end), text, 'people');
    return [draft(view, 'coverage', { type: 'coverage', share: 1, times: 1, cohort })];
  }
  if (words.DRIVE.test(text) && !words.EVENT_NOUN.test(text)) return [draft(view, 'drive', { type: 'once' })];
  const counts = countDrafts(input, view);
  if (words.AWARD.test(text) && isAwarding(view))
    return [draft(view, 'award_round', { type: 'awards', names: quotedIn(input, view) }), ...counts];
  if (counts.length > 0) return counts;
  if (words.TOUR.test(text)) return [draft(view, 'tour', { type: 'stops', cohort: [] })];
  return hasMoney ? [] : eventDrafts(view);
}

/** 单项支出超过2万元的: a case that a rule provides for, not a sum to be spent. */
const isCondition = (text: string): boolean => /(?:超过|满|以上|高于|低于|不足).*的$/.test(text);

export const draft = (view: ClauseView, kind: CommitmentKind, target: CommitmentTarget | null): Draft => ({
  at: view.at,
  end: view.end,
  kind,
  target,
  ...(view.time ? { time: view.time } : {}),
});

const listsOf = (word: string): number[] =>
  ({ 双十佳: [10, 10], 十佳: [10], 十大: [10], 百佳: [100], 双百佳: [100, 100] })[word] ?? [10];

/** Awards that a rule of pay or a bonus list speaks of are no award round; a time, a quoted name or 先进 makes one. */
const isAwarding = ({ text, hasWindow }: ClauseView): boolean =>
  hasWindow || /“[^”]+”|先进|优秀|优胜|模范|标兵|能手|十佳|获奖/.test(text);

const quotedIn = ({ source, plain }: CommitmentInput, { at, end }: ClauseView): string[] =>
  [...plain.slice(at, end).matchAll(/“([^“”]{2,30})”(?!节|期间)/g)].map((m) =>
    source.slice(at + m.index + 1, at + m.index + m[0].length - 1),
  );

function moneyDraft(view: ClauseView, f: Figure): Draft {
  const kind =
    f.max === null && f.min !== null ? 'money_floor' : f.min === null && f.max !== null ? 'money_cap' : 'money_about';
  return draft(view, kind, { type: 'money', min: f.min, max: f.max, approx: f.approx, unit: '元' });
}

function countDrafts(input: CommitmentInput, view: ClauseView): Draft[] {
  const result: Draft[] = [];
  for (const f of view.quantities.slice(0, MOST_FIGURES)) {
    const isOnce = f.min === 1 && f.max === 1;
    if (isOnce) continue;
    if (f.unit === '%') result.push(draft(view, 'rate', { type: 'rate', min: f.min, max: f.max, unit: '%' }));
    else if (isParticipation(input, view, f)) {
      const figure = input.source.slice(f.at, f.end);
      const cohort = figure.slice(figure.indexOf(f.unit) + f.unit.length);
      result.push(draft(view, 'participation', { type: 'participation', expected: f.max, unit: f.unit, cohort }));
    } else if (f.min !== null && f.max !== null && f.min !== f.max) {
      result.push(draft(view, 'count_range', { type: 'count', min: f.min, max: f.max, unit: f.unit }));
    } else result.push(draft(view, 'count', { type: 'count', min: f.min, max: f.max, unit: f.unit }));
  }
  return result;
}

/** 在全场41个职工食堂中: the figure is who takes part, not what is to be reached. */
const isParticipation = ({ plain }: CommitmentInput, { at, end }: ClauseView, f: Figure): boolean =>
  /(?:在|从)[^，]{0,8}$/.test(plain.slice(at, f.at)) &&
  /^[^，]{0,8}[中里内](?:$|继续|深入|广泛|普遍|全面|开展|推行|组织|创建|争创|评选)/.test(plain.slice(f.end, end));

/** Takes in the clauses that only lead up to a typed one, and the one that it leads to itself. */
function widen(input: CommitmentInput, clauses: Clause[], i: number, d: Draft, view: ClauseView): Draft {
  if (d.at !== view.at) return d;
  let at = d.at;
  for (let k = i - 1; k >= 0; k -= 1) {
    const before = clauses[k];
    if (!before || !leadsOn(input, before) || before.closer !== '，') break;
    at = before.at;
  }
  const next = clauses[i + 1];
  const own = clauses[i];
  let end = d.end;
  const opens =
    (d.kind === 'participation' && /[中里内]$/.test(input.plain.slice(view.at, view.end))) ||
    (d.kind.startsWith('money') &&
      /^(?:为|用于|对|给|用来)/.test(input.plain.slice(next?.at ?? 0, (next?.at ?? 0) + 2)));
  if (d.end === view.end && next && own?.closer === '，' && opens) end = next.end;
  return { ...d, at, end };
}

/** A time alone, a means, a place, a condition: nothing to be counted by itself. */
function leadsOn(input: CommitmentInput, c: Clause): boolean {
  const text = input.plain.slice(c.at, c.end);
  const times = between(input.times, c.at, c.end);
  if (between(input.money, c.at, c.end).length > 0 || between(input.quantities, c.at, c.end).some((q) => q.max !== 1))
    return false;
  if (times[0] && times[0].at === c.at && c.end - times[0].end <= 2) return true;
  if (words.AWARD.test(text) || words.TOUR.test(text) || words.GROUP_OF_EVENTS.test(text)) return false;
  return words.LEADS_ON.test(text) && c.end - c.at <= 40;
}

/** Two rules may widen to the same leading clause; the later one then keeps its own clause only. */
function withoutOverlapOfStarts(drafts: Draft[]): Draft[] {
  return drafts.map((d, i) => {
    const earlier = drafts.slice(Math.max(0, i - 4), i).find((o) => o.at <= d.at && o.end > d.at && o.end < d.end);
    return earlier ? { ...d, at: earlier.end + 1 } : d;
  });
}
