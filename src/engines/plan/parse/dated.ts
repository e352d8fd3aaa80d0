import { clauseIndexAt, type Clause } from './clauses';
import { between, firstFrom, isWithin } from './sorted';
import type { DatedStatement } from './parsed-plan';
import type { FoundSection } from './sections';
import type { TableRow } from './tables';
import type { TimeExpression } from './time-expression';

/** What the finder of dated statements looks at. */
export interface DatedInput {
  source: string;
  plain: string;
  clauses: Clause[];
  times: TimeExpression[];
  sections: FoundSection[];
  rows: TableRow[];
  /** Where the plan's own sections begin; before it the plan looks back and around. */
  bodyAt: number;
}

/** Longer statements say more than the time governs. */
const LONGEST = 60;

export function findDated(input: DatedInput): DatedStatement[] {
  const taken = new Set<TimeExpression>();
  const inherited = [...fromRows(input, taken), ...fromHeadings(input, taken)];
  const own = input.times.filter((t) => !taken.has(t) && isStatement(input, t));
  const stated = own.flatMap((t, i) => statementsOf(input, t, own[i + 1]));
  const all = [...inherited, ...stated].sort((a, b) => a.at - b.at || a.text.length - b.text.length);
  return all.filter((d, i) => !isSaidAgain(input.plain, d, all[i - 1]));
}

/** The same days twice in one line (5.25 … “5.25”心理健康日) are one statement. */
function isSaidAgain(plain: string, d: DatedStatement, before: DatedStatement | undefined): boolean {
  if (!before || before.from === null || d.from !== before.from || d.to !== before.to || d.every !== before.every)
    return false;
  return d.at - before.at < 40 && !/[\n。；，]/.test(plain.slice(before.at, d.at));
}

/** Years and 全年 are times only where they head a clause that promises something. */
function isStatement({ plain, clauses, bodyAt }: DatedInput, t: TimeExpression): boolean {
  if (t.type !== 'year') return true;
  const index = clauseIndexAt(clauses, t.at);
  const clause = clauses[index];
  if (!clause) return false;
  const words = plain.slice(t.at, t.end);
  const before = plain.slice(clause.at, t.at);
  const isWord = words === '全年';
  if (/年内$/.test(words)) return true;
  if (isWord && t.at >= bodyAt && YEARLY_SUM.test(plain.slice(t.end, clause.end))) return true;
  if (t.at < bodyAt || !/^(?:[^，。]{0,6}(?:争取|力争|确保|计划|预计|拟|将|要|工会|在|于))?$/.test(before.trim()))
    return false;
  const sentence = sentenceText(plain, clauses, index, t.end);
  if (
    /^(?:的?(?:重点|主要|工作|目标|任务|各项|活动|总|度|工会)|是|来|以来)/.test(plain.slice(t.end, t.end + 4)) &&
    (isWord || !/\d/.test(sentence.slice(0, 30)))
  )
    return false;
  return isWord || (PROMISE.test(sentence) && !GUIDING.test(sentence));
}

/** 全年 in the middle of a clause dates it only where a counted act follows. */
const YEARLY_SUM =
  /^(?:计划|预计|共|拟|力争|要)?(?:投资|投入|推送|发展|培训|新建|举办|组织|开展|完成|报送|查处|征集|慰问|救助|评选|召开|吸收|参加|走访|安排|发放|筹集|募集|建立|实现|刊发|印发|撰写|编印|检查|看望|帮扶|资助|表彰|下拨|补助|购置)[^，。；]*[\d一二三四五六七八九十]/;
const PROMISE = /组织|举办|举行|开展|召开|评选|投入|投资|发展|培训|建立|完成|慰问|参加|实现|达到|新建|争创|表彰/;
const GUIDING = /指导思想|总体要求|总体思路|工作思路|之年|为指导|指引|的一年/;

function sentenceText(plain: string, clauses: Clause[], index: number, from: number): string {
  let last = index;
  while (clauses[last + 1]?.sentence === clauses[index]?.sentence && last - index < 8) last += 1;
  return plain.slice(from, clauses[last]?.end ?? from);
}

/** The statement of one time expression: from the head of its clause to as many clauses as it plausibly governs. */
function statementsOf(input: DatedInput, t: TimeExpression, next: TimeExpression | undefined): DatedStatement[] {
  const { source, plain, clauses } = input;
  const index = clauseIndexAt(clauses, t.at);
  const clause = clauses[index];
  if (!clause) return [];
  const isFirst = (firstFrom(input.times, clause.at)?.at ?? t.at) >= t.at && t.at - clause.at <= 40;
  const at = isFirst ? Math.min(clause.at, t.at) : t.at;
  let end = clause.end;
  for (let i = index + 1; clauses[i]?.sentence === clause.sentence; i += 1) {
    const following = clauses[i];
    if (!following || following.end - at > LONGEST || (next && next.at < following.end)) break;
    end = following.end;
  }
  const isJoined = next && /^[、和及与至 ]{0,2}$/.test(plain.slice(t.end, next.at));
  if (next && next.at < end && !isJoined) end = Math.max(t.end, trimTail(plain, next.at));
  end = Math.max(t.end, Math.min(end, at + LONGEST));
  return t.windows.map((w) => statement(source, t, w, at, end));
}

const trimTail = (plain: string, end: number): number =>
  end - (/[，、和及与：（ ]*$/.exec(plain.slice(Math.max(0, end - 6), end))?.[0].length ?? 0);

function statement(
  source: string,
  t: TimeExpression,
  w: { from: string | null; to: string | null },
  at: number,
  end: number,
): DatedStatement {
  const words = source.slice(t.at, t.end);
  const base = { text: source.slice(at, end), at, from: w.from, to: w.to, every: t.every, words };
  return t.festival ? { ...base, festival: t.festival } : base;
}

/** A row of a table takes the window of its time cell, unless its content names a date of its own. */
function fromRows({ source, rows, times }: DatedInput, taken: Set<TimeExpression>): DatedStatement[] {
  const result: DatedStatement[] = [];
  for (const row of rows) {
    const cell = row.timeCell;
    const inside = between(times, row.at, row.end).filter((t) => t.end <= row.end);
    const isIn = (t: TimeExpression, c: { at: number; end: number } | null): boolean =>
      c !== null && t.at >= c.at && t.end <= c.end;
    const ownDates = inside.filter((t) => isOwnDate(t) && isIn(t, row.item) && !isIn(t, cell));
    for (const t of inside) if (row.time && (isIn(t, cell) || !isOwnDate(t))) taken.add(t);
    if (row.isHeader) inside.forEach((t) => taken.add(t));
    if (!row.time || !row.item || ownDates.length > 0) continue;
    const { at, end } = row.item;
    const time = row.time;
    result.push(...time.windows.map((w) => statement(source, time, w, at, Math.min(end, at + LONGEST))));
  }
  return result;
}

const isOwnDate = (t: TimeExpression): boolean => t.type === 'exact' || t.type === 'every';

/** Items under a month or quarter heading take its window, unless they name a date of their own. */
function fromHeadings(input: DatedInput, taken: Set<TimeExpression>): DatedStatement[] {
  const result: DatedStatement[] = [];
  for (const [i, section] of input.sections.entries()) {
    const heading = section.window;
    if (!heading) continue;
    for (const t of between(input.times, heading.at, heading.end)) taken.add(t);
    for (const item of itemsUnder(input, i)) {
      const inside = between(input.times, item.at, item.end).filter((t) => !taken.has(t) && t.end <= item.end);
      if (inside.some(isOwnDate)) continue;
      inside.forEach((t) => taken.add(t));
      const end = Math.min(item.textEnd, item.at + LONGEST);
      result.push(...heading.windows.map((w) => statement(input.source, heading, w, item.at, end)));
    }
  }
  return result;
}

interface Item {
  at: number;
  end: number;
  textEnd: number;
}

/** The direct sub-sections of a heading; without any, its sentences. */
function itemsUnder({ clauses, sections, plain, rows }: DatedInput, index: number): Item[] {
  const heading = sections[index];
  if (!heading) return [];
  const items: Item[] = [];
  const hasChildren = (sections[index + 1]?.level ?? 0) > heading.level;
  // Beside sub-sections the rest of the heading's own line is its theme.
  let from = hasChildren ? lineEnd(plain, heading.titleEnd) : heading.titleEnd;
  for (let i = index + 1; i < sections.length && (sections[i]?.markAt ?? 0) < heading.end; i += 1) {
    const child = sections[i];
    if (!child || child.level !== heading.level + 1 || child.window) continue;
    items.push(...sentencesBetween(plain, clauses, from, child.markAt));
    items.push({
      at: child.at,
      end: Math.min(child.end, lineEnd(plain, child.at)),
      textEnd: Math.max(child.titleEnd, child.at + 1),
    });
    from = child.end;
  }
  items.push(...sentencesBetween(plain, clauses, from, heading.end));
  return items.filter(
    (item) => !isWithin(rows, item.at) && !BARE_BODY.test(plain.slice(item.at, Math.min(item.textEnd, item.at + 14))),
  );
}

/** Cells of a table that lost its borders: the name of a department alone is no item. */
const BARE_BODY =
  /^(?!.*(?:召开|组织|举办|开展|慰问|参加|成立|建|走访|完成|选|换届|调整|健全))[\u4e00-\u9fa5、 ]{2,12}(?:部|科|室|处|工会|委员会|小组|办公室|女工委|文体委|中心|团委|各单位|各部门|主席|委员)$/;

function lineEnd(plain: string, at: number): number {
  const found = plain.indexOf('\n', at);
  return found < 0 ? plain.length : found;
}

function sentencesBetween(plain: string, clauses: Clause[], from: number, to: number): Item[] {
  const items: Item[] = [];
  let sentence = -1;
  for (let i = clauseIndexAt(clauses, from); i < clauses.length; i += 1) {
    const c = clauses[i];
    if (!c || c.at >= to) break;
    if (c.at < from || !/[\u4e00-\u9fa5]{2}/.test(plain.slice(c.at, Math.min(c.end, to)))) continue;
    const last = items[items.length - 1];
    const end = Math.min(c.end, to);
    if (c.sentence === sentence && last) [last.end, last.textEnd] = [end, end];
    else
      items.push({
        at: c.at + (/^[●•◆■▲★◇○·\- ]*/.exec(plain.slice(c.at, c.at + 8))?.[0].length ?? 0),
        end,
        textEnd: end,
      });
    sentence = c.sentence;
  }
  return items;
}
