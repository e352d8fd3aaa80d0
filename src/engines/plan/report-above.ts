import type { Context } from '#kernel';
import type { BoardRow } from './contract';
import type { YearReportChapter } from './report-document';
import { dayWords, type Words, type YearReportLine } from './report-lines';
import { stateWords } from './report-summary';
import { sourcePlans } from './plans-above';
import { directiveRows, type CitationRow } from './store-above';

/** What the plan cites from above, with how each promise stands. */
export interface CitedPromises {
  citations: readonly CitationRow[];
  states: ReadonlyMap<string, BoardRow['state']>;
  lines: ReadonlyMap<string, YearReportLine>;
}

/** For each directive that the plan cites: who sent it, and sentence by sentence how the promises that answer stand. */
export async function directiveChapters(
  ctx: Context,
  cited: CitedPromises,
  words: Words,
): Promise<YearReportChapter[]> {
  const bySource = grouped(cited.citations, (row) => row.directiveId);
  const directives = (await directiveRows(ctx)).filter((row) => bySource.has(row.id)).reverse();
  return directives.map(({ id, sender, number, title, receivedOn }, index) =>
    chapter(cited, bySource.get(id)!, words, {
      title: words.say(number === '' ? 'report.directive_title_plain' : 'report.directive_title', {
        index: index + 1,
        sender,
        number,
        title,
      }),
      opening: 'report.directive_opening',
      params: { day: dayWords(receivedOn, words) },
    }),
  );
}

/** The same for the plan above; its appendix follows those of the directives. */
export async function parentChapters(
  ctx: Context,
  cited: CitedPromises,
  before: number,
  words: Words,
): Promise<YearReportChapter[]> {
  const bySource = grouped(cited.citations, (row) => row.sourcePlanId);
  const plans = await sourcePlans(ctx, [...bySource.keys()]);
  return plans.map(({ id, issuer, title }, index) =>
    chapter(cited, bySource.get(id)!, words, {
      title: words.say('report.parent_title', { index: before + index + 1, issuer, title }),
      opening: 'report.parent_opening',
      params: {},
    }),
  );
}

function grouped(
  citations: readonly CitationRow[],
  sourceOf: (row: CitationRow) => string | null,
): Map<string, CitationRow[]> {
  const groups = new Map<string, CitationRow[]>();
  for (const row of citations) {
    const source = sourceOf(row);
    if (source !== null) groups.set(source, [...(groups.get(source) ?? []), row]);
  }
  return groups;
}

function chapter(
  { states, lines }: CitedPromises,
  cited: readonly CitationRow[],
  words: Words,
  head: { title: string; opening: string; params: Record<string, string> },
): YearReportChapter {
  const promises = [...new Set(cited.map((row) => row.commitmentId))];
  const known = promises.flatMap((id) => states.get(id) ?? []);
  const sentences = new Set(cited.map((row) => row.quote).filter((quote) => quote !== '')).size;
  return {
    number: null,
    title: head.title,
    mark: '',
    level: 1,
    isAppendix: true,
    opening: words.say(head.opening, {
      ...head.params,
      count: promises.length,
      sentences: sentences === 0 ? '' : words.say('report.cited_sentences', { count: sentences }),
      states: known.length === 0 ? words.say('report.exception.nothing') : stateWords(known, words),
    }),
    // In the order of the text from above: who sent it reads the answers beside the own sentences.
    lines: cited.flatMap((row) => {
      const line = lines.get(row.commitmentId);
      return line === undefined ? [] : [{ ...line, asks: row.quote || words.say('report.whole_text') }];
    }),
  };
}
