import { type EndpointResponse, formatFen } from '#kernel/contract';
import { Button, Card, Checkbox, Field, Note, Select, Skeleton, UploadBox, formatDay } from '#ui';
import { messageOf, showToast, useAct, useCall, useLanguage, useToday, useUiTexts } from '#ui';
import { type Column, ExportButton, PageHead, Table } from '#ui/desktop';
import { useState } from 'react';
import { type AssetSheetRow, checkAssets, importAssets } from '../../assets/contract';
import { exportAssetSheetRest, judgeAssetSheet, listAssetEntries, listAssets } from '../../assets/contract';
import { NoBook, asFen, useAssetBook } from './pieces';
import { useAssetTerms, useAssetTexts, useMonthWords } from './texts';

const MOST_MEGABYTES = 5;
const MONTHS_OFFERED = 36;

/** The months before this one, the latest first. */
function monthsBefore(today: string): string[] {
  const now = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  return Array.from({ length: MONTHS_OFFERED }, (_, i) => {
    const at = now - 1 - i;
    return `${String(Math.floor(at / 12))}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
}

type Judged = EndpointResponse<typeof judgeAssetSheet>;

/** What was sent, under which month and entry, and what became of it. */
function useSheet(bookId: string) {
  const t = useAssetTexts();
  const [file, setFile] = useState<File | null>(null);
  const [until, setUntil] = useState(monthsBefore(useToday())[0]!);
  const [entryId, setEntryId] = useState('');
  const [judged, setJudged] = useState<Judged | null>(null);
  const [taken, setTaken] = useState<Judged | null>(null);
  const judge = useAct(judgeAssetSheet, { onDone: setJudged });
  const take = useAct(importAssets, {
    changes: [listAssets, checkAssets, listAssetEntries],
    onDone: (answer) => (setTaken(answer), showToast(t('sheet.applied', { count: answer.good }))),
  });
  const ask = (next: File, month: string): void => {
    setFile(next);
    setJudged(null);
    void judge.act({ params: { id: bookId }, query: { name: next.name.slice(0, 200), until: month }, body: next });
  };
  /** The rows that don't fit, as a sheet to be mended. */
  const rest =
    file === null ? null : { params: { id: bookId }, query: { name: file.name.slice(0, 200), until }, body: file };
  const apply = (): void => {
    if (file === null) return;
    const query = { name: file.name.slice(0, 200), until, ...(entryId === '' ? {} : { entryId }) };
    void take.act({ params: { id: bookId }, query, body: file });
  };
  const choose = (month: string): void => {
    setUntil(month);
    if (file !== null) ask(file, month);
  };
  const again = (): void => {
    setFile(null);
    setJudged(null);
    setTaken(null);
    judge.forget();
    take.forget();
  };
  return { file, until, choose, entryId, setEntryId, judge, judged, take, taken, rest, ask, apply, again };
}

function useColumns(): readonly Column<AssetSheetRow>[] {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  const language = useLanguage();
  const chinese = (words: string) => <span lang="zh-CN">{words}</span>;
  const money = (fen: bigint | null) => (fen === null ? '—' : formatFen(asFen(fen)));
  return [
    { key: 'row', label: t('sheet.row'), isNumber: true, cell: (row) => row.row },
    {
      ...{ key: 'name', label: terms('columns.name') },
      cell: (row) => chinese([row.name, row.specification].filter(Boolean).join(' ')),
    },
    { key: 'former', label: terms('columns.formerNumber'), cell: (row) => row.formerNumber },
    {
      ...{ key: 'class', label: terms('columns.class') },
      cell: (row) => (row.class === null ? '—' : terms(`classes.${row.class}`)),
    },
    {
      ...{ key: 'on', label: terms('columns.boughtOn') },
      cell: (row) => <span className="nw">{row.boughtOn === null ? '—' : formatDay(row.boughtOn, language)}</span>,
    },
    { key: 'cost', label: terms('columns.cost'), isNumber: true, cell: (row) => money(row.cost) },
    { key: 'before', label: terms('columns.writtenDown'), isNumber: true, cell: (row) => money(row.before) },
    { key: 'place', label: terms('columns.unit'), cell: (row) => chinese(row.place) },
    { key: 'keeper', label: terms('columns.keeper'), cell: (row) => chinese(row.keeperName) },
    {
      ...{ key: 'fault', label: t('sheet.fault') },
      cell: (row) => (row.fault === null ? t('sheet.fits') : <span className="c-late">{row.fault}</span>),
    },
  ];
}

type Sheet = ReturnType<typeof useSheet>;

function Terms({ bookId, sheet }: { bookId: string; sheet: Sheet }) {
  const t = useAssetTexts();
  const months = useMonthWords();
  const language = useLanguage();
  const offered = monthsBefore(useToday());
  const entries = useCall(listAssetEntries, { params: { id: bookId } }).data?.rows ?? [];
  const open = entries.filter((entry) => asFen(entry.left) > 0n);
  const words = (entry: (typeof open)[number]) =>
    t('form.entryChoice', {
      ...{ on: formatDay(entry.on, language), words: entry.words, left: formatFen(asFen(entry.left)) },
    });
  return (
    <div className="fields">
      <Field label={t('sheet.until')} width="half">
        <Select
          options={offered.map((month) => ({ value: month, label: months(month) }))}
          value={sheet.until}
          onChange={(event) => sheet.choose(event.target.value)}
        />
      </Field>
      <Field label={t('sheet.entry')} width="half" isOptional>
        <Select
          blank={t('form.noEntry')}
          options={open.map((entry) => ({ value: entry.id, label: words(entry) }))}
          value={sheet.entryId}
          onChange={(event) => sheet.setEntryId(event.target.value)}
        />
      </Field>
    </div>
  );
}

/** The rows with what is wrong with each; after the list was taken in, those that were not. */
function Outcome({ sheet }: { sheet: Sheet }) {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  const ui = useUiTexts();
  const columns = useColumns();
  const [isOnlyBad, setOnlyBad] = useState(false);
  const { taken } = sheet;
  const judged = taken ?? sheet.judged;
  if (sheet.judge.error && !judged)
    return (
      <Card acts={<Button onClick={sheet.again}>{t('sheet.again')}</Button>} title={t('sheet.title')}>
        <Note kind="refuse">{messageOf(sheet.judge.error, ui)}</Note>
      </Card>
    );
  if (!judged) return <Note>{t('sheet.reading')}</Note>;
  const rows = isOnlyBad || taken ? judged.rows.filter((row) => row.fault !== null) : judged.rows;
  const sums = { cost: formatFen(asFen(judged.cost)), before: formatFen(asFen(judged.before)) };
  return (
    <Card
      title={
        taken ? t('sheet.applied', { count: taken.good }) : t('sheet.judged', { good: judged.good, bad: judged.bad })
      }
      note={t('sheet.sums', sums)}
      flush
      acts={
        <>
          {judged.bad > 0 && sheet.rest ? (
            <ExportButton endpoint={exportAssetSheetRest} request={sheet.rest} label={terms('rest.rows')} />
          ) : null}
          <Button onClick={sheet.again}>{t('sheet.again')}</Button>
          {taken || judged.good === 0 ? null : (
            <Button kind="main" isBusy={sheet.take.isUnderWay} onClick={sheet.apply}>
              {t('sheet.apply', { count: judged.good })}
            </Button>
          )}
        </>
      }
    >
      <div className="fa-pad col g8">
        {sheet.take.error ? <Note kind="refuse">{messageOf(sheet.take.error, ui)}</Note> : null}
        {taken ? (
          rows.length > 0 ? (
            <Note kind="warn">{t('sheet.badLeft')}</Note>
          ) : null
        ) : (
          <Checkbox
            label={t('sheet.onlyBad')}
            checked={isOnlyBad}
            onChange={(event) => setOnlyBad(event.target.checked)}
          />
        )}
      </div>
      {rows.length === 0 ? null : (
        <Table label={t('sheet.title')} columns={columns} rows={rows} keyOf={(row) => String(row.row)} />
      )}
    </Card>
  );
}

function Importing({ bookId }: { bookId: string }) {
  const t = useAssetTexts();
  const sheet = useSheet(bookId);
  const paste = (text: string): void => sheet.ask(new File([text], 'pasted.txt', { type: 'text/plain' }), sheet.until);
  return (
    <div className="fa-cards">
      <Card>
        <div className="col g12">
          <p className="dim">{t('sheet.note')}</p>
          <Terms bookId={bookId} sheet={sheet} />
          {sheet.file === null ? (
            <UploadBox
              types={['.xlsx', '.csv', '.txt']}
              maxMegabytes={MOST_MEGABYTES}
              onFile={(file) => sheet.ask(file, sheet.until)}
              onText={paste}
            />
          ) : null}
        </div>
      </Card>
      {sheet.file === null ? null : <Outcome sheet={sheet} />}
    </div>
  );
}

/** Things that are there already, from a list: judged row by row before any becomes a card. */
export default function ImportPage() {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  const { book, isLoading } = useAssetBook();
  return (
    <>
      <PageHead title={t('sheet.title')} crumbs={[{ label: terms('title'), to: '/finance/assets' }]} />
      {book ? <Importing key={book.id} bookId={book.id} /> : isLoading ? <Skeleton lines={6} /> : <NoBook />}
    </>
  );
}
