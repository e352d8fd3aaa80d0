import { type DueRow, MOST_PROPOSED, exportDueErasures, listDueErasures } from '../../contract';
import { Button, ToneTag, formatDay, useLanguage } from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { type ReactNode, useState } from 'react';
import { ProposeDialog } from './erasure-dialogs';
import { ErasurePreview } from './erasure-preview';
import { useErasureTexts } from './erasure-texts';
import { usePrivacyTexts } from './texts';

interface Choice {
  chosen: ReadonlySet<string>;
  toggle: (id: string) => void;
  look: (id: string) => void;
}

function useColumns({ chosen, toggle, look }: Choice): readonly Column<DueRow>[] {
  const t = useErasureTexts();
  const language = useLanguage();
  return [
    {
      key: 'person',
      label: t('columns.person'),
      cell: (row) => (
        <label className="row g8">
          <input type="checkbox" checked={chosen.has(row.personId)} onChange={() => toggle(row.personId)} />
          <span>
            {row.personName}
            <span className="dim t12 pv-line">{row.staffNumber}</span>
          </span>
        </label>
      ),
    },
    { key: 'unit', label: t('columns.unit'), cell: (row) => row.unitName },
    { key: 'lastDay', label: t('columns.lastDay'), cell: (row) => formatDay(row.lastDay, language) },
    {
      key: 'dueOn',
      label: t('columns.dueOn'),
      cell: (row) => (
        <>
          {formatDay(row.dueOn, language)} {row.isBlocked ? <ToneTag tone="none">{t('due.blocked')}</ToneTag> : null}
        </>
      ),
    },
    {
      key: 'acts',
      label: t('columns.what'),
      cell: (row) => (
        <Button size="sm" kind="text" onClick={() => look(row.personId)}>
          {t('list.preview')}
        </Button>
      ),
    },
  ];
}

/** People whose retention has run out; several at once are proposed. */
export function DueList({ above }: { above: ReactNode }) {
  const t = useErasureTexts();
  const nav = usePrivacyTexts();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [looked, look] = useState<string | null>(null);
  const [isProposing, setProposing] = useState(false);
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id) && next.size < MOST_PROPOSED) next.add(id);
    setChosen(next);
  };
  const columns = useColumns({ chosen, toggle, look });
  const close = (): void => {
    setProposing(false);
    setChosen(new Set());
  };
  return (
    <>
      <ListPage
        head={{
          title: nav('nav'),
          acts: (
            <Button
              kind="main"
              whyNot={chosen.size === 0 ? t('due.choose') : undefined}
              onClick={() => setProposing(true)}
            >
              {chosen.size === 0
                ? t('due.propose')
                : `${t('due.propose')} · ${t('due.chosen', { count: chosen.size })}`}
            </Button>
          ),
        }}
        above={above}
        endpoint={listDueErasures}
        columns={columns}
        exports={exportDueErasures}
        keyOf={(row) => row.personId}
        empty={{ title: t('due.none'), text: t('due.noneText') }}
      />
      {isProposing ? <ProposeDialog personIds={[...chosen]} onClose={close} /> : null}
      {looked === null ? null : <ErasurePreview personId={looked} onClose={() => look(null)} />}
    </>
  );
}
