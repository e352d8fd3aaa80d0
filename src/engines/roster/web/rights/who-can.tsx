import { type PersonWhoCan, whoCanOnThing, whoHolds } from '../../contract';
import { Button, EmptyState, ErrorState, Segmented, Skeleton, useCall, useRows } from '#ui';
import { useRightsTexts } from './texts';
import { WhoLine } from './reasons';

export type Question = 'read' | 'change';

interface ListProps {
  rows: readonly PersonWhoCan[];
  isLoading: boolean;
  error: Error | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  more: () => void;
  again: () => void;
  head: { title: string | null; rule: string; total: number } | undefined;
}

/** The policy in a sentence, how many, and each with the reasons. */
function WhoList({ rows, isLoading, error, hasMore, isLoadingMore, more, again, head }: ListProps) {
  const t = useRightsTexts();
  if (error) return <ErrorState error={error} onRetry={again} />;
  if (isLoading || !head) return <Skeleton lines={6} />;
  if (rows.length === 0) return <EmptyState title={t('nobody')}>{t('nobodyAdvice')}</EmptyState>;
  return (
    <div className="col g16">
      <p>
        <b>{head.title ?? t('titleHidden')}</b> · {t('count', { count: head.total })}
        <br />
        <span className="dim t13">{head.rule}</span>
      </p>
      <ul>
        {rows.map((row) => (
          <WhoLine key={row.accountId} row={row} />
        ))}
      </ul>
      {hasMore ? (
        <Button isBusy={isLoadingMore} onClick={more}>
          {t('more')}
        </Button>
      ) : null}
    </div>
  );
}

const PAGE = 50;

/** Everyone who can read or change a thing. */
export function WhoCanOnThing({ kind, id, question }: { kind: string; id: string; question: Question }) {
  const params = { kind, id };
  const list = useRows(whoCanOnThing, { params, query: { question, limit: PAGE } });
  const head = useCall(whoCanOnThing, { params, query: { question, limit: 1 } }).data;
  return <WhoList {...list} head={head} />;
}

/** Everyone who holds a permission on a unit. */
export function WhoHolds({ permission, unitId }: { permission: string; unitId: string }) {
  const params = { permission };
  const list = useRows(whoHolds, { params, query: { unitId, limit: PAGE } });
  const head = useCall(whoHolds, { params, query: { unitId, limit: 1 } }).data;
  return <WhoList {...list} head={head} />;
}

export function QuestionChoice({ value, onChange }: { value: Question; onChange: (value: Question) => void }) {
  const t = useRightsTexts();
  const options = (['read', 'change'] as const).map((one) => ({ value: one, label: t(`question.${one}`) }));
  return (
    <div className="row">
      <Segmented label={t('question.label')} value={value} options={options} onChange={onChange} />
    </div>
  );
}
