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
import { listDuesCharges, showDues } from '../../dues/contract';
import {
  type ColumnPlaces,
  type DuesList,
  applyPaymentList,
  applyWageList,
  checkPaymentList,
  checkWageList,
  exportDuesRest,
  listColumns,
  listDuesListRows,
  listDuesLists,
  showDuesList,
  undoPaymentList,
  undoWageList,
} from '../../dues/contract-money';
import { Figures } from './figures';
import { Progress, WorkTag, isUnderWay } from './state-tag';
import { useDuesTexts, useMonthWords } from './texts';

const LOOKS_EVERY = 1000;
const changes = [showDuesList, listDuesLists, listDuesListRows, listDuesCharges, showDues];
const acts = {
  wages: { check: checkWageList, undo: undoWageList },
  payments: { check: checkPaymentList, undo: undoPaymentList },
} as const;

/** Which column of the sheet is which; the choice is kept for sheets with the same headings. */
function Columns({ list }: { list: DuesList }) {
  const t = useDuesTexts();
  const ui = useUiTexts();
  const [columns, setColumns] = useState<ColumnPlaces>(list.columns);
  const check = useAct(acts[list.kind].check, { changes });
  const options = list.headings.map((label, place) => ({ value: String(place), label: label || `${place + 1}` }));
  const choose = (column: (typeof listColumns)[number], value: string): void => {
    const { [column]: _, ...rest } = columns;
    setColumns(value === '' ? rest : { ...rest, [column]: Number(value) });
  };
  return (
    <Card title={t('pages.lists.columns')}>
      <div className="fields du-apart">
        {listColumns.map((column) => (
          <Field key={column} label={t(`pages.lists.column.${column}`)} width="half" isOptional={column === 'name'}>
            <Select
              options={options}
              blank={t('pages.lists.noColumn')}
              value={columns[column] === undefined ? '' : String(columns[column])}
              onChange={(event) => choose(column, event.target.value)}
            />
          </Field>
        ))}
      </div>
      <div className="row g12">
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

function Rows({ list }: { list: DuesList }) {
  const t = useDuesTexts();
  const [which, setWhich] = useState<'bad' | 'good'>(list.bad > 0 ? 'bad' : 'good');
  const rows = useRows(listDuesListRows, { params: { id: list.id }, query: { isBad: which === 'bad' } });
  return (
    <Card
      title={t('pages.lists.rows')}
      acts={
        <>
          {list.bad > 0 ? <ExportButton endpoint={exportDuesRest} request={{ params: { id: list.id } }} /> : null}
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
        <table className="du-rows">
          <tbody>
            {rows.rows.map(({ number, cells, personName, amount, reason }) => (
              <tr key={number}>
                <td className="num dim">{number}</td>
                <td>{personName ?? cells.filter(Boolean).slice(0, 4).join(' · ')}</td>
                <td className="num">{amount === null ? '' : formatMoney(amount)}</td>
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

/** Says that the list counts: wages at once, payments with the day of their entries. */
function Apply({ list }: { list: DuesList }) {
  const t = useDuesTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [on, setOn] = useState(today);
  const wages = useAct(applyWageList, { changes });
  const payments = useAct(applyPaymentList, { changes });
  const { error, isUnderWay: isBusy } = list.kind === 'wages' ? wages : payments;
  const apply = (): void => {
    const params = { id: list.id };
    if (list.kind === 'wages') void wages.act({ params, body: { version: list.version } });
    else void payments.act({ params, body: { version: list.version, postedOn: on } });
  };
  return (
    <div className="col g12">
      <div className="row g12 wrap">
        {list.kind === 'payments' ? (
          <Field label={t('pages.run.postedOn')}>
            <DayInput value={on} yearAtHand={Number(today.slice(0, 4))} onChange={setOn} />
          </Field>
        ) : null}
        <Button
          kind="main"
          isBusy={isBusy}
          whyNot={list.good === 0 ? t('pages.lists.nothing') : undefined}
          onClick={apply}
        >
          {t(`pages.lists.apply.${list.kind}`, { count: list.good })}
        </Button>
      </div>
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
    </div>
  );
}

function Undo({ list, onDone }: { list: DuesList; onDone: () => void }) {
  const t = useDuesTexts();
  const [isOpen, setOpen] = useState(false);
  const undo = useAct(acts[list.kind].undo, { changes, onDone: () => (setOpen(false), onDone()) });
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
          <p>{t(`pages.lists.undoEffect.${list.kind}`)}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** A sheet: which column is which, what can be taken in, what can't and why, what became of it. */
export function ListDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useDuesTexts();
  const words = useMonthWords();
  const [isWatched, setWatched] = useState(true);
  const answer = useCall(showDuesList, { params: { id } }, isWatched ? { refetchEvery: LOOKS_EVERY } : {});
  const list = answer.data;
  const isBusy = list !== undefined && isUnderWay(list.state);
  const isOver = list !== undefined && !isBusy;
  const askAgain = useAskAgain([listDuesLists, listDuesListRows, listDuesCharges, showDues]);
  useEffect(() => {
    if (isBusy) setWatched(true);
    else if (isOver && isWatched) {
      setWatched(false);
      askAgain();
    }
  }, [isBusy, isOver, isWatched, askAgain]);
  return (
    <Drawer
      title={list?.fileName ?? t('pages.sections.lists')}
      note={list ? `${t(`pages.lists.kinds.${list.kind}`)} · ${words(list.month)} · ${list.unit.name}` : undefined}
      size="wide"
      onClose={onClose}
      acts={list?.abilities.undo ? <Undo list={list} onDone={() => setWatched(true)} /> : null}
    >
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.error && !list ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {list ? (
        <div className="col g16">
          <WorkTag state={list.state} />
          {isBusy ? <Progress progress={list.progress} /> : null}
          {list.fault ? <Note kind="refuse">{list.fault}</Note> : null}
          <Figures
            rows={[
              { label: t('pages.lists.good'), value: formatNumber(list.good) },
              { label: t('pages.lists.bad'), value: formatNumber(list.bad) },
              { label: t('exports.columns.amount'), value: formatMoney(list.sum) },
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
