import type { CitableSentence } from '../../../contract';
import { Button, Field, Link, TextInput } from '#ui';
import { type ReactNode, useDeferredValue, useState } from 'react';
import '../../styles/above.css';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';

interface SentenceListProps {
  sentences: readonly CitableSentence[];
  isMarked?: (sentence: CitableSentence) => boolean;
  /** The act beside a sentence. */
  actOf?: (sentence: CitableSentence) => ReactNode;
}

/** A long text is shown a part at a time; the search looks through all of it. */
const FIRST = 200;
/** So many are seen at a glance. */
const SHORT = 12;

/** The sentences of a text from above, each with the commitments that answer it. */
export function SentenceList({ sentences, isMarked, actOf }: SentenceListProps) {
  const t = usePlanTexts();
  const [words, setWords] = useState('');
  const [isWhole, setWhole] = useState(false);
  const sought = useDeferredValue(words.trim());
  const found = sought === '' ? sentences : sentences.filter((one) => one.text.includes(sought));
  const shown = isWhole ? found : found.slice(0, FIRST);
  return (
    <div className="col g12">
      {sentences.length > SHORT ? (
        <Field label={t('above.search')}>
          <TextInput type="search" value={words} onChange={(event) => setWords(event.target.value)} {...planWords} />
        </Field>
      ) : null}
      {found.length === 0 ? <p className="dim t13">{t('above.noneFound')}</p> : null}
      <ol className="plan-sentences">
        {shown.map((sentence) => (
          <li key={sentence.at} className={isMarked?.(sentence) ? 'marked' : undefined}>
            <div className="sp">
              <p {...planWords}>{sentence.text}</p>
              {sentence.citedBy.length > 0 ? <AnsweredBy citedBy={sentence.citedBy} /> : null}
            </div>
            {actOf ? <div className="no-print">{actOf(sentence)}</div> : null}
          </li>
        ))}
      </ol>
      {shown.length < found.length ? (
        <Button kind="text" onClick={() => setWhole(true)}>
          {t('board.more', { count: found.length - shown.length })}
        </Button>
      ) : null}
    </div>
  );
}

/** The commitments that answer a sentence, each one press away. */
export function AnsweredBy({ citedBy }: { citedBy: CitableSentence['citedBy'] }) {
  const t = usePlanTexts();
  return (
    <p className="t12 dim">
      {t('above.answeredBy')}{' '}
      {citedBy.map((one, index) => (
        <span key={one.commitmentId}>
          {index > 0 ? '、' : ''}
          <Link to={`/plan/commitments/${one.commitmentId}`}>
            <span {...planWords}>
              {one.planYear} {one.number} {one.title}
            </span>
          </Link>
        </span>
      ))}
    </p>
  );
}
