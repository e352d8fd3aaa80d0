import { formatFen } from '#kernel/contract';
import {
  Button,
  Card,
  Field,
  Note,
  Segmented,
  TextInput,
  UploadBox,
  messageOf,
  showToast,
  useAct,
  useUiTexts,
} from '#ui';
import { ExportButton, Table, type Column } from '#ui/desktop';
import { useState } from 'react';
import { showBook } from '../../books/contract';
import {
  IMPORT_MAX_BYTES,
  type ImportFault,
  type ImportPreview,
  getOpeningTemplate,
  importJournal,
  importKinds,
  importOpening,
  listImports,
  previewJournal,
  previewOpening,
} from '../../exchange/contract';
import { usePaperTexts } from '../paper-texts';
import { asFen } from '../pieces';

const MEGABYTE = 1024 * 1024;
type Kind = (typeof importKinds)[number];
const endings: Readonly<Record<Kind, readonly string[]>> = {
  journal: ['.journal', '.ledger', '.hledger', '.j', '.txt'],
  opening: ['.xlsx'],
};

/** What was read, and line by line what keeps it from being posted. */
function Outcome({ preview }: { preview: ImportPreview }) {
  const t = usePaperTexts();
  const facts: readonly [string, string][] = [
    [t('exchange.pages.entries'), String(preview.entries)],
    [t('exchange.pages.lines'), String(preview.lines)],
    [t('exchange.pages.debit'), formatFen(asFen(preview.debit))],
    [t('exchange.pages.credit'), formatFen(asFen(preview.credit))],
    ...(preview.from === null || preview.to === null
      ? []
      : [
          [t('exchange.pages.days'), t('exchange.pages.daysRange', { from: preview.from, to: preview.to })] satisfies [
            string,
            string,
          ],
        ]),
    ...(preview.known > 0 ? [[t('exchange.pages.known'), String(preview.known)] satisfies [string, string]] : []),
  ];
  const columns: readonly Column<ImportFault>[] = [
    { key: 'line', label: t('exchange.pages.line'), isNumber: true, cell: (fault) => fault.line },
    { key: 'reason', label: t('exchange.pages.reason'), cell: (fault) => fault.reason },
  ];
  return (
    <div className="col g12">
      <dl className="lb-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {preview.faultCount === 0 ? null : (
        <>
          <Note kind="refuse">{t('exchange.pages.faults', { count: preview.faultCount })}</Note>
          <Table
            label={t('exchange.pages.faults', { count: preview.faultCount })}
            columns={columns}
            rows={preview.faults}
            keyOf={(fault) => `${fault.line} ${fault.code} ${fault.reason}`}
          />
          {preview.faults.length < preview.faultCount ? (
            <p className="dim t13">{t('exchange.pages.moreFaults', { count: preview.faults.length })}</p>
          ) : null}
        </>
      )}
    </div>
  );
}

/** Asks for the check as soon as a file is chosen, and posts the very same bytes. */
function useImport(bookId: string, kind: Kind, year: number, onDone: () => void) {
  const t = usePaperTexts();
  const changes = [listImports, showBook];
  const done = ({ posted }: { posted: number }): void => {
    showToast(t('exchange.pages.posted', { count: posted }));
    onDone();
  };
  const checkJournal = useAct(previewJournal);
  const checkOpening = useAct(previewOpening);
  const postJournal = useAct(importJournal, { changes, onDone: done });
  const postOpening = useAct(importOpening, { changes, onDone: done });
  const params = { id: bookId };
  const isJournal = kind === 'journal';
  const check = (file: File): Promise<ImportPreview | undefined> =>
    isJournal ? checkJournal.act({ params, query: { year }, body: file }) : checkOpening.act({ params, body: file });
  const post = (file: File): void => {
    const name = file.name.slice(0, 200);
    if (isJournal) void postJournal.act({ params, query: { year, name }, body: file });
    else void postOpening.act({ params, query: { name }, body: file });
  };
  const acts = isJournal ? [checkJournal, postJournal] : [checkOpening, postOpening];
  return {
    check,
    post,
    isBusy: acts.some((one) => one.isUnderWay),
    error: acts.find((one) => one.error)?.error ?? null,
  };
}

interface ChosenProps {
  file: File;
  preview: ImportPreview | null;
  isBusy: boolean;
  error: Error | null;
  onPost: (file: File) => void;
  onAgain: () => void;
}

/** The file that was chosen: what the check says of it, and the way on. */
function Chosen({ file, preview, isBusy, error, onPost, onAgain }: ChosenProps) {
  const t = usePaperTexts();
  const ui = useUiTexts();
  const isFine = preview !== null && preview.faultCount === 0;
  const isNew = preview !== null && preview.known < preview.entries;
  return (
    <>
      <p>
        <b>{file.name}</b> {preview === null && isBusy ? t('exchange.pages.checking') : ''}
      </p>
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
      {preview === null ? null : <Outcome preview={preview} />}
      {isFine ? <Note>{t(isNew ? 'exchange.pages.fine' : 'exchange.pages.nothingNew')}</Note> : null}
      <div className="row g8">
        {isFine && isNew ? (
          <Button kind="main" isBusy={isBusy} onClick={() => onPost(file)}>
            {t('exchange.pages.post')}
          </Button>
        ) : null}
        <Button onClick={onAgain}>{t('exchange.pages.again')}</Button>
      </div>
    </>
  );
}

export function ImportCard({ bookId, thisYear }: { bookId: string; thisYear: number }) {
  const t = usePaperTexts();
  const ui = useUiTexts();
  const [kind, setKind] = useState<Kind>('journal');
  const [yearText, setYear] = useState(String(thisYear));
  const [chosen, setChosen] = useState<{ file: File; preview: ImportPreview | null } | null>(null);
  const isYear = /^(19[5-9]|20|21)\d{1,2}$/.test(yearText) && yearText.length === 4;
  const { check, post, isBusy, error } = useImport(bookId, kind, Number(yearText), () => setChosen(null));
  const choose = async (file: File): Promise<void> => {
    setChosen({ file, preview: null });
    const preview = await check(file);
    setChosen({ file, preview: preview ?? null });
  };
  const preview = chosen?.preview ?? null;
  return (
    <Card
      title={t('exchange.pages.importTitle')}
      acts={
        kind === 'opening' ? (
          <ExportButton
            endpoint={getOpeningTemplate}
            request={{ params: { id: bookId } }}
            label={t('exchange.pages.template')}
          />
        ) : null
      }
    >
      <div className="col g12">
        <p className="dim">{t('exchange.pages.importNote')}</p>
        <div className="row g12 wrap">
          <Segmented
            label={t('exchange.pages.kind')}
            value={kind}
            options={importKinds.map((value) => ({ value, label: t(`exchange.pages.kinds.${value}`) }))}
            onChange={(next) => (setKind(next), setChosen(null))}
          />
          {kind === 'journal' ? (
            <Field name="year" label={t('exchange.pages.year')} fault={isYear ? undefined : ui('field.missing')}>
              <TextInput
                inputMode="numeric"
                value={yearText}
                maxLength={4}
                onChange={(event) => (setYear(event.target.value), setChosen(null))}
              />
            </Field>
          ) : null}
        </div>
        {chosen === null && isYear ? (
          <UploadBox
            types={endings[kind]}
            maxMegabytes={IMPORT_MAX_BYTES / MEGABYTE}
            onFile={(file) => void choose(file)}
          />
        ) : null}
        {chosen === null ? null : (
          <Chosen {...{ file: chosen.file, preview, isBusy, error }} onPost={post} onAgain={() => setChosen(null)} />
        )}
      </div>
    </Card>
  );
}
