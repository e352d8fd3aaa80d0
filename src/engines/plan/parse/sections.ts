import type { PlanSection } from './parsed-plan';
import { readMark, STYLE_RANK, type Mark, type MarkStyle } from './section-marks';
import type { TimeContext, TimeExpression } from './time-expression';
import { readTimes } from './times';

/** A section with what the parser itself needs: where its mark begins and the window that its heading gives. */
export interface FoundSection extends PlanSection {
  markAt: number;
  style: MarkStyle | 'heading' | 'closer';
  value: number | null;
  /** The number that should have stood here, when the plan's own counting was broken. */
  expected: number | null;
  runsOn: boolean;
  window: TimeExpression | null;
  /** The window of the nearest month or quarter heading above, its own included. */
  heading: TimeExpression | null;
  parent: FoundSection | null;
}

interface Candidate {
  markAt: number;
  at: number;
  mark: Mark | null;
  lineStart: boolean;
  window: TimeExpression | null;
  titleEnd: number;
  /** An unnumbered line that ends the month above it (长期工作：, ## 保障措施). */
  isCloser?: boolean;
}

const CLOSER =
  /^(?:#{1,6} *[^\n]{2,20}$|(?:[\u4e00-\u9fa5]{0,4}(?:长期|全年|日常|经常性?|其他|其它|常规|保障|工作|相关|有关|活动|几点)(?:工作|要求|措施|事项|说明|任务)?|附注?|备注|说明|注)(?:[：:]|$))/;
const DATE_AFTER = /^\d{1,2}[.·]\d{1,2} ?(?:”|国际|妇女|劳动|护士|儿童|青年|学雷锋|世界|全国|[^，。；\d]{0,4}节)/;
const UNIT_AFTER = /^ {0,3}(?:[月日号年%‰]|万?元(?![旦宵月])|[个名场次期项家户件条人份台](?!性|员))/;
const HEADING_REST =
  /^(?:份)?(?:的)?[ ]?(?:[（(][^）)\n]{0,20}[）)])?[ ]?(?:(?:主要|重点|工会|具体)?(?:工作|活动|任务|事项)?(?:重点|安排|计划|要点|内容|主题|任务)?(?:工作)?(?:一览)?表?)[】\]）]?[ ]?(?:[（(][^）)\n]{0,24}[）)])?[*#： :]*$/;

/** Finds the sections of a plain text, in order. */
export function findSections(
  source: string,
  plain: string,
  times: TimeExpression[],
  context: TimeContext,
): FoundSection[] {
  const candidates = findCandidates(plain, times, context);
  const sections = nest(source, candidates);
  closeSections(sections, plain.length);
  return sections.filter((s) => s.style !== 'closer');
}

function findCandidates(clean: string, times: TimeExpression[], context: TimeContext): Candidate[] {
  const accepted: Candidate[] = [];
  const last = new Map<MarkStyle, number>();
  const dotted = countedDots(clean);
  let start = 0;
  let nextTime = 0;
  while (start < clean.length) {
    const found = clean.indexOf('\n', start);
    const end = found < 0 ? clean.length : found;
    while (nextTime < times.length && (times[nextTime]?.at ?? 0) < start) nextTime += 1;
    scanLine({ clean, last, accepted, dotted, context }, start, end, times[nextTime]);
    start = end + 1;
  }
  return accepted;
}

interface Scan {
  clean: string;
  /** The last value of each dress. */
  last: Map<MarkStyle, number>;
  accepted: Candidate[];
  /** Where 1.1, 1.2 … are numbers of sections. */
  dotted: Set<number>;
  context: TimeContext;
}

/**
 * Multi-level numbers count: 3.1 is followed by 3.2. Pairs that don't (3.8, 3.20, 5.25) are dates.
 */
function countedDots(clean: string): Set<number> {
  const found = [...clean.matchAll(/^[ \t#>*]{0,6}(\d{1,2})\.(\d{1,2})(?![\d.%])(?! ?[-~至到月日])/gm)].map((m) => ({
    at: m.index + m[0].length - (m[1] ?? '').length - 1 - (m[2] ?? '').length,
    major: Number(m[1]),
    minor: Number(m[2]),
  }));
  const counted = new Set<number>();
  found.forEach((f, i) => {
    const [before, after] = [found[i - 1], found[i + 1]];
    const follows =
      before !== undefined && counted.has(before.at) && before.major === f.major && before.minor === f.minor - 1;
    const goesOn = before !== undefined && counted.has(before.at) && before.major + 1 === f.major;
    const opens =
      f.minor === 1 &&
      ((!after && goesOn) ||
        (after !== undefined && after.major === f.major && after.minor === 2) ||
        (after?.major === f.major + 1 && after.minor === 1));
    if (follows || opens) counted.add(f.at);
  });
  return counted;
}

function scanLine(scan: Scan, start: number, end: number, firstTime: TimeExpression | undefined): void {
  const { clean, last, accepted } = scan;
  const lead = /^[ \t#>*●•◆■▲★◇○·-]*/.exec(clean.slice(start, Math.min(end, start + 40)))?.[0].length ?? 0;
  const head = start + lead;
  if (clean[head] === '|' || isTableLine(clean.slice(start, end))) return;
  const take = (markAt: number, mark: Mark, lineStart: boolean): void => {
    const at = markAt + mark.length + (clean.slice(markAt + mark.length).startsWith('**') ? 2 : 0);
    const stop = titleEnd(clean, at, end);
    accepted.push({ markAt, at, mark, lineStart, window: titleWindow(clean, at, stop, scan.context), titleEnd: stop });
    last.set(mark.style, mark.value);
  };
  const lineMark = readMark(clean.slice(head, head + 24), true);
  if (lineMark && isMarkAtLineStart(scan, head, lineMark)) take(head, lineMark, true);
  else if (firstTime && isHeading(clean, head, end, firstTime)) {
    accepted.push({
      markAt: head,
      at: head,
      mark: null,
      lineStart: true,
      window: firstTime,
      titleEnd: headingEnd(clean, firstTime, end),
    });
  } else if (CLOSER.test(clean.slice(start, Math.min(end, start + 40)).trim())) {
    accepted.push({
      markAt: head,
      at: head,
      mark: null,
      lineStart: true,
      window: null,
      titleEnd: head,
      isCloser: true,
    });
  }
  scanInline(clean, head, end, last, take);
}

const isTableLine = (line: string): boolean =>
  line
    .trim()
    .split('\t')
    .filter((c) => c.trim()).length >= 2;

/** 3. before 8 is a number of its own: a decimal, a date or 1、2月. The plan's own counting decides the unclear ones. */
function isMarkAtLineStart({ clean, last, dotted }: Scan, at: number, mark: Mark): boolean {
  const rest = clean.slice(at, at + 30);
  const follows = mark.value === (last.get(mark.style) ?? 0) + 1;
  if (mark.style === 'dotted') {
    if (DATE_AFTER.test(rest)) return false;
    const isDeep = mark.number.split('.').length > 2;
    return !UNIT_AFTER.test(rest.slice(mark.length)) && (isDeep || dotted.has(at));
  }
  const after = rest.slice(mark.length);
  if (/^\d{1,2}、\d{1,2} ?(?:月|季)/.test(rest)) {
    const next = new RegExp(`\\n[ \\t]*${mark.value + 1} ?[、.]`);
    return (follows && mark.value > 1) || next.test(clean.slice(at, at + 1500));
  }
  if (/^\d{1,2} +/.test(rest)) return follows && !UNIT_AFTER.test(after);
  return true;
}

/** Marks in the middle of a line stand behind a sentence's end, or carry on a count that has begun. */
function scanInline(
  clean: string,
  head: number,
  end: number,
  last: Map<MarkStyle, number>,
  take: (at: number, mark: Mark, lineStart: boolean) => void,
): void {
  // The search stays within the line: looking on to the next mark of the text would cost its length for every line.
  let takenTo = head + 1;
  for (const m of clean.slice(head, end).matchAll(INLINE)) {
    const at = head + m.index;
    if (at < takenTo) continue;
    const mark = readMark(clean.slice(at, at + 16), false);
    if (!mark) continue;
    const before = clean.slice(Math.max(head, at - 12), at);
    const boundary = before.trimEnd().slice(-1) || ' ';
    const stands = /[\u4e00-\u9fa5] +$/.test(before) ? ' ' : boundary;
    if (isInlineMark(clean, at, mark, stands, last)) {
      take(at, mark, false);
      takenTo = at + mark.length;
    }
  }
}

const INLINE =
  /[\u2460-\u249b\u24f5-\u24fe\u2776-\u2793\u3220-\u3229\u3280-\u3289]|第(?=[一二三四五六七八九十\d]{1,3}[，、：:])|(?<![一二三四五六七八九十第])[一二三四五六七八九十]{1,3}(?=、)|（(?= ?[一二三四五六七八九十\d]{1,3} ?）)|(?<![\d.（-])\d{1,2}(?= ?[、.）])/g;

function isInlineMark(clean: string, at: number, mark: Mark, boundary: string, last: Map<MarkStyle, number>): boolean {
  const previous = last.get(mark.style) ?? 0;
  const follows = previous > 0 && mark.value > previous && mark.value - previous <= 3;
  const rest = clean.slice(at + mark.length, at + mark.length + 8);
  if (!/[\u4e00-\u9fa5“《A-Za-z0-9]/.test(rest.charAt(0))) return false;
  const opensDate = (follows && /^\d{4} ?年/.test(rest)) || (mark.value === previous + 1 && /^\d{1,2} ?月/.test(rest));
  if (mark.style === 'arabic' && (UNIT_AFTER.test(rest) || /^\d/.test(rest)) && !opensDate) return false;
  const isSentenceEnd = /[。；！？：:;]/.test(boundary);
  const isLoose = /[ ”），、]/.test(boundary) || mark.style === 'circled';
  const isPaired = mark.style !== 'arabic' && mark.style !== 'chinese' && mark.style !== 'ordinal';
  if (isSentenceEnd && (isPaired || mark.style === 'ordinal')) return mark.value === 1 || follows || mark.value <= 20;
  if (isSentenceEnd) return follows || ((mark.value === 1 || previous === 0) && hasNext(clean, at, mark));
  if (mark.value === previous + 1 && previous > 0) return isLoose || isPaired;
  return mark.value === 1 && (isPaired || boundary === ' ') && hasNext(clean, at, mark);
}

/** Whether a mark of the same dress with the next number comes soon. */
function hasNext(clean: string, at: number, mark: Mark): boolean {
  const ahead = clean.slice(at + mark.length, at + 1500);
  const n = mark.value + 1;
  const chinese = '一二三四五六七八九十'.charAt(n - 1) || '十';
  const forms: Record<MarkStyle, string[]> = {
    part: [], dotted: [],
    ordinal: [`第${chinese}，`, `第${chinese}、`, `第${chinese}：`, `第${n}，`],
    chinese: [`${chinese}、`],
    'chinese-paren': [`（${chinese}）`, String.fromCharCode(0x3220 + n - 1)],
    arabic: [`${n}、`, `${n}.`, `${n} 、`, String.fromCharCode(0x2488 + n - 1)],
    'arabic-paren': [`（${n}）`, String.fromCharCode(0x2474 + n - 1)],
    'arabic-half': [`${n}）`],
    circled: [0x2460, 0x2776, 0x2780, 0x24f5, 0x3280].map((base) => String.fromCharCode(base + n - 1)),
  }; // prettier-ignore
  return forms[mark.style].some((form) => ahead.includes(form));
}

/** A line such as 三月份：, 第一季度（1—3月）, ## 3月 or 3月：开展…: the window of all that follows. */
function isHeading(clean: string, head: number, end: number, time: TimeExpression): boolean {
  if (
    time.at >= end ||
    time.type === 'year' ||
    time.type === 'every' ||
    time.festival !== null ||
    time.windows.length !== 1
  )
    return false;
  const opening = clean.slice(head, time.at);
  if (!/^[【\[（(“*]{0,3} ?$/.test(opening) || clean.slice(time.at, time.end).includes('前')) return false;
  const rest = clean.slice(time.end, Math.min(end, time.end + 60));
  if (HEADING_REST.test(rest) && end - head <= 60) return isMonthOrQuarter(clean, time);
  return (
    isMonthOrQuarter(clean, time) &&
    /^[】\]）)]?(?:份)?(?:（[^）\n]{0,20}）)?(?: ?[：:]|[ ]{1,4}(?=[\u4e00-\u9fa5“0-9])|-{1,2})/.test(rest)
  );
}

const isMonthOrQuarter = (clean: string, time: TimeExpression): boolean =>
  /(?:月份?|季度?|[上下]半年|Q[1-4]|[上中下]旬)$/.test(clean.slice(time.at, time.end));

function headingEnd(clean: string, time: TimeExpression, end: number): number {
  const colon = /[：:]/.exec(clean.slice(time.end, Math.min(end, time.end + 40)));
  if (colon) return time.end + colon.index;
  return HEADING_REST.test(clean.slice(time.end, Math.min(end, time.end + 60)))
    ? trimmedEnd(clean, time.end, end)
    : time.end;
}

/** A numbered heading may itself be a month or a quarter: （一）第一季度. */
function titleWindow(clean: string, at: number, end: number, context: TimeContext): TimeExpression | null {
  if (
    end - at > 40 ||
    !/^[【（]?(?:第?[一二三四1-4首]、?|[\d一二三四五六七八九十元]{1,3}|[上下]半年|20\d\d)/.test(clean.slice(at, end))
  )
    return null;
  const title = clean.slice(at, end);
  const time = readTimes(title, context)[0];
  if (!time || !isHeading(title, 0, title.length, time) || !HEADING_REST.test(title.slice(time.end))) return null;
  return { ...time, at: at + time.at, end: at + time.end };
}

/** The title goes to the first 。：； or the line's end. */
function titleEnd(clean: string, at: number, end: number): number {
  const stop = /[。：；]/.exec(clean.slice(at, Math.min(end, at + 300)));
  return stop ? at + stop.index : trimmedEnd(clean, at, end);
}

function trimmedEnd(clean: string, at: number, end: number): number {
  return at + clean.slice(at, end).replace(/[\s*#]+$/, '').length;
}

interface Open {
  section: FoundSection;
  rank: number;
}

function nest(source: string, candidates: Candidate[]): FoundSection[] {
  const sections: FoundSection[] = [];
  const stack: Open[] = [];
  const counts = new Map<string, number>();
  const throughout = new Map<string, number>();
  for (const c of candidates) {
    const style = c.isCloser ? 'closer' : (c.mark?.style ?? 'heading');
    if (c.isCloser && !stack.some((o) => o.section.style === 'heading')) continue;
    popFor(stack, c);
    const parent = stack[stack.length - 1];
    const key = `${parent?.section.markAt ?? ''}/${style}`;
    const previous = counts.get(key) ?? 0;
    const value = c.mark?.value ?? null;
    const section: FoundSection = {
      number: c.mark?.number ?? null,
      level: stack.length + 1,
      title: source.slice(c.at, c.titleEnd),
      at: c.at,
      end: c.at,
      mark: c.mark ? source.slice(c.markAt, c.markAt + c.mark.length).trim() : '',
      titleEnd: c.titleEnd,
      markAt: c.markAt,
      style,
      value,
      // A plan may count on through its chapters (一、1. 2. 3. 二、4. 5.); only a break in both counts is a doubt.
      expected:
        value !== null && value !== previous + 1 && value !== (throughout.get(style) ?? 0) + 1 ? previous + 1 : null,
      runsOn: !c.lineStart,
      window: c.window,
      heading: c.window ?? parent?.section.heading ?? null,
      parent: parent?.section ?? null,
    };
    if (value !== null) {
      counts.set(key, value);
      throughout.set(style, value);
    }
    sections.push(section);
    if (style !== 'closer') stack.push({ section, rank: style === 'heading' ? -1 : STYLE_RANK[style] });
  }
  return sections;
}

/** Closes what the next mark ends. A dress that is open already closes back to it; a new one goes below coarser dresses. */
function popFor(stack: Open[], c: Candidate): void {
  const style = c.mark?.style ?? 'heading';
  const same = stack.findIndex((o) => o.section.style === style);
  const heading = stack.findIndex((o) => o.section.style === 'heading');
  if (same >= 0) {
    const open = stack[same]?.section;
    const continues = c.mark !== null && open?.value !== null && c.mark.value === (open?.value ?? 0) + 1;
    // Under a month heading the same dress may begin again; only the next number leaves the month.
    if (same > heading || style === 'heading' || continues) stack.length = same;
    else stack.length = heading + 1;
    return;
  }
  if (style === 'heading') {
    stack.length = Math.min(stack.length, 1);
    return;
  }
  const floor = heading + 1;
  while (stack.length > floor && (stack[stack.length - 1]?.rank ?? -1) > STYLE_RANK[style]) stack.pop();
}

/** A section ends where the next one of its level or a coarser one begins. */
function closeSections(sections: FoundSection[], textEnd: number): void {
  const open: FoundSection[] = [];
  for (const s of sections) {
    while (open.length > 0 && (open[open.length - 1]?.level ?? 0) >= s.level) {
      const closed = open.pop();
      if (closed) closed.end = s.markAt;
    }
    open.push(s);
  }
  for (const s of open) s.end = textEnd;
}
