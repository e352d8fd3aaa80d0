import type { ReviewRow } from '../../../contract';
import { Button, Field, Note, Overlay, TextInput, messageOf, useSearch, useUiTexts } from '#ui';
import { useState } from 'react';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { DialogProps } from './dialog-types';
import { refOf } from './use-review';

/** Places where a sentence may be cut: after its punctuation. */
function cutPlaces(quote: string): number[] {
  const places: number[] = [];
  for (const match of quote.matchAll(/[，；、。：,;]/g))
    if (match.index + 1 < quote.length) places.push(match.index + 1);
  return places;
}

const titleOf = (words: string) => words.replace(/^[，；、。：,;\s]+|[，；、。：,;\s]+$/g, '').slice(0, 24);

/** Cuts one sentence in two at a chosen place; both parts are then proposals to be looked at. */
export function SplitDialog({ review, work, row, at, onClose }: DialogProps & { row: ReviewRow; at: number | null }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const [, change] = useSearch();
  const quote = review.text.slice(row.at, row.end);
  const places = cutPlaces(quote);
  const [cut, setCut] = useState<number | null>(at === null ? null : at - row.at);
  const [titles, setTitles] = useState<[string, string]>(() => partTitles(quote, cut));
  const choose = (place: number): void => {
    setCut(place);
    setTitles(partTitles(quote, place));
  };
  const isWhole = cut !== null && titles[0].trim() !== '' && titles[1].trim() !== '';
  const split = async (): Promise<void> => {
    if (cut === null) return;
    const done = await work.take({ kind: 'split', row: refOf(row), at: row.at + cut, titles });
    if (!done) return;
    change({ row: done.rows[0]?.id ?? null, edit: null, tab: null }, { replace: true });
    onClose();
  };
  const acts = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button
        kind="quiet"
        isBusy={work.isBusy}
        {...(isWhole ? {} : { whyNot: t('review.cutFirst') })}
        onClick={() => void split()}
      >
        {t('review.split')}
      </Button>
    </>
  );
  return (
    <Overlay title={t('review.splitTitle')} onClose={onClose} acts={acts}>
      <div className="col g16">
        <p>{t('review.splitWhat')}</p>
        <CutLine quote={quote} places={places} cut={cut} onChoose={choose} />
        {([0, 1] as const).map((part) => (
          <Field key={part} label={part === 0 ? t('review.firstPart') : t('review.secondPart')}>
            <TextInput
              value={titles[part]}
              maxLength={120}
              {...planWords}
              onChange={(event) =>
                setTitles(part === 0 ? [event.target.value, titles[1]] : [titles[0], event.target.value])
              }
            />
          </Field>
        ))}
        {work.error ? <Note kind="refuse">{messageOf(work.error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}

function partTitles(quote: string, cut: number | null): [string, string] {
  return cut === null ? ['', ''] : [titleOf(quote.slice(0, cut)), titleOf(quote.slice(cut))];
}

interface CutLineProps {
  quote: string;
  places: readonly number[];
  cut: number | null;
  onChoose: (place: number) => void;
}

/** The sentence with a pair of scissors at each place where it may be cut. */
function CutLine({ quote, places, cut, onChoose }: CutLineProps) {
  const t = usePlanTexts();
  const all = cut === null || places.includes(cut) ? places : [...places, cut].sort((a, b) => a - b);
  const pieces = [0, ...all, quote.length];
  return (
    <p className="plan-cut-line" {...planWords}>
      {pieces.slice(0, -1).map((from, index) => (
        <span key={from} className={cut !== null && from >= cut ? 'second' : undefined}>
          {from > 0 ? (
            <button
              type="button"
              aria-pressed={cut === from}
              aria-label={t('review.cutAfter', { words: quote.slice(Math.max(0, from - 6), from) })}
              onClick={() => onChoose(from)}
            >
              ✂
            </button>
          ) : null}
          {quote.slice(from, pieces[index + 1])}
        </span>
      ))}
    </p>
  );
}
