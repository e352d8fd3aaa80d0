import { useUnitOptions } from '#engines/roster/web';
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
  useCan,
  useLanguage,
  useScope,
  useUiTexts,
} from '#ui';
import { type Column, ListPage, useOpened } from '#ui/desktop';
import { useState } from 'react';
import { listKinds, type ListKind } from '../../dues/contract';
import { type DuesList, addPaymentList, addWageList, listDuesLists } from '../../dues/contract-money';
import { ListDrawer } from './list-drawer';
import { Sections } from './sections';
import { WorkTag } from './state-tag';
import { useDuesTexts, useMonthOptions, useMonthWords } from './texts';

const MOST_MEGABYTES = 20;

/** Sends a sheet; it is read and judged at once, and nothing counts before somebody says so. */
function UploadDialog({
  kind,
  onDone,
  onClose,
}: {
  kind: ListKind;
  onDone: (id: string) => void;
  onClose: () => void;
}) {
  const t = useDuesTexts();
  const ui = useUiTexts();
  const scope = useScope();
  const units = useUnitOptions();
  const months = useMonthOptions();
  const [chosen, setChosen] = useState<string | null>(null);
  const [month, setMonth] = useState(months[0]!.value);
  const unitId = chosen ?? scope.unitId ?? units[0]?.value ?? '';
  const add = useAct(kind === 'wages' ? addWageList : addPaymentList, {
    changes: [listDuesLists],
    onDone: (list) => onDone(list.id),
  });
  const send = (file: File): void =>
    void add.act({ query: { name: file.name.slice(0, 200), unitId, month }, body: file });
  return (
    <Overlay title={t(`pages.lists.add.${kind}`)} onClose={onClose} closesBy="keys">
      <div className="col g16">
        <p className="dim">{t(`pages.lists.note.${kind}`)}</p>
        <div className="fields">
          <Field label={t('exports.columns.unit')} width="half">
            <Select options={units} value={unitId} onChange={(event) => setChosen(event.target.value)} />
          </Field>
          <Field label={t('exports.columns.month')} width="half">
            <Select options={months} value={month} onChange={(event) => setMonth(event.target.value)} />
          </Field>
        </div>
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

/** The sheets of wages and of payments, the latest first. */
export default function ListsPage() {
  const t = useDuesTexts();
  const may = useCan();
  const words = useMonthWords();
  const language = useLanguage();
  const opened = useOpened();
  const [adding, setAdding] = useState<ListKind | null>(null);
  const columns: readonly Column<DuesList>[] = [
    { key: 'file', label: t('pages.lists.file'), cell: (row) => row.fileName },
    { key: 'kind', label: t('pages.lists.kind'), cell: (row) => t(`pages.lists.kinds.${row.kind}`) },
    { key: 'month', label: t('exports.columns.month'), cell: (row) => words(row.month) },
    { key: 'unit', label: t('exports.columns.unit'), cell: (row) => row.unit.name },
    { key: 'state', label: t('pages.stateLabel'), cell: (row) => <WorkTag state={row.state} /> },
    { key: 'good', label: t('pages.lists.good'), isNumber: true, cell: (row) => formatNumber(row.good) },
    { key: 'bad', label: t('pages.lists.bad'), isNumber: true, cell: (row) => formatNumber(row.bad) },
    { key: 'sum', label: t('exports.columns.amount'), isNumber: true, cell: (row) => formatMoney(row.sum) },
    { key: 'at', label: t('pages.at'), cell: (row) => formatMoment(row.createdAt, language) },
  ];
  const acts = (
    <>
      {may('membership.dues.write') ? (
        <Button icon="upload" onClick={() => setAdding('wages')}>
          {t('pages.lists.add.wages')}
        </Button>
      ) : null}
      {may('membership.dues.collect') ? (
        <Button icon="upload" onClick={() => setAdding('payments')}>
          {t('pages.lists.add.payments')}
        </Button>
      ) : null}
    </>
  );
  return (
    <>
      <ListPage
        head={{ title: t('pages.title'), acts }}
        endpoint={listDuesLists}
        filters={[
          {
            ...{ name: 'kind', label: t('pages.lists.kind'), kind: 'tabs' },
            options: listKinds.map((value) => ({ value, label: t(`pages.lists.kinds.${value}`) })),
          },
        ]}
        columns={columns}
        keyOf={(row) => row.id}
        drawer={(id, close) => <ListDrawer id={id} onClose={close} />}
        above={<Sections here="lists" />}
        empty={{ title: t('pages.lists.none'), text: t('pages.lists.noneAdvice') }}
      />
      {adding ? (
        <UploadDialog
          kind={adding}
          onDone={(id) => {
            setAdding(null);
            opened.open(id);
          }}
          onClose={() => setAdding(null)}
        />
      ) : null}
    </>
  );
}
