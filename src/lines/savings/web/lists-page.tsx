import {
  Button,
  Field,
  Note,
  Overlay,
  Select,
  UploadBox,
  formatMoment,
  formatMoney,
  formatNumber,
  messageOf,
  useAct,
  useLanguage,
  useUiTexts,
  useSearch,
} from '#ui';
import { type Column, ListPage, useOpened } from '#ui/desktop';
import { useEffect, useState } from 'react';
import { type Association, type PayrollList, addPayrollList, listPayrollLists } from '../contract';
import { Sections, WithAssociation } from './association';
import { ListDrawer } from './list-drawer';
import { WorkTag } from './pieces';
import { useMonthOptions, useMonthWords, useSavingsTexts } from './texts';

const MOST_MEGABYTES = 20;

/** Sends a sheet; it is read and judged at once, and nothing counts before somebody says so. */
function UploadDialog(props: { association: Association; onDone: (id: string) => void; onClose: () => void }) {
  const { association, onDone, onClose } = props;
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const months = useMonthOptions();
  const [month, setMonth] = useState(months[0]!.value);
  const add = useAct(addPayrollList, { changes: [listPayrollLists], onDone: (list) => onDone(list.id) });
  const send = (file: File): void => {
    const query = { name: file.name.slice(0, 200), associationId: association.id, month };
    void add.act({ query, body: file });
  };
  return (
    <Overlay title={t('pages.lists.add')} onClose={onClose} closesBy="keys">
      <div className="col g16">
        <p className="dim">{t('pages.lists.note')}</p>
        <Field label={t('pages.lists.month')}>
          <Select options={months} value={month} onChange={(event) => setMonth(event.target.value)} />
        </Field>
        {add.isUnderWay ? (
          <Note>{t('pages.lists.reading')}</Note>
        ) : (
          <UploadBox types={['.xlsx', '.csv', '.txt']} maxMegabytes={MOST_MEGABYTES} onFile={send} />
        )}
        {add.error ? <Note kind="refuse">{messageOf(add.error, ui)}</Note> : null}
      </div>
    </Overlay>
  );
}

function Lists({ association }: { association: Association }) {
  const t = useSavingsTexts();
  const words = useMonthWords();
  const language = useLanguage();
  const opened = useOpened();
  const [search, change] = useSearch();
  const [isAdding, setAdding] = useState(false);
  // An entry of the books names its list in the address.
  useEffect(() => {
    if (search.list) change({ open: search.list, list: null });
  }, [search.list, change]);
  const columns: readonly Column<PayrollList>[] = [
    { key: 'file', label: t('pages.lists.file'), cell: (row) => row.fileName },
    { key: 'month', label: t('pages.lists.month'), cell: (row) => words(row.month) },
    { key: 'state', label: t('sheets.columns.state'), cell: (row) => <WorkTag state={row.state} /> },
    { key: 'good', label: t('pages.lists.good'), isNumber: true, cell: (row) => formatNumber(row.good) },
    { key: 'bad', label: t('pages.lists.bad'), isNumber: true, cell: (row) => formatNumber(row.bad) },
    {
      ...{ key: 'deposits', label: t('pages.lists.column.deposit'), isNumber: true },
      cell: (row) => formatMoney(row.deposits),
    },
    {
      ...{ key: 'repayments', label: t('pages.lists.column.repayment'), isNumber: true },
      cell: (row) => formatMoney(row.repayments),
    },
    { key: 'by', label: t('pages.by'), cell: (row) => row.createdByName },
    { key: 'at', label: t('pages.at'), cell: (row) => formatMoment(row.createdAt, language) },
  ];
  return (
    <>
      <ListPage
        head={{
          title: t('name'),
          note: association.unit.name,
          acts: association.abilities.write ? (
            <Button icon="upload" onClick={() => setAdding(true)}>
              {t('pages.lists.add')}
            </Button>
          ) : null,
        }}
        endpoint={listPayrollLists}
        request={{ query: { associationId: association.id } }}
        columns={columns}
        keyOf={(row) => row.id}
        drawer={(id, close) => <ListDrawer id={id} onClose={close} />}
        above={<Sections here="lists" association={association.id} />}
        empty={{ title: t('pages.lists.none'), text: t('pages.lists.noneAdvice') }}
      />
      {isAdding ? (
        <UploadDialog
          association={association}
          onDone={(id) => {
            setAdding(false);
            opened.open(id);
          }}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </>
  );
}

/** The sheets of what was kept back from wages, the latest first. */
export default function ListsPage() {
  return <WithAssociation>{(association) => <Lists association={association} />}</WithAssociation>;
}
