import type { EndpointResponse } from '#kernel/contract';
import { Button, Card, ErrorState, Note, Select, Skeleton, useCall, useParams, useSearch } from '#ui';
import { PageHead } from '#ui/desktop';
import { useState } from 'react';
import { type CarriedRow, showYearEnd } from '../../year-end/contract';
import { at } from '../addresses';
import { usePaperTexts } from '../paper-texts';
import { AccountName, Amount, asFen, BookTabs, useCrumbs } from '../pieces';
import { ProposeDialog } from './dialogs';
import { History } from './history';
import '../books.css';

type Shown = EndpointResponse<typeof showYearEnd>;
type Targets = Readonly<Record<string, string>>;

function Row(props: { row: CarriedRow; shown: Shown; to: string; onChange: (to: string) => void }) {
  const { row, shown, to, onChange } = props;
  const t = usePaperTexts();
  const card = at.account(row.id, { from: `${shown.year}-01-01`, to: `${shown.year}-12-31` });
  return (
    <tr>
      <td>
        <AccountName code={row.code} name={row.name} />
      </td>
      <td>{t(`yearEnd.pages.${row.element}`)}</td>
      <td className="num">
        <Amount fen={row.amount} to={card} isNilShown />
      </td>
      <td>
        {shown.abilities.propose ? (
          <Select
            aria-label={`${t('yearEnd.pages.change')} ${row.code}`}
            options={shown.targets.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
            value={to}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <AccountName code={row.to.code} name={row.to.name} />
        )}
      </td>
    </tr>
  );
}

function Preview({ shown, targets, onTarget }: { shown: Shown; targets: Targets; onTarget: (next: Targets) => void }) {
  const t = usePaperTexts();
  if (shown.rows.length === 0) return <p className="pad dim">{t('yearEnd.pages.nothing')}</p>;
  const sums = [
    ['incomeTotal', shown.income],
    ['spending', shown.spending],
    ['difference', asFen(shown.income) - asFen(shown.spending)],
  ] as const;
  return (
    <div className="scroll-x">
      <table className="lb-table" aria-label={t('yearEnd.pages.preview')}>
        <thead>
          <tr>
            <th scope="col">{t('yearEnd.pages.account')}</th>
            <th scope="col">{t('yearEnd.pages.element')}</th>
            <th scope="col" className="num">
              {t('yearEnd.pages.amount')}
            </th>
            <th scope="col">{t('yearEnd.pages.to')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              shown={shown}
              to={targets[row.code] ?? row.to.code}
              onChange={(to) => onTarget({ ...targets, [row.code]: to })}
            />
          ))}
        </tbody>
        <tfoot>
          {sums.map(([key, fen]) => (
            <tr key={key} className="lb-sum">
              <td colSpan={2}>{t(`yearEnd.pages.${key}`)}</td>
              <td className="num">
                <Amount fen={fen} isNilShown />
              </td>
              <td />
            </tr>
          ))}
        </tfoot>
      </table>
    </div>
  );
}

/** 年终结转: what would be carried where, who proposed and approved it, and the way back. */
export default function YearEndPage() {
  const t = usePaperTexts();
  const crumbs = useCrumbs();
  const { bookId = '' } = useParams();
  const [search, change] = useSearch();
  const [targets, setTargets] = useState<Targets>({});
  const [isProposing, setProposing] = useState(false);
  const asked = /^\d{4}$/.test(search.year ?? '') ? { year: Number(search.year) } : {};
  const answer = useCall(showYearEnd, { params: { id: bookId }, query: asked });
  const shown = answer.data;
  if (!shown)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const isCarried = shown.history.some(({ state }) => state === 'closed' || state === 'reopening');
  return (
    <>
      <PageHead
        title={t('yearEnd.pages.title')}
        note={t('yearEnd.pages.yearOf', { year: shown.year })}
        crumbs={crumbs(shown.book)}
        acts={
          shown.abilities.propose ? (
            <Button kind="main" onClick={() => setProposing(true)}>
              {t('yearEnd.pages.propose')}
            </Button>
          ) : null
        }
      />
      <BookTabs bookId={bookId} part="year-end" />
      <div className="row g12 wrap lb-year">
        <Select
          aria-label={t('yearEnd.pages.year')}
          options={shown.years.map((year) => ({ value: String(year), label: t('yearEnd.pages.yearOf', { year }) }))}
          value={String(shown.year)}
          onChange={(event) => (setTargets({}), change({ year: event.target.value }))}
        />
        <span className="dim">{t('yearEnd.pages.note')}</span>
      </div>
      {shown.fault === null ? null : <Note kind="warn">{shown.fault}</Note>}
      <Card title={t(isCarried ? 'yearEnd.pages.carried' : 'yearEnd.pages.preview')} flush>
        <Preview shown={shown} targets={targets} onTarget={setTargets} />
      </Card>
      <History rows={shown.history} sums={shown} />
      {isProposing ? (
        <ProposeDialog bookId={bookId} year={shown.year} targets={targets} onClose={() => setProposing(false)} />
      ) : null}
    </>
  );
}
