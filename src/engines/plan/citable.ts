import { hasText, text, type Context } from '#kernel';
import type { CitableSentence } from './contract';
import { sentencesOf } from './sentences';
import type { CitationRow } from './store-above';

type CitedBy = CitableSentence['citedBy'][number];

export interface CitableText {
  sentences: CitableSentence[];
  /** Citations of the whole text, or of words that stand in it no more. */
  others: (CitedBy & { quote: string })[];
}

/** The sentences of a text from above, each with the commitments that answer it or a part of it. */
export function citableSentences(content: string, citations: readonly CitationRow[]): CitableText {
  const answersTo = (row: CitationRow): CitedBy => ({
    commitmentId: row.commitmentId,
    number: row.commitmentNumber,
    title: row.commitmentTitle,
    planYear: row.planYear,
  });
  const placed = new Set<string>();
  const sentences = sentencesOf(content).map((sentence) => {
    const own = citations.filter(
      ({ at, end }) => at !== null && end !== null && at < sentence.end && end > sentence.at,
    );
    for (const { id } of own) placed.add(id);
    return { ...sentence, citedBy: own.map(answersTo) };
  });
  const others = citations.filter((row) => !placed.has(row.id)).map((row) => ({ ...answersTo(row), quote: row.quote }));
  return { sentences, others };
}

/** What the reader of documents did to a text, in the reader's language; the words are the kernel's. */
export function readerNotes(
  ctx: Context,
  notes: readonly { code: string; params: Record<string, number> }[],
): { code: string; text: string }[] {
  return notes.flatMap(({ code, params }) => {
    const key = `kernel:notes.${code}`;
    return hasText(ctx.language, key) ? [{ code, text: text(ctx.language, key, params) }] : [];
  });
}
