import { FormDialog, UnitPick } from '#engines/roster/web';
import { Button, Field, ToneTag, formatDay, navigate, useAct, useCan, useLanguage, useScope, useUiTexts } from '#ui';
import { type Column, ListPage } from '#ui/desktop';
import { useState } from 'react';
import { type AssetCount, listAssetCounts, openAssetCount } from '../../assets/contract-runs';
import { Sections, useAssetBook } from './pieces';
import { useAssetTerms, useAssetTexts } from './texts';

export const countTones = { open: 'going', decided: 'kept', dropped: 'none' } as const;

function OpenDialog({ bookId, unitId: usual, onClose }: { bookId: string; unitId: string; onClose: () => void }) {
  const t = useAssetTexts();
  const ui = useUiTexts();
  const [unitId, setUnitId] = useState(usual);
  const { act, error, isUnderWay } = useAct(openAssetCount, {
    changes: [listAssetCounts],
    onDone: ({ id }) => navigate(`/finance/assets/counts/${id}`),
  });
  const submit = (): boolean => {
    if (unitId !== '') void act({ body: { bookId, unitId } });
    return unitId !== '';
  };
  return (
    <FormDialog
      {...{ title: t('counting.open'), submit: t('counting.open'), effect: t('counting.openWhat'), error }}
      {...{ isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      <Field label={t('counting.place')} fault={unitId === '' ? ui('field.missing') : undefined}>
        <UnitPick value={unitId} onChange={setUnitId} />
      </Field>
    </FormDialog>
  );
}

/** Stock-takings, the latest first. */
export default function CountsPage() {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  const language = useLanguage();
  const may = useCan();
  const { unitId } = useScope();
  const chosen = useAssetBook();
  const [isOpening, setOpening] = useState(false);
  const { book } = chosen;
  const columns: readonly Column<AssetCount>[] = [
    { key: 'on', label: t('counting.on'), cell: (row) => <span className="nw">{formatDay(row.on, language)}</span> },
    { key: 'unit', label: t('counting.place'), cell: (row) => <span lang="zh-CN">{row.unit.name}</span> },
    { key: 'cards', label: t('counting.cards'), isNumber: true, cell: (row) => row.cards },
    { key: 'found', label: t('counting.found'), isNumber: true, cell: (row) => row.found },
    { key: 'missing', label: t('counting.missing'), isNumber: true, cell: (row) => row.missing },
    { key: 'extra', label: t('counting.extra'), isNumber: true, cell: (row) => row.extra },
    { key: 'by', label: t('counting.openedBy'), cell: (row) => <span lang="zh-CN">{row.openedByName}</span> },
    { key: 'decided', label: t('counting.decidedBy'), cell: (row) => <span lang="zh-CN">{row.decidedByName}</span> },
    {
      ...{ key: 'state', label: t('counting.state') },
      cell: (row) => <ToneTag tone={countTones[row.state]}>{t(`counting.states.${row.state}`)}</ToneTag>,
    },
  ];
  const acts =
    book && may('finance.asset.write') ? (
      <Button kind="main" onClick={() => setOpening(true)}>
        {t('counting.open')}
      </Button>
    ) : null;
  return (
    <>
      <ListPage
        head={{ title: t('counts'), crumbs: [{ label: terms('title'), to: '/finance/assets' }], acts }}
        endpoint={listAssetCounts}
        request={unitId ? { query: { unitId } } : {}}
        columns={columns}
        keyOf={(row) => row.id}
        toOf={(row) => `/finance/assets/counts/${row.id}`}
        above={<Sections here="counts" />}
        empty={{ title: t('counting.none'), text: t('counting.noneAdvice') }}
      />
      {isOpening && book ? (
        <OpenDialog bookId={book.id} unitId={book.unit.id} onClose={() => setOpening(false)} />
      ) : null}
    </>
  );
}
