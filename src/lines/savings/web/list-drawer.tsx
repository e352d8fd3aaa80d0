import {
  Button,
  Card,
  ConfirmDialog,
  DayInput,
  ErrorState,
  Field,
  Note,
  Segmented,
  Select,
  Skeleton,
  formatMoney,
  formatNumber,
  messageOf,
  useAct,
  useAskAgain,
  useCall,
  useRows,
  useToday,
  useUiTexts,
} from '#ui';
import { Drawer, ExportButton } from '#ui/desktop';
import { useEffect, useState } from 'react';
import {
  type ColumnPlaces,
  type PayrollList,
  applyPayrollList,
  checkPayrollList,
  exportPayrollRest,
  listAccounts,
  listColumns,
  listPayrollLists,
  listPayrollRows,
  showControl,
  showPayrollList,
  undoPayrollList,
} from '../contract';
import { Figures, Progress, WorkTag, isUnderWay } from './pieces';
import { useMonthWords, useSavingsTexts } from './texts';

const LOOKS_EVERY = 1000;
const changes = [showPayrollList, listPayrollLists, listPayrollRows, listAccounts, showControl];

/** Which column of the sheet is which; the choice is kept for sheets with the same headings. */
function Columns({ list }: { list: PayrollList }) {
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const [columns, setColumns] = useState<ColumnPlaces>(list.columns);
  const check = useAct(checkPayrollList, { changes });
  const options = list.headings.map((label, place) => ({ value: String(place), label: label || `${place + 1}` }));
  const choose = (column: (typeof listColumns)[number], value: string): void => {
    const { [column]: _, ...rest } = columns;
    setColumns(value === '' ? rest : { ...rest, [column]: Number(value) });
  };
  return (
    <Card title={t('pages.lists.columns')}>
      <div className="fields">
        {listColumns.map((column) => (
          <Field
            key={column}
            label={t(`pages.lists.column.${column}`)}
            width="half"
            isOptional={column !== 'staffNumber'}
          >
            <Select
              options={options}
              blank={t('pages.lists.noColumn')}
              value={columns[column] === undefined ? '' : String(columns[column])}
              onChange={(event) => choose(column, event.target.value)}
            />
          </Field>
        ))}
      </div>
      <div className="row g12 sv-act">
        <Button
          isBusy={check.isUnderWay}
          onClick={() => void check.act({ params: { id: list.id }, body: { columns, version: list.version } })}
        >
          {t('pages.lists.check')}
        </Button>
        {check.error ? <span className="c-refuse t13">{messageOf(check.error, ui)}</span> : null}
      </div>
    </Card>
  );
}

function Rows({ list }: { list: PayrollList }) {
  const t = useSavingsTexts();
  const [which, setWhich] = useState<'bad' | 'good'>(list.bad > 0 ? 'bad' : 'good');
  const rows = useRows(listPayrollRows, { params: { id: list.id }, query: { isBad: which === 'bad' } });
  const money = (fen: bigint) => (BigInt(fen) === 0n ? '' : formatMoney(fen));
  return (
    <Card
      title={t('pages.lists.rows')}
      acts={
        <>
          {list.bad > 0 ? <ExportButton endpoint={exportPayrollRest} request={{ params: { id: list.id } }} /> : null}
          <Segmented
            label={t('pages.lists.rows')}
            value={which}
            options={(['bad', 'good'] as const).map((value) => ({ value, label: t(`pages.lists.${value}`) }))}
            onChange={setWhich}
          />
        </>
      }
    >
      <div className="scroll-x">
        <table className="sv-rows">
          <tbody>
            {rows.rows.map(({ number, cells, personName, deposit, repayment, reason }) => (
              <tr key={number}>
                <td className="num dim">{number}</td>
                <td>{personName ?? cells.filter(Boolean).slice(0, 4).join(' · ')}</td>
                <td className="num">{money(deposit)}</td>
                <td className="num">{money(repayment)}</td>
                <td className={reason === null ? '' : 'c-late'}>{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.hasMore ? <Button onClick={rows.more}>{t('pages.more')}</Button> : null}
    </Card>
  );
}

function Apply({ list }: { list: PayrollList }) {
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [on, setOn] = useState(today);
  const apply = useAct(applyPayrollList, { changes });
  return (
    <div className="col g12">
      <div className="row g12 wrap sv-act">
        <Field label={t('pages.lists.postedOn')}>
          <DayInput value={on} yearAtHand={Number(today.slice(0, 4))} onChange={setOn} />
        </Field>
        <Button
          kind="main"
          isBusy={apply.isUnderWay}
          whyNot={list.good === 0 ? t('pages.lists.nothing') : undefined}
          onClick={() => void apply.act({ params: { id: list.id }, body: { version: list.version, postedOn: on } })}
        >
          {t('pages.lists.apply', { count: list.good })}
        </Button>
      </div>
      {apply.error ? <Note kind="refuse">{messageOf(apply.error, ui)}</Note> : null}
    </div>
  );
}

function Undo({ list, onDone }: { list: PayrollList; onDone: () => void }) {
  const t = useSavingsTexts();
  const [isOpen, setOpen] = useState(false);
  const undo = useAct(undoPayrollList, { changes, onDone: () => (setOpen(false), onDone()) });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('pages.undo')}</Button>
      {isOpen ? (
        <ConfirmDialog
          title={t('pages.undo')}
          confirm={t('pages.undo')}
          asksReason
          isBusy={undo.isUnderWay}
          error={undo.error}
          onConfirm={(reason) => void undo.act({ params: { id: list.id }, body: { reason } })}
          onClose={() => setOpen(false)}
        >
          <p>{t('pages.lists.undoEffect')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** Looks every second while work is under way, and asks all pages anew when it is over. */
function useWatched(id: string) {
  const [isWatched, setWatched] = useState(true);
  const answer = useCall(showPayrollList, { params: { id } }, isWatched ? { refetchEvery: LOOKS_EVERY } : {});
  const isBusy = answer.data !== undefined && isUnderWay(answer.data.state);
  const isOver = answer.data !== undefined && !isBusy;
  const askAgain = useAskAgain([listPayrollLists, listPayrollRows, listAccounts, showControl]);
  useEffect(() => {
    if (isBusy) setWatched(true);
    else if (isOver && isWatched) {
      setWatched(false);
      askAgain();
    }
  }, [isBusy, isOver, isWatched, askAgain]);
  return { answer, isBusy, watch: () => setWatched(true) };
}

/** A sheet: which column is which, what can be taken in, what can't and why, what became of it. */
export function ListDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useSavingsTexts();
  const words = useMonthWords();
  const { answer, isBusy, watch } = useWatched(id);
  const list = answer.data;
  return (
    <Drawer
      title={list?.fileName ?? t('pages.sections.lists')}
      note={list ? words(list.month) : undefined}
      size="wide"
      onClose={onClose}
      acts={list?.abilities.undo ? <Undo list={list} onDone={watch} /> : null}
    >
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.error && !list ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {list ? (
        <div className="col g16">
          <div>
            <WorkTag state={list.state} />
          </div>
          {isBusy ? <Progress progress={list.progress} /> : null}
          {list.fault ? <Note kind="refuse">{list.fault}</Note> : null}
          <Figures
            rows={[
              { label: t('pages.lists.good'), value: formatNumber(list.good) },
              { label: t('pages.lists.bad'), value: formatNumber(list.bad) },
              { label: t('pages.lists.column.deposit'), value: formatMoney(list.deposits) },
              { label: t('pages.lists.column.repayment'), value: formatMoney(list.repayments) },
            ]}
          />
          {list.undoReason ? (
            <Note>{t('pages.undoneBy', { name: list.undoneByName ?? '', reason: list.undoReason })}</Note>
          ) : null}
          {list.abilities.apply ? <Apply list={list} /> : null}
          {list.abilities.check ? <Columns key={list.version} list={list} /> : null}
          <Rows key={`${list.version} ${list.state}`} list={list} />
        </div>
      ) : null}
    </Drawer>
  );
}
