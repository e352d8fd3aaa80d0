import { FormDialog, useUnitOptions } from '#engines/roster/web';
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Field,
  MoneyInput,
  Select,
  Skeleton,
  TextArea,
  TextInput,
  ToneTag,
  formatNumber,
  parseMoney,
  useAct,
  useCall,
  useCan,
  useUiTexts,
} from '#ui';
import { type Column, PageHead, Table } from '#ui/desktop';
import { useState } from 'react';
import {
  type DuesScheme,
  type DuesTerms,
  listDuesSchemes,
  setDuesScheme,
  showDues,
  takeBackDuesScheme,
} from '../../dues/contract';
import { Sections } from './sections';
import { TermsWords } from './terms-words';
import { useDuesTexts, useMonthOptions, useMonthWords } from './texts';

const kinds = ['share', 'bands', 'fixed'] as const;

interface Typed {
  kind: (typeof kinds)[number];
  percent: string;
  cut: string;
  fixed: string;
  bands: string;
}

const fenOf = (words: string): number | null => {
  const fen = parseMoney(words);
  return fen === null || fen < 0n ? null : Number(fen);
};

/** What was typed as terms, or null where it is none. Bands stand one in a line: from which wage on, what is due. */
function termsOf({ kind, percent, cut, fixed, bands }: Typed): DuesTerms | null {
  if (kind === 'fixed') {
    const duesFen = fenOf(fixed);
    return duesFen === null ? null : { kind, duesFen };
  }
  if (kind === 'share') {
    const cutToFen = fenOf(cut);
    const perTenThousand = Math.round(Number(percent) * 100);
    const isFit = cutToFen !== null && cutToFen > 0 && perTenThousand >= 1 && perTenThousand <= 1000;
    return isFit ? { kind, perTenThousand, cutToFen } : null;
  }
  const rows = bands
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/).map(fenOf));
  const found = rows.map(([fromFen, duesFen]) => ({ fromFen, duesFen }));
  const isFit =
    found.length > 0 &&
    rows.every((row) => row.length === 2) &&
    found.every(
      (band, i) =>
        band.fromFen !== null && band.duesFen !== null && (i === 0 || band.fromFen! > found[i - 1]!.fromFen!),
    );
  return isFit
    ? { kind, bands: found.map(({ fromFen, duesFen }) => ({ fromFen: fromFen!, duesFen: duesFen! })) }
    : null;
}

function SchemeDialog({ onClose }: { onClose: () => void }) {
  const t = useDuesTexts();
  const ui = useUiTexts();
  const units = useUnitOptions();
  const months = useMonthOptions();
  const [typed, setTyped] = useState<Typed>({ kind: 'share', percent: '0.5', cut: '10', fixed: '', bands: '' });
  const [about, setAbout] = useState({ unitId: '', month: months[0]!.value, basis: '' });
  const [isTried, setTried] = useState(false);
  const act = useAct(setDuesScheme, { changes: [listDuesSchemes, showDues], onDone: onClose });
  const type = (patch: Partial<Typed>) => setTyped((before) => ({ ...before, ...patch }));
  const unitId = about.unitId || (units[0]?.value ?? '');
  const terms = termsOf(typed);
  const basisFault = about.basis.trim().length < 2 ? ui('field.missing') : undefined;
  const fault = isTried && terms === null ? t('pages.terms.wrong') : undefined;
  const submit = (): boolean => {
    setTried(true);
    if (terms === null || basisFault !== undefined) return false;
    void act.act({ body: { unitId, validFrom: about.month, terms, basis: about.basis.trim() } });
    return true;
  };
  return (
    <FormDialog
      title={t('pages.schemes.set')}
      submit={t('pages.schemes.set')}
      effect={t('pages.schemes.effect')}
      error={act.error}
      isBusy={act.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('exports.columns.unit')} width="half">
        <Select
          options={units}
          value={unitId}
          onChange={(event) => setAbout({ ...about, unitId: event.target.value })}
        />
      </Field>
      <Field label={t('pages.schemes.from')} width="half">
        <Select
          options={months}
          value={about.month}
          onChange={(event) => setAbout({ ...about, month: event.target.value })}
        />
      </Field>
      <Field label={t('pages.schemes.kind')} width="half">
        <Select
          options={kinds.map((value) => ({ value, label: t(`pages.terms.kinds.${value}`) }))}
          value={typed.kind}
          onChange={(event) => type({ kind: event.target.value as Typed['kind'] })}
        />
      </Field>
      <TermsFields typed={typed} type={type} fault={fault} />
      <Field
        label={t('pages.schemes.basis')}
        hint={t('pages.schemes.basisHint')}
        fault={isTried ? basisFault : undefined}
      >
        <TextInput
          maxLength={200}
          value={about.basis}
          onChange={(event) => setAbout({ ...about, basis: event.target.value })}
        />
      </Field>
    </FormDialog>
  );
}

function TermsFields({
  typed,
  type,
  fault,
}: {
  typed: Typed;
  type: (patch: Partial<Typed>) => void;
  fault: string | undefined;
}) {
  const t = useDuesTexts();
  if (typed.kind === 'fixed')
    return (
      <Field label={t('pages.terms.fixedLabel')} width="half" fault={fault}>
        <MoneyInput value={typed.fixed} onChange={(event) => type({ fixed: event.target.value })} />
      </Field>
    );
  if (typed.kind === 'bands')
    return (
      <Field label={t('pages.terms.bandsLabel')} hint={t('pages.terms.bandsHint')} fault={fault}>
        <TextArea rows={4} value={typed.bands} onChange={(event) => type({ bands: event.target.value })} />
      </Field>
    );
  return (
    <>
      <Field label={t('pages.terms.percentLabel')} width="half" fault={fault}>
        <TextInput
          inputMode="decimal"
          value={typed.percent}
          onChange={(event) => type({ percent: event.target.value })}
        />
      </Field>
      <Field label={t('pages.terms.cutLabel')} width="half">
        <MoneyInput value={typed.cut} onChange={(event) => type({ cut: event.target.value })} />
      </Field>
    </>
  );
}

/** By what units reckon their dues, with what counted before. */
export default function SchemesPage() {
  const t = useDuesTexts();
  const may = useCan();
  const words = useMonthWords();
  const [isSetting, setSetting] = useState(false);
  const answer = useCall(listDuesSchemes, { query: {} });
  const takeBack = useAct(takeBackDuesScheme, { changes: [listDuesSchemes, showDues] });
  const columns: readonly Column<DuesScheme>[] = [
    { key: 'unit', label: t('exports.columns.unit'), cell: (row) => row.unit.name },
    { key: 'from', label: t('pages.schemes.from'), cell: (row) => words(row.validFrom) },
    { key: 'terms', label: t('pages.schemes.kind'), cell: (row) => <TermsWords terms={row.terms} /> },
    { key: 'basis', label: t('pages.schemes.basis'), cell: (row) => row.basis },
    { key: 'by', label: t('pages.by'), cell: (row) => row.recordedByName },
    { key: 'uses', label: t('pages.schemes.uses'), isNumber: true, cell: (row) => formatNumber(row.uses) },
    {
      ...{ key: 'state', label: t('pages.stateLabel') },
      cell: (row) =>
        row.isVoid ? (
          <ToneTag tone="none">{t('pages.schemes.void')}</ToneTag>
        ) : row.abilities.takeBack ? (
          <Button
            size="sm"
            kind="text"
            isBusy={takeBack.isUnderWay}
            onClick={() => void takeBack.act({ params: { id: row.id }, body: {} })}
          >
            {t('pages.undo')}
          </Button>
        ) : (
          ''
        ),
    },
  ];
  return (
    <>
      <PageHead
        title={t('pages.title')}
        acts={
          may('membership.dues.write') ? (
            <Button kind="main" icon="plus" onClick={() => setSetting(true)}>
              {t('pages.schemes.set')}
            </Button>
          ) : null
        }
      />
      <Sections here="schemes" />
      <Card flush>
        {answer.isPending ? <Skeleton lines={6} /> : null}
        {answer.error && !answer.data ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : null}
        {answer.data?.rows.length === 0 ? (
          <EmptyState title={t('pages.schemes.none')}>{t('pages.schemes.noneAdvice')}</EmptyState>
        ) : null}
        {answer.data && answer.data.rows.length > 0 ? (
          <Table
            label={t('pages.sections.schemes')}
            columns={columns}
            rows={answer.data.rows}
            keyOf={(row) => row.id}
          />
        ) : null}
      </Card>
      {isSetting ? <SchemeDialog onClose={() => setSetting(false)} /> : null}
    </>
  );
}
