import type { Review, ReviewRow } from '#engines/plan/contract';
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
  const { t, target, days } = useWords();
  const { row, isSelected, isMarked } = props;
  const when = [row.window?.words, days(row.window, props.year)].filter(Boolean).join(' · ');
  const aim = target(row.target);
  const who = row.people.slice(0, 2).join('、');
  const owner = [row.unitName, row.officerName].filter(Boolean).join(' ');
  const measure = props.measures.find((one) => one.name === row.measure)?.label;
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
        {row.reviewState === 'dropped' ? (
          <Button size="sm" onClick={props.onRestore}>
            {t('review.restore')}
          </Button>
        ) : (
          <Button size="sm" kind="text" aria-label={t('review.editOne', { title: row.title })} onClick={props.onOpen}>
            {t('review.edit')}
          </Button>
        )}
        {row.reviewState === 'proposed' ? (
          <Button
            size="sm"
            icon="tick"
            aria-label={t('review.confirmOne', { title: row.title })}
            onClick={props.onAccept}
          >
            {t('review.confirm')}
          </Button>
        ) : null}
      </div>
      <div className="plan-cmt-facts">
        {when ? <KindTag kind="time">{when}</KindTag> : null}
        {aim ? (
          <KindTag kind={row.target?.type === 'held' || row.target?.type === 'once' ? 'matter' : 'number'}>
            {aim}
          </KindTag>
        ) : null}
        {who ? (
          <span {...planWords}>
            <KindTag kind="people">{who}</KindTag>
          </span>
        ) : null}
        <span className="dim">
          {row.reviewState === 'dropped'
            ? t('review.why', { reason: row.dropReason ?? '' })
            : [t(`kind.${row.kind}`), measure].filter(Boolean).join(' · ')}
        </span>
        {owner ? (
          <span className="dim" {...planWords}>
            {owner}
          </span>
        ) : null}
      </div>
    </article>
  );
}
