import {
  type ErasureRow,
  erasureStates,
  exportErasures,
  listDueErasures,
  listErasures,
  withdrawErasure,
} from '../../contract';
import { Button, ToneTag, formatDay, showToast, useAct, useLanguage } from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { type ReactNode, useState } from 'react';
import { ApproveDialog, ProposeDialog, RefuseErasureDialog } from './erasure-dialogs';
import { ErasurePreview } from './erasure-preview';
import { useErasureTexts } from './erasure-texts';
import { KeptReasons } from './kept-reasons';
import { usePrivacyTexts } from './texts';

const tones = { requested: 'late', proposed: 'going', approved: 'kept', refused: 'none', withdrawn: 'none' } as const;
type Asked = { kind: 'preview' | 'propose' | 'approve' | 'refuse'; row: ErasureRow };

function RowActs({ row, ask }: { row: ErasureRow; ask: (asked: Asked) => void }) {
  const t = useErasureTexts();
  const withdraw = useAct(withdrawErasure, {
    changes: [listErasures, listDueErasures],
    onDone: () => showToast(t('dialog.withdrawn')),
  });
  const acts = (['preview', 'propose', 'approve', 'refuse'] as const).filter((kind) => row.abilities[kind]);
  return (
    <span className="pv-acts">
      {acts.map((kind) => (
        <Button key={kind} size="sm" kind={kind === 'approve' ? 'quiet' : 'text'} onClick={() => ask({ kind, row })}>
          {t(`list.${kind}`)}
        </Button>
      ))}
      {row.abilities.withdraw ? (
        <Button
          size="sm"
          kind="text"
          isBusy={withdraw.isUnderWay}
          onClick={() => void withdraw.act({ params: { id: row.id } })}
        >
          {t('list.withdraw')}
        </Button>
      ) : null}
    </span>
  );
}

function useColumns(ask: (asked: Asked) => void): readonly Column<ErasureRow>[] {
  const t = useErasureTexts();
  const language = useLanguage();
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
    {
      key: 'basis',
      label: t('columns.basis'),
      cell: (row) => (
        <>
          {t(`bases.${row.basis}`)}
          {row.dueOn === null ? null : (
            <span className="dim t12 pv-line">{t('list.dueBy', { day: formatDay(row.dueOn, language) })}</span>
          )}
        </>
      ),
    },
    { key: 'reason', label: t('columns.reason'), cell: (row) => row.reason ?? row.wish ?? '' },
    { key: 'proposedBy', label: t('columns.proposedBy'), cell: (row) => row.proposedByName ?? '' },
    {
      key: 'state',
      label: t('columns.state'),
      cell: (row) => <ToneTag tone={tones[row.state]}>{t(`states.${row.outcome ?? row.state}`)}</ToneTag>,
    },
    {
      key: 'answer',
      label: t('columns.answer'),
      cell: (row) =>
        row.decidedAt === null ? (
          <RowActs row={row} ask={ask} />
        ) : (
          <span className="dim t13">
            {[row.decidedByName, row.answer].filter(Boolean).join(' · ')}
            {row.keeps.length > 0 ? <KeptReasons reasons={row.keeps} hasLinks /> : null}
          </span>
        ),
    },
  ];
}

/** What people have asked for and officers have proposed, the latest first. */
export function ErasureList({ above }: { above: ReactNode }) {
  const t = useErasureTexts();
  const nav = usePrivacyTexts();
  const [asked, ask] = useState<Asked | null>(null);
  const columns = useColumns(ask);
  const close = (): void => ask(null);
  return (
    <>
      <ListPage
        head={{ title: nav('nav') }}
        above={above}
        endpoint={listErasures}
        filters={[
          {
            name: 'state',
            label: t('columns.state'),
            kind: 'select',
            options: erasureStates.map((value) => ({ value, label: t(`states.${value}`) })),
          },
        ]}
        columns={columns}
        exports={exportErasures}
        keyOf={(row) => row.id}
        empty={{ title: t('list.none'), text: t('list.noneText') }}
      />
      {asked?.kind === 'preview' ? <ErasurePreview personId={asked.row.personId} onClose={close} /> : null}
      {asked?.kind === 'propose' ? <ProposeDialog personIds={[asked.row.personId]} onClose={close} /> : null}
      {asked?.kind === 'approve' ? <ApproveDialog row={asked.row} onClose={close} /> : null}
      {asked?.kind === 'refuse' ? <RefuseErasureDialog row={asked.row} onClose={close} /> : null}
    </>
  );
}
