import type { EndpointResponse } from '#kernel/contract';
import {
  Button,
  DayInput,
  Field,
  Note,
  Overlay,
  UploadBox,
  formatMoney,
  messageOf,
  showToast,
  useAct,
  useToday,
  useUiTexts,
} from '#ui';
import { ExportButton } from '#ui/desktop';
import { type ReactNode, useState } from 'react';
import {
  exportFundListRest,
  listContributions,
  listFundLists,
  readFundList,
  showFund,
  takeFundList,
} from '../../contributions/contract';
import { listCampaigns, listGifts, showCampaign } from '../../campaigns/contract';
import { Figures } from './pieces';
import { useFundTexts } from './texts';

const MOST_MEGABYTES = 10;
const changes = [listFundLists, listContributions, showFund, listGifts, showCampaign, listCampaigns];

type Read = EndpointResponse<typeof readFundList>;

function Judged({ read, rest }: { read: Read; rest: ReactNode }) {
  const t = useFundTexts();
  const bad = read.rows.filter((row) => row.reason !== null);
  return (
    <>
      <Figures
        rows={[
          { label: t('columns.good'), value: read.good },
          { label: t('columns.bad'), value: read.bad },
          { label: t('columns.amount'), value: formatMoney(read.sum) },
        ]}
      />
      {bad.length > 0 ? <div>{rest}</div> : null}
      {bad.length > 0 ? (
        <div className="scroll-x">
          <table className="rf-rows" aria-label={t('columns.bad')}>
            <tbody>
              {bad.map(({ number, staffNumber, name, amount, reason }) => (
                <tr key={number}>
                  <td className="num dim">{number}</td>
                  <td>{[staffNumber, name].filter(Boolean).join(' ')}</td>
                  <td className="num">{amount === null ? '' : formatMoney(amount)}</td>
                  <td className="c-late">{reason}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </>
  );
}

type Of = { unitId: string } | { campaignId: string };

/** The rows that can't stand, as a sheet to be mended. */
function RestButton({ file, of, on }: { file: File; of: Of; on: string }) {
  const t = useFundTexts();
  const query = { name: file.name.slice(0, 200), ...of, on };
  return <ExportButton endpoint={exportFundListRest} request={{ query, body: file }} label={t('rest')} />;
}

/** Reads a payroll's sheet, shows what can stand and what can't, and takes in what can. */
export function ListDialog({ of, onClose }: { of: Of; onClose: () => void }) {
  const t = useFundTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [on, setOn] = useState(today);
  const [file, setFile] = useState<File | null>(null);
  const [seen, setSeen] = useState<Read | null>(null);
  const read = useAct(readFundList, { onDone: setSeen });
  const take = useAct(takeFundList, {
    changes,
    onDone: ({ good }) => (showToast(t('pages.list.done', { count: good })), onClose()),
  });
  const kind = 'unitId' in of ? 'contributions' : 'gifts';
  const send = (given: File, day: string): void => {
    setFile(given);
    setSeen(null);
    void read.act({ query: { name: given.name.slice(0, 200), ...of, on: day }, body: given });
  };
  const apply = (): void => {
    if (file === null || seen === null) return;
    const query = { name: file.name.slice(0, 200), ...of, on, good: seen.good, sum: seen.sum };
    void take.act({ query, body: file });
  };
  const error = read.error ?? take.error;
  const acts = (
    <>
      <Button onClick={onClose}>{ui('cancel')}</Button>
      <Button
        kind="main"
        isBusy={take.isUnderWay}
        whyNot={seen === null || seen.good === 0 ? t('pages.list.nothing') : undefined}
        onClick={apply}
      >
        {t('pages.list.take')}
      </Button>
    </>
  );
  return (
    <Overlay title={t(`pages.list.${kind}`)} onClose={onClose} acts={acts} size="wide" closesBy="keys">
      <div className="col g16">
        <p className="dim">{t(`pages.list.${kind}Note`)}</p>
        <Field label={t('pages.list.on')}>
          <DayInput
            value={on}
            yearAtHand={Number(today.slice(0, 4))}
            onChange={(day) => {
              setOn(day);
              if (file !== null && day.length === 10) send(file, day);
            }}
          />
        </Field>
        <UploadBox types={['.xlsx', '.csv', '.txt']} maxMegabytes={MOST_MEGABYTES} onFile={(one) => send(one, on)} />
        {read.isUnderWay ? <Note>{t('pages.list.reading')}</Note> : null}
        {file === null ? null : <p>{file.name}</p>}
        {seen === null || file === null ? null : (
          <Judged read={seen} rest={<RestButton file={file} of={of} on={on} />} />
        )}
        {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
      </div>
    </Overlay>
  );
}
