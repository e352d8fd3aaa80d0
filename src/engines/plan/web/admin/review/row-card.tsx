import type { Review, ReviewRow } from '../../../contract';
import { Button, KindTag } from '#ui';

import { planWords, useWords } from '../../words';

export interface RowCardProps {
  row: ReviewRow;
  measures: Review['measures'];
  year: number;
  isSelected: boolean;
  /** Null while nothing is being marked. */
  isMarked: boolean | null;
  onMark: () => void;
  onSelect: () => void;
  onOpen: () => void;
  onAccept: () => void;
  onRestore: () => void;
}

/** One commitment as it was read: what, when, how much, who. */
export function RowCard(props: RowCardProps) {
  const { t } = useWords();
  const { row, isSelected, isMarked } = props;
  return (
    <article className={isSelected ? 'plan-cmt on' : 'plan-cmt'} data-article={row.id}>
      <div className="row">
        {isMarked === null ? null : (
          <input
            type="checkbox"
            aria-label={t('review.markOne', { title: row.title })}
            checked={isMarked}
            onChange={props.onMark}
          />
        )}
        <span className="dim t12 plan-cmt-number">{row.number}</span>
        <button
          type="button"
          className="ell sp plan-cmt-title"
          onClick={props.onSelect}
          title={row.quote}
          {...planWords}
        >
          {row.title}
        </button>
        {row.origin === 'read' ? null : (
          <span className={row.origin === 'gone' ? 'st late' : 'st none'}>{t(`origin.${row.origin}`)}</span>
        )}
        <CardActs {...props} />
      </div>
      <CardFacts {...props} />
    </article>
  );
}

function CardActs({ row, onRestore, onOpen, onAccept }: RowCardProps) {
  const { t } = useWords();
  if (row.reviewState === 'dropped') {
    return (
      <Button size="sm" onClick={onRestore}>
        {t('review.restore')}
      </Button>
    );
  }
  return (
    <>
      <Button size="sm" kind="text" aria-label={t('review.editOne', { title: row.title })} onClick={onOpen}>
        {t('review.edit')}
      </Button>
      {row.reviewState === 'proposed' ? (
        <Button size="sm" icon="tick" aria-label={t('review.confirmOne', { title: row.title })} onClick={onAccept}>
          {t('review.confirm')}
        </Button>
      ) : null}
    </>
  );
}

function CardFacts({ row, year, measures }: RowCardProps) {
  const { t, target, days } = useWords();
  const when = [row.window?.words, days(row.window, year)].filter(Boolean).join(' · ');
  const aim = target(row.target);
  const aimKind = row.target?.type === 'held' || row.target?.type === 'once' ? 'matter' : 'number';
  const who = row.people.slice(0, 2).join('、');
  const owner = [row.unitName, row.officerName].filter(Boolean).join(' ');
  const measure = measures.find((one) => one.name === row.measure)?.label;
  const about = [t(`kind.${row.kind}`), measure].filter(Boolean).join(' · ');
  return (
    <div className="plan-cmt-facts">
      {when ? <KindTag kind="time">{when}</KindTag> : null}
      {aim ? <KindTag kind={aimKind}>{aim}</KindTag> : null}
      {who ? (
        <span {...planWords}>
          <KindTag kind="people">{who}</KindTag>
        </span>
      ) : null}
      <span className="dim">
        {row.reviewState === 'dropped' ? t('review.why', { reason: row.dropReason ?? '' }) : about}
      </span>
      {owner ? (
        <span className="dim" {...planWords}>
          {owner}
        </span>
      ) : null}
    </div>
  );
}
