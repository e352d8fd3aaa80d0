import { type CorrectionRow, correctionStates, exportCorrections, listCorrections } from '../../contract';
import { Button, ToneTag, formatMoment, useLanguage, useToday } from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { type ReactNode, useState } from 'react';
import { AcceptDialog, RefuseDialog } from './decision-dialogs';
import { usePrivacyTexts } from './texts';
import { useValueWords } from './words';

const tones = { open: 'going', accepted: 'kept', refused: 'none' } as const;
type Asked = { kind: 'accept' | 'refuse'; row: CorrectionRow };

function useColumns(ask: (asked: Asked) => void): readonly Column<CorrectionRow>[] {
  const t = usePrivacyTexts();
  const words = useValueWords();
  const language = useLanguage();
  const today = useToday();
  const decision = (row: CorrectionRow) =>
    row.abilities.decide ? (
      <span className="pv-acts">
        <Button size="sm" kind="quiet" onClick={() => ask({ kind: 'accept', row })}>
          {t('corrections.accept')}
        </Button>
        <Button size="sm" kind="text" onClick={() => ask({ kind: 'refuse', row })}>
          {t('corrections.refuse')}
        </Button>
      </span>
    ) : (
      <span className="dim t13">{[row.decidedByName, row.answer].filter(Boolean).join(' · ')}</span>
    );
  return [
    {
      key: 'person',
      label: t('columns.person'),
      cell: (row) => (
        <>
          {row.personName}
          <span className="dim t12 pv-line">{[row.unitName, row.staffNumber].filter(Boolean).join(' · ')}</span>
        </>
      ),
    },
    { key: 'field', label: t('columns.field'), cell: (row) => t(`fields.${row.field}`) },
    {
      key: 'stood',
      label: t('columns.stood'),
      cell: (row) =>
        row.stood === null ? <span className="dim">{t('corrections.nothingStood')}</span> : words(row.field, row.stood),
    },
    { key: 'proposed', label: t('columns.proposed'), cell: (row) => <b>{words(row.field, row.proposed)}</b> },
    { key: 'reason', label: t('columns.reason'), cell: (row) => row.reason },
    { key: 'asked', label: t('columns.asked'), cell: (row) => formatMoment(row.askedAt, language, today) },
    {
      key: 'state',
      label: t('columns.state'),
      cell: (row) => <ToneTag tone={tones[row.state]}>{t(`correctionStates.${row.state}`)}</ToneTag>,
    },
    { key: 'decision', label: t('corrections.decision'), cell: decision },
  ];
}

/** What people say is wrong in their files, the latest first. */
export function CorrectionList({ above }: { above: ReactNode }) {
  const t = usePrivacyTexts();
  const [asked, ask] = useState<Asked | null>(null);
  const columns = useColumns(ask);
  const options = correctionStates.map((value) => ({ value, label: t(`correctionStates.${value}`) }));
  const close = (): void => ask(null);
  return (
    <>
      <ListPage
        head={{ title: t('nav') }}
        above={above}
        endpoint={listCorrections}
        filters={[{ name: 'state', label: t('columns.state'), kind: 'select', options }]}
        columns={columns}
        exports={exportCorrections}
        keyOf={(row) => row.id}
        empty={{ title: t('corrections.none'), text: t('corrections.noneText') }}
      />
      {asked?.kind === 'accept' ? <AcceptDialog row={asked.row} onClose={close} /> : null}
      {asked?.kind === 'refuse' ? <RefuseDialog row={asked.row} onClose={close} /> : null}
    </>
  );
}
