import { FormDialog } from '#engines/roster/web';
import {
  Button,
  Checkbox,
  Field,
  Select,
  formatMoney,
  navigate,
  showToast,
  useAct,
  useCall,
  useScope,
  useSearch,
  useToday,
  useUiTexts,
} from '#ui';
import { type Column, type Filter, ListPage } from '#ui/desktop';
import { useState } from 'react';
import { type BudgetRow, exportBudgets, foundBudget, listBudgetBooks, listBudgets } from '../../budgets/contract';
import { VersionTag, touched } from './pieces';
import { useBudgetTexts } from './texts';

function useColumns(): readonly Column<BudgetRow>[] {
  const t = useBudgetTexts();
  return [
    {
      ...{ key: 'book', label: t('book') },
      cell: (row) => (
        <>
          {t('ofYear', { year: row.year })} <span lang="zh-CN">{row.book.name}</span>
          <div className="dim t12" lang="zh-CN">
            {row.book.unitName}
          </div>
        </>
      ),
    },
    {
      ...{ key: 'version', label: t('version') },
      cell: (row) => (
        <span className="row g8">
          {row.number === null ? null : t('versionNumber', { number: row.number })}
          {row.open === null ? null : <VersionTag state={row.open} />}
        </span>
      ),
    },
    { key: 'lines', label: t('lines'), isNumber: true, cell: (row) => row.lines },
    { key: 'planned', label: t('planned'), isNumber: true, cell: (row) => formatMoney(row.ceiling) },
    { key: 'spent', label: t('spent'), isNumber: true, cell: (row) => formatMoney(row.spent) },
    { key: 'reserved', label: t('reserved'), isNumber: true, cell: (row) => formatMoney(row.reserved) },
    {
      ...{ key: 'alarms', label: t('alarms'), isNumber: true },
      cell: (row) => (row.alarms > 0 ? <span className="c-late b">{row.alarms}</span> : '—'),
    },
  ];
}

/** Begins the budget of a book for a year; where it is written on opens. */
function FoundDialog({ onClose }: { onClose: () => void }) {
  const t = useBudgetTexts();
  const ui = useUiTexts();
  const thisYear = Number(useToday().slice(0, 4));
  const { data } = useCall(listBudgetBooks, {});
  const [bookId, setBook] = useState('');
  const [year, setYear] = useState(String(thisYear));
  const [isCopied, setCopied] = useState(false);
  const [isTried, setTried] = useState(false);
  const book = data?.rows.find((row) => row.id === bookId);
  const years = [thisYear, thisYear + 1, thisYear - 1].filter((one) => !book?.years.includes(one));
  const { act, error, isUnderWay } = useAct(foundBudget, {
    changes: touched,
    onDone: ({ id }) => (showToast(t('founded')), navigate(`/finance/budgets/${id}/draft`)),
  });
  const submit = (): boolean => {
    setTried(true);
    if (bookId === '' || year === '') return false;
    void act({ body: { bookId, year: Number(year), isCopied } });
    return true;
  };
  const asText = (one: number) => ({ value: String(one), label: t('ofYear', { year: one }) });
  return (
    <FormDialog {...{ title: t('found'), submit: t('found'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}>
      <Field label={t('book')} fault={isTried && bookId === '' ? ui('field.missing') : undefined}>
        <Select
          blank={t('chooseBook')}
          options={(data?.rows ?? []).map((row) => ({ value: row.id, label: `${row.name} · ${row.unitName}` }))}
          value={bookId}
          onChange={(event) => setBook(event.target.value)}
        />
      </Field>
      <Field label={t('year')}>
        <Select options={years.map(asText)} value={year} onChange={(event) => setYear(event.target.value)} />
      </Field>
      <Checkbox
        label={t('copyLast')}
        checked={isCopied}
        disabled={!book?.years.includes(Number(year) - 1)}
        onChange={(event) => setCopied(event.target.checked)}
      />
    </FormDialog>
  );
}

/** The budgets of the books within reach: what is planned, spent and approved, and how many lines alarm. */
export default function BudgetsPage() {
  const t = useBudgetTexts();
  const { unitId } = useScope();
  const [search, change] = useSearch();
  const columns = useColumns();
  const thisYear = Number(useToday().slice(0, 4));
  const request = unitId ? { query: { unitId } } : {};
  const { data } = useCall(listBudgets, { query: { limit: 1, ...request.query } });
  const filters: readonly Filter[] = [
    {
      ...{ name: 'year', label: t('year'), kind: 'select' },
      options: [1, 0, -1, -2].map((by) => ({
        value: String(thisYear + by),
        label: t('ofYear', { year: thisYear + by }),
      })),
    },
  ];
  const add = data?.abilities.found ? (
    <Button kind="main" icon="plus" onClick={() => change({ act: 'new' })}>
      {t('found')}
    </Button>
  ) : null;
  return (
    <>
      <ListPage
        head={{ title: t('title'), acts: add }}
        endpoint={listBudgets}
        request={request}
        filters={filters}
        columns={columns}
        exports={exportBudgets}
        keyOf={(row) => row.id}
        toOf={(row) => `/finance/budgets/${row.id}`}
        empty={{ title: t('none'), text: t('noneAdvice') }}
      />
      {data?.abilities.found && search.act === 'new' ? <FoundDialog onClose={() => change({ act: null })} /> : null}
    </>
  );
}
