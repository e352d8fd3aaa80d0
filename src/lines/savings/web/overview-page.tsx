import {
  Button,
  Card,
  DayInput,
  ErrorState,
  Figure,
  Link,
  Note,
  Skeleton,
  ToneTag,
  formatDay,
  formatMoment,
  formatMoney,
  formatNumber,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useSearch,
  useToday,
} from '#ui';
import { isDay, type EndpointResponse } from '#kernel/contract';
import { PageHead } from '#ui/desktop';
import { useState } from 'react';
import { type Association, addEarnings, listShares, showControl } from '../contract';
import { Sections, WithAssociation, at } from './association';
import { MoneyDialog } from './money-dialog';
import { Figures } from './pieces';
import { Queue } from './queue-card';
import { useSavingsTexts } from './texts';

type Control = EndpointResponse<typeof showControl>;

function TallyTable({ association, data, book }: { association: Association; data: Control; book: string }) {
  const t = useSavingsTexts();
  const language = useLanguage();
  const rows = [
    { key: 'savings', own: data.savings, books: data.savingsControl },
    { key: 'loans', own: data.loans, books: data.loansControl },
  ] as const;
  return (
    <div className="scroll-x">
      <table className="sv-rows">
        <thead>
          <tr>
            <th scope="col">{formatDay(data.on, language)}</th>
            <th scope="col" className="num">
              {t('pages.tally.own')}
            </th>
            <th scope="col" className="num">
              {t('pages.tally.books')}
            </th>
            <th scope="col" className="num">
              {t('pages.tally.difference')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, own, books }) => (
            <tr key={key}>
              <td>{t(`pages.tally.${key}`)}</td>
              <td className="num">
                <Figure
                  value={formatMoney(own)}
                  to={
                    key === 'savings' ? at('accounts', association.id) : at('loans', association.id, { which: 'open' })
                  }
                />
              </td>
              <td className="num">
                <Figure value={formatMoney(books)} to={book} />
              </td>
              <td className="num">{formatMoney(BigInt(own) - BigInt(books))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The accounts of a day beside the books of that day. */
function Tally({ association, data }: { association: Association; data: Control }) {
  const t = useSavingsTexts();
  const today = useToday();
  const [, change] = useSearch();
  const book = `/finance/books/${association.book.id}?on=${data.on}`;
  return (
    <Card
      title={t('pages.tally.title')}
      acts={
        <DayInput
          label={t('pages.tally.day')}
          value={data.on}
          yearAtHand={Number(today.slice(0, 4))}
          onChange={(on) => {
            if (isDay(on)) change({ on });
          }}
        />
      }
    >
      <div className="col g16">
        <TallyTable association={association} data={data} book={book} />
        <Figures
          rows={[
            { label: t('pages.tally.accounts'), value: formatNumber(data.accounts) },
            { label: t('pages.money.ways.cash'), value: <Figure value={formatMoney(data.cash)} to={book} /> },
            { label: t('pages.money.ways.bank'), value: <Figure value={formatMoney(data.bank)} to={book} /> },
            {
              label: t('pages.tally.undistributed'),
              value: <Figure value={formatMoney(data.undistributed)} to={at('shares', association.id)} />,
            },
            ...(BigInt(data.reserve) === 0n
              ? []
              : [
                  {
                    label: t('pages.hopeless.reserves.reserve'),
                    value: <Figure value={formatMoney(data.reserve)} to={book} />,
                  },
                ]),
            ...(BigInt(data.other) === 0n
              ? []
              : [{ label: t('pages.tally.other'), value: <Figure value={formatMoney(data.other)} to={book} /> }]),
          ]}
        />
        {data.isWhole ? (
          <div>
            <ToneTag tone="kept">{t('pages.tally.whole')}</ToneTag>
          </div>
        ) : (
          <Note kind="warn">{t('pages.tally.broken')}</Note>
        )}
        <p className="dim t13">{t('pages.tally.how')}</p>
      </div>
    </Card>
  );
}

/** What waits for somebody. */
function Pending({ association, data }: { association: Association; data: Control }) {
  const t = useSavingsTexts();
  const rows = [
    { key: 'applications', count: data.applications, to: at('accounts', association.id, { which: 'asked' }) },
    { key: 'toClose', count: data.toClose, to: at('accounts', association.id, { which: 'to_close' }) },
    { key: 'overdue', count: data.overdue, to: at('loans', association.id, { which: 'overdue' }) },
    { key: 'doubted', count: data.hopeless.proposed, to: at('loans', association.id, { which: 'hopeless' }) },
    { key: 'hopeless', count: data.hopeless.count, to: at('loans', association.id, { which: 'hopeless' }) },
  ] as const;
  const open = rows.filter((row) => row.count > 0);
  if (open.length === 0) return null;
  return (
    <Card title={t('pages.pending.title')}>
      <ul className="sv-warnings">
        {open.map(({ key, count, to }) => (
          <li key={key}>
            <Link to={to}>{t(`pages.pending.${key}`, { count })}</Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Acknowledged({ acknowledged, decision, foundedOn }: Association) {
  const t = useSavingsTexts();
  const language = useLanguage();
  const { byName, at: moment, warnings } = acknowledged;
  return (
    <Card title={t('pages.founding.warnings')}>
      <details>
        <summary className="dim t13">
          {t('pages.founding.acknowledged', {
            ...{ name: byName, at: formatMoment(moment, language), day: formatDay(foundedOn, language), decision },
          })}
        </summary>
        <ol>
          {warnings.map((warning) => (
            <li key={warning}>{warning}</li>
          ))}
        </ol>
      </details>
    </Card>
  );
}

function EarningsDialog({ association, onClose }: { association: Association; onClose: () => void }) {
  const t = useSavingsTexts();
  const add = useAct(addEarnings, {
    changes: [showControl, listShares],
    onDone: () => (showToast(t('pages.money.done')), onClose()),
  });
  return (
    <MoneyDialog
      title={t('pages.earnings.title')}
      effect={t('pages.earnings.effect')}
      submit={t('pages.earnings.submit')}
      error={add.error}
      isBusy={add.isUnderWay}
      asks={['amount', 'on', 'words']}
      needsWords
      onSubmit={({ amount, on, words }) =>
        void add.act({ params: { id: association.id }, body: { amount, on, words } })
      }
      onClose={onClose}
    />
  );
}

function Overview({ association }: { association: Association }) {
  const t = useSavingsTexts();
  const [search] = useSearch();
  const [isAdding, setAdding] = useState(false);
  const query = search.on && isDay(search.on) ? { on: search.on } : {};
  const answer = useCall(showControl, { params: { id: association.id }, query });
  const { data } = answer;
  return (
    <>
      <PageHead
        title={t('name')}
        note={`${association.unit.name} · ${association.book.name}`}
        acts={
          association.abilities.write ? (
            <Button icon="plus" onClick={() => setAdding(true)}>
              {t('pages.earnings.title')}
            </Button>
          ) : null
        }
      />
      <Sections here="overview" association={association.id} />
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {data ? <Tally association={association} data={data} /> : null}
      {data ? <Pending association={association} data={data} /> : null}
      {data && data.waiting.count > 0 ? <Queue association={association} /> : null}
      <Acknowledged {...association} />
      {isAdding ? <EarningsDialog association={association} onClose={() => setAdding(false)} /> : null}
    </>
  );
}

/** Whether all is in order today, and what waits for somebody. */
export default function OverviewPage() {
  return <WithAssociation>{(association) => <Overview association={association} />}</WithAssociation>;
}
