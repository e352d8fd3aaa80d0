import { FormDialog } from '#engines/roster/web';
import {
  DayInput,
  ErrorState,
  Field,
  Note,
  Select,
  Skeleton,
  formatMoney,
  formatNumber,
  navigate,
  useAct,
  useCall,
  useToday,
} from '#ui';
import { isDay } from '#kernel/contract';
import { useState } from 'react';
import { beginDuesRun, listDuesRuns, previewDuesRun, showDues } from '../../dues/contract';
import { Figures } from './figures';
import { useDuesTexts, useMonthOptions } from './texts';

/** Shows what a run would add before it is begun; the run then goes on by itself. */
export function RunDialog({ unitId, onClose }: { unitId: string; onClose: () => void }) {
  const t = useDuesTexts();
  const today = useToday();
  const [month, setMonth] = useState(`${today.slice(0, 7)}-01`);
  const [on, setOn] = useState(today);
  const preview = useCall(previewDuesRun, { query: { unitId, month } });
  const begin = useAct(beginDuesRun, {
    changes: [listDuesRuns, showDues],
    onDone: (run) => navigate(`/membership/dues/runs?open=${run.id}`),
  });
  const nothing = preview.data?.added === 0 ? t('pages.run.nothing') : undefined;
  const submit = (): boolean => {
    if (!isDay(on)) return false;
    void begin.act({ body: { unitId, month, postedOn: on } });
    return true;
  };
  return (
    <FormDialog
      title={t('pages.run.begin')}
      submit={t('pages.run.begin')}
      effect={t('pages.run.effect')}
      error={begin.error}
      isBusy={begin.isUnderWay}
      whyNot={nothing}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('exports.columns.month')} width="half">
        <Select options={useMonthOptions()} value={month} onChange={(event) => setMonth(event.target.value)} />
      </Field>
      <Field label={t('pages.run.postedOn')} width="half">
        <DayInput value={on} yearAtHand={Number(today.slice(0, 4))} onChange={setOn} />
      </Field>
      {preview.isPending ? <Skeleton lines={3} /> : null}
      {preview.error ? <ErrorState error={preview.error} onRetry={() => void preview.refetch()} /> : null}
      {preview.data ? <Preview data={preview.data} /> : null}
    </FormDialog>
  );
}

type PreviewData = NonNullable<ReturnType<typeof useCall<typeof previewDuesRun>>['data']>;

function Preview({ data }: { data: PreviewData }) {
  const t = useDuesTexts();
  const left = data.leftOut.filter(({ count }) => count > 0);
  return (
    <div className="col g12">
      <Figures
        rows={[
          { label: t('pages.run.added'), value: formatNumber(data.added) },
          { label: t('pages.run.known'), value: formatNumber(data.known) },
          { label: t('exports.columns.due'), value: formatMoney(data.due) },
          { label: t('exports.columns.exempt'), value: formatMoney(data.exempt) },
          { label: t('pages.run.fromAhead'), value: formatMoney(data.fromAhead) },
        ]}
      />
      {data.books.map(({ id, name, people, due }) => (
        <p key={id} className="dim t13">
          {t('pages.run.intoBook', { name, people, amount: formatMoney(due) })}
        </p>
      ))}
      {left.map(({ reason, count, people }) => (
        <Note key={reason} kind="warn">
          {t(`pages.run.leftOut.${reason}`, { count })}{' '}
          {people
            .slice(0, 12)
            .map((person) => person.name)
            .join(t('pages.comma'))}
          {count > 12 ? '…' : ''}
        </Note>
      ))}
    </div>
  );
}
