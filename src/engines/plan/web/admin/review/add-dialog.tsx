import { Button, Field, Note, Overlay, TextArea, messageOf, useSearch, useUiTexts } from '#ui';
import { useRef, useState } from 'react';
import { focusFirstFault } from '#ui';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { type ContentDraft, type DraftFaults, blankContent, contentOf, draftOf } from './content-draft';
import { ContentForm } from './content-form';
import type { DialogProps } from './dialog-types';

/** A commitment that the reading missed, made of words of the document. */
export function AddDialog({ review, work, at, end, onClose }: DialogProps & { at: number; end: number }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const [, change] = useSearch();
  const box = useRef<HTMLDivElement>(null);
  const quote = review.text.slice(at, end);
  const [before] = useState(() => blankContent(quote.replace(/[，；。、\s]+$/g, '').slice(0, 24)));
  const [draft, setDraft] = useState<ContentDraft>(() => draftOf(before, null));
  const [faults, setFaults] = useState<DraftFaults>({});
  const add = async (): Promise<void> => {
    const read = contentOf(draft, before);
    if ('faults' in read) {
      setFaults(read.faults);
      requestAnimationFrame(() => focusFirstFault(box.current));
      return;
    }
    const done = await work.take({ kind: 'add', at, end, content: read.content });
    if (!done) return;
    const added = done.rows[0];
    change(
      { row: added?.id ?? null, tab: added?.reviewState === 'confirmed' ? 'confirmed' : null, edit: null },
      { replace: true },
    );
    onClose();
  };
  const acts = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button kind="quiet" isBusy={work.isBusy} onClick={() => void add()}>
        {t('review.add')}
      </Button>
    </>
  );
  return (
    <Overlay as="drawer" title={t('review.addTitle')} onClose={onClose} acts={acts}>
      <div className="col g16" ref={box}>
        <blockquote className="ink" {...planWords}>
          {quote}
        </blockquote>
        <ContentForm
          draft={draft}
          set={(patch) => setDraft((now) => ({ ...now, ...patch }))}
          faults={faults}
          year={review.plan.year}
          measures={review.measures}
        />
        {work.error ? <Note kind="refuse">{messageOf(work.error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}

/** Finds the words in the document by text, for those who don't select with a pointer. */
export function FindDialog({ review, work, onClose }: DialogProps) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const [words, setWords] = useState('');
  const [place, setPlace] = useState<{ at: number; end: number } | null>(null);
  const [fault, setFault] = useState<string | undefined>();
  if (place) return <AddDialog review={review} work={work} onClose={onClose} at={place.at} end={place.end} />;
  const find = (): void => {
    const sought = words.trim();
    const at = sought.length < 2 ? -1 : review.text.indexOf(sought);
    if (at < 0) setFault(t('review.notFound'));
    else setPlace({ at, end: at + sought.length });
  };
  const acts = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button kind="quiet" onClick={find}>
        {t('review.findNext')}
      </Button>
    </>
  );
  return (
    <Overlay title={t('review.addTitle')} onClose={onClose} acts={acts}>
      <Field label={t('review.findLabel')} hint={t('review.findHint')} fault={fault}>
        <TextArea rows={3} value={words} onChange={(event) => setWords(event.target.value)} {...planWords} />
      </Field>
    </Overlay>
  );
}
