import { Button, KindTag, type SourceSpan, SourceText, type SpanKind, spanKinds } from '#ui';
import { useState } from 'react';
import { useWords, planWords } from '../../words';
import type { CommitmentPage } from '../explanation';

const isKind = (kind: string): kind is SpanKind => (spanKinds as readonly string[]).includes(kind);

/** Spans may count from the sentence's start; the text of the sentence decides what they mean. */
function spansOf(page: CommitmentPage): SourceSpan[] {
  return page.spans.flatMap((span) => (isKind(span.kind) ? [{ kind: span.kind, from: span.at, to: span.end }] : []));
}

/** The plan's own sentence with what was read from it; its surroundings are one press away. */
export function SourceCard({ page }: { page: CommitmentPage }) {
  const { t, target, days } = useWords();
  const [isWhole, setWhole] = useState(false);
  const { row, context } = page;
  const when = [row.window?.words, days(row.window, page.planYear)].filter(Boolean).join(' · ');
  const aim = target(row.target);
  return (
    <section className="card plan-source">
      <div className="plan-source-words">
        <span className="dim t12 plan-source-label">{t('commitment.source')}</span>
        <div {...planWords}>
          {isWhole ? <p className="plan-around">{context.before}</p> : null}
          <SourceText text={context.quote} spans={spansOf(page)} />
          {isWhole ? <p className="plan-around">{context.after}</p> : null}
        </div>
      </div>
      <div className="row g16 wrap">
        {page.content.people.length > 0 ? (
          <span {...planWords}>
            <KindTag kind="people">{page.content.people.join('、')}</KindTag>
          </span>
        ) : null}
        {aim ? <KindTag kind="number">{aim}</KindTag> : null}
        <KindTag kind="time">{when || t('commitment.noWindow', { year: page.planYear })}</KindTag>
        {page.content.organisers.length > 0 ? (
          <span {...planWords}>
            <KindTag kind="organisation">{page.content.organisers.join('、')}</KindTag>
          </span>
        ) : null}
        <span className="sp" />
        {context.before || context.after ? (
          <Button size="sm" kind="text" aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
            {isWhole ? t('commitment.sentenceOnly') : t('commitment.inContext')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}
