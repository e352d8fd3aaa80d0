import {
  Button,
  Card,
  ConfirmDialog,
  ErrorState,
  Figure,
  Skeleton,
  formatYearMonth,
  showToast,
  useAct,
  useLanguage,
  useParams,
} from '#ui';
import { PageHead } from '#ui/desktop';
import { useState } from 'react';
import { type PeriodRow, askToReopen, closePeriod, decideReopening, listPeriods } from '../../periods/contract';
import { at, lastDayOf } from '../addresses';
import { Amount, BookTabs, WaitingNote, useCrumbs, useSettled } from '../pieces';
import { useBookTerms, useBookTexts } from '../texts';
import '../books.css';

type Act = { kind: 'close' | 'ask' | 'decide'; row: PeriodRow };

function useMonthWord() {
  const language = useLanguage();
  return (month: string) => formatYearMonth(Number(month.slice(0, 4)), Number(month.slice(5)), language);
}

function Row({ bookId, row, onAct }: { bookId: string; row: PeriodRow; onAct: (act: Act) => void }) {
  const t = useBookTexts();
  const terms = useBookTerms();
  const monthWord = useMonthWord();
  const to = at.part(bookId, 'entries', { from: `${row.month}-01`, to: lastDayOf(row.month), sort: 'number' });
  const looks = { open: undefined, closed: 'c-kept', reopening: 'c-late' }[row.state];
  return (
    <tr>
      <td className="nw">{monthWord(row.month)}</td>
      <td>
        <span className={looks}>{terms(`periodStates.${row.state}`)}</span>
        {row.state === 'reopening' || row.reason !== '' ? (
          <div className="dim t12">
            <span lang="zh-CN">{t('askedWhy', { name: row.askedBy ?? '—', reason: row.reason })}</span>
          </div>
        ) : null}
      </td>
      <td className="num">
        <Figure value={row.entries} {...(row.entries > 0 ? { to } : {})} />
        {row.waiting > 0 ? <div className="c-late t12">{t('waiting', { count: row.waiting })}</div> : null}
      </td>
      <td className="num">
        <Amount
          fen={row.turnover}
          isNilShown
          to={at.part(bookId, 'trial-balance', { from: `${row.month}-01`, to: lastDayOf(row.month) })}
        />
      </td>
      <td className="num">
        <span className="row g8" style={{ justifyContent: 'flex-end' }}>
          {row.abilities.close ? (
            <Button size="sm" onClick={() => onAct({ kind: 'close', row })}>
              {t('closeMonth')}
            </Button>
          ) : null}
          {row.abilities.askToReopen ? (
            <Button size="sm" kind="quiet" onClick={() => onAct({ kind: 'ask', row })}>
              {t('askReopen')}
            </Button>
          ) : null}
          {row.abilities.decide ? (
            <Button size="sm" onClick={() => onAct({ kind: 'decide', row })}>
              {t('decide')}
            </Button>
          ) : null}
        </span>
      </td>
    </tr>
  );
}

interface DialogProps {
  bookId: string;
  row: PeriodRow;
  onClose: () => void;
}
const changes = [listPeriods];

function CloseDialog({ bookId, row, onClose }: DialogProps) {
  const t = useBookTexts();
  const month = useMonthWord()(row.month);
  const onDone = () => (showToast(t('monthClosed', { month })), onClose());
  const { act, error, isUnderWay } = useAct(closePeriod, { changes, onDone });
  return (
    <ConfirmDialog
      {...{ title: t('closeTitle', { month }), confirm: t('confirmClose'), isBusy: isUnderWay, error, onClose }}
      onConfirm={() => void act({ params: { id: bookId, month: row.month } })}
    >
      <p>{t('closeMonthEffect')}</p>
    </ConfirmDialog>
  );
}

function AskDialog({ bookId, row, onClose }: DialogProps) {
  const t = useBookTexts();
  const month = useMonthWord()(row.month);
  const { act, error, isUnderWay } = useAct(askToReopen, {
    changes,
    onDone: () => (showToast(t('asked')), onClose()),
  });
  return (
    <ConfirmDialog
      {...{
        title: t('askTitle', { month }),
        confirm: t('askReopen'),
        asksReason: true,
        isBusy: isUnderWay,
        error,
        onClose,
      }}
      onConfirm={(reason) => void act({ params: { id: bookId, month: row.month }, body: { reason } })}
    />
  );
}

function DecideDialog({ bookId, row, onClose }: DialogProps) {
  const t = useBookTexts();
  const month = useMonthWord()(row.month);
  const { act, error, isUnderWay } = useAct(decideReopening, {
    changes,
    onDone: () => (showToast(t('decided')), onClose()),
  });
  const decide = (isGranted: boolean) => void act({ params: { id: bookId, month: row.month }, body: { isGranted } });
  return (
    <ConfirmDialog
      {...{ title: t('decideTitle', { month }), confirm: t('grant'), isBusy: isUnderWay, error, onClose }}
      onConfirm={() => decide(true)}
    >
      <p lang="zh-CN">{t('askedWhy', { name: row.askedBy ?? '—', reason: row.reason })}</p>
      <div>
        <Button onClick={() => decide(false)}>{t('refuse')}</Button>
      </div>
    </ConfirmDialog>
  );
}

const dialogs = { close: CloseDialog, ask: AskDialog, decide: DecideDialog };

/** The months of a book: closing them in order, and opening one again by two people. */
export default function PeriodsPage() {
  const t = useBookTexts();
  const crumbs = useCrumbs();
  const { bookId = '' } = useParams();
  const [act, setAct] = useState<Act | null>(null);
  const answer = useSettled(listPeriods, { params: { id: bookId } }, ({ rows }) =>
    rows.reduce((sum, row) => sum + row.waiting, 0),
  );
  const { data } = answer;
  if (!data)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const Dialog = act === null ? null : dialogs[act.kind];
  return (
    <>
      <PageHead title={t('periods')} crumbs={crumbs(data.book)} />
      <BookTabs bookId={bookId} part="periods" />
      <WaitingNote waiting={data.rows.reduce((sum, row) => sum + row.waiting, 0)} />
      <Card flush>
        <div className="scroll-x">
          <table className="lb-table" aria-label={t('periods')}>
            <thead>
              <tr>
                <th scope="col">{t('monthColumn')}</th>
                <th scope="col">{t('state')}</th>
                <th scope="col" className="num">
                  {t('entries')}
                </th>
                <th scope="col" className="num">
                  {t('turnoverMonth')}
                </th>
                <th scope="col">
                  <span className="unseen">{t('acts')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.rows.map((row) => (
                <Row key={row.month} bookId={bookId} row={row} onAct={setAct} />
              ))}
            </tbody>
          </table>
        </div>
      </Card>
      {act !== null && Dialog !== null ? <Dialog bookId={bookId} row={act.row} onClose={() => setAct(null)} /> : null}
    </>
  );
}
