import type { EndpointResponse } from '#kernel/contract';
import { Note, UploadBox, messageOf, useAct, useUiTexts } from '#ui';
import { ExportButton } from '#ui/desktop';
import { type ComponentProps, useState } from 'react';
import { exportWageSheetRest, readWageSheet } from '../../fund-share/contract';
import { useShareTerms, useShareTexts } from './texts';

const MOST_MEGABYTES = 5;

export type ReadSheet = EndpointResponse<typeof readWageSheet>;

/** Reads a sheet of wage bills: the months that stand are handed on, the rows that don't are said here and taken away as a sheet. */
export function SheetBox({ bookId, onRead }: { bookId: string; onRead: (name: string, read: ReadSheet) => void }) {
  const t = useShareTexts();
  const ui = useUiTexts();
  const [file, setFile] = useState<File | null>(null);
  const [seen, setSeen] = useState<ReadSheet | null>(null);
  const read = useAct(readWageSheet);
  const requestFor = (given: File) => ({
    ...{ params: { id: bookId }, query: { name: given.name.slice(0, 200) }, body: given },
  });
  const send = (given: File): void => {
    if (read.isUnderWay) return;
    setFile(given);
    setSeen(null);
    void read.act(requestFor(given)).then((answer) => {
      if (answer === undefined) return;
      setSeen(answer);
      onRead(given.name, answer);
    });
  };
  return (
    <div className="fld col g8">
      <p className="dim t12">{t('orFile')}</p>
      <UploadBox types={['.xlsx', '.csv', '.txt']} maxMegabytes={MOST_MEGABYTES} onFile={send} />
      {read.isUnderWay ? <Note>{t('reading')}</Note> : null}
      {read.error ? <Note kind="refuse">{messageOf(read.error, ui)}</Note> : null}
      {file !== null && seen !== null ? <Seen name={file.name} seen={seen} request={requestFor(file)} /> : null}
    </div>
  );
}

type RestRequest = ComponentProps<typeof ExportButton>['request'];

function Seen({ name, seen, request }: { name: string; seen: ReadSheet; request: RestRequest }) {
  const t = useShareTexts();
  const terms = useShareTerms();
  const bad = seen.rows.filter((row) => row.reason !== null);
  return (
    <>
      <p>{t('wasRead', { name, count: seen.good })}</p>
      {bad.length === 0 ? null : (
        <>
          <div className="row g8">
            <span className="c-late">{t('notRead', { count: seen.bad })}</span>
            <ExportButton endpoint={exportWageSheetRest} request={request} label={t('takeRest')} />
          </div>
          <div className="scroll-x">
            <table className="fs-refused" aria-label={terms('sheet.rest')}>
              <tbody>
                {bad.map(({ number, said, reason }) => (
                  <tr key={number}>
                    <td className="num dim">{number}</td>
                    <td lang="zh-CN">{said}</td>
                    <td className="c-late">{reason}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  );
}
