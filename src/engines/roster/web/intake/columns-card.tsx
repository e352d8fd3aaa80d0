import {
  checkIntake,
  chooseIntakeSheet,
  showIntake,
  type IntakeColumn,
  type IntakeDetail,
  type IntakeMapping,
  type IntakeOptions,
} from '../../contract';
import {
  Button,
  Card,
  Checkbox,
  DayInput,
  Field,
  Note,
  Select,
  messageOf,
  useAct,
  useSearch,
  useUiTexts,
  useLanguage,
} from '#ui';
import { isDay, thingsInWords } from '#kernel/contract';
import { useState } from 'react';
import { useIntakeTexts } from './texts';

const NONE = '';
const WORDS_OF_A_ROW = 60;

/** Which sheet, and in which row its headings stand. */
function SheetChoice({ detail }: { detail: IntakeDetail }) {
  const t = useIntakeTexts();
  const ui = useUiTexts();
  const choose = useAct(chooseIntakeSheet, { changes: [showIntake] });
  const { run } = detail;
  const send = (sheet: string, headerRow: number | null): void =>
    void choose.act({ params: { id: run.id }, body: { sheet, headerRow, revision: run.revision } });
  const rows = detail.head.map(({ number, cells }) => {
    const words = cells.filter(Boolean).join(' · ').slice(0, WORDS_OF_A_ROW);
    return { value: String(number), label: t('choose.row', { number, words }) };
  });
  const sheets = detail.sheets.map((name) => ({ value: name, label: name }));
  return (
    <>
      <div className="row g16 wrap">
        {sheets.length > 1 ? (
          <Field label={t('choose.sheet')} width="third">
            <Select value={run.sheet} options={sheets} onChange={(event) => send(event.target.value, null)} />
          </Field>
        ) : null}
        <Field label={t('choose.header')} width="half">
          <Select
            value={String(detail.headerRow)}
            options={rows}
            onChange={(event) => send(run.sheet, Number(event.target.value))}
          />
        </Field>
      </div>
      {choose.error ? <Note kind="refuse">{messageOf(choose.error, ui)}</Note> : null}
    </>
  );
}

interface MappingTableProps {
  detail: IntakeDetail;
  mapping: IntakeMapping;
  onChoose: (column: IntakeColumn, place: number | null) => void;
}

/** Our columns, each with theirs and what stands there in the first row. */
function MappingTable({ detail, mapping, onChoose }: MappingTableProps) {
  const t = useIntakeTexts();
  const options = detail.headings.map((heading, place) => ({
    value: String(place),
    label: heading === '' ? t('choose.unnamed', { place: place + 1 }) : heading,
  }));
  const first = detail.head.find(({ number }) => number > detail.headerRow);
  return (
    <div className="scroll-x">
      <table className="in-map" aria-label={t('choose.title')}>
        <thead>
          <tr>
            <th scope="col">{t('choose.ours')}</th>
            <th scope="col">{t('choose.theirs')}</th>
            <th scope="col">{t('choose.sample')}</th>
          </tr>
        </thead>
        <tbody>
          {detail.columns.map(({ key, label, need }) => {
            const place = mapping[key];
            return (
              <tr key={key}>
                <th scope="row">
                  {label} <span className="dim t12">{t(`need.${need}`)}</span>
                </th>
                <td>
                  <Select
                    aria-label={label}
                    value={place === undefined ? NONE : String(place)}
                    blank={t('choose.none')}
                    options={options}
                    onChange={({ target }) => onChoose(key, target.value === NONE ? null : Number(target.value))}
                  />
                </td>
                <td className="dim">{place === undefined ? '—' : first?.cells[place] || '—'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function OptionFields({ options, onChange }: { options: IntakeOptions; onChange: (next: IntakeOptions) => void }) {
  const t = useIntakeTexts();
  return (
    <div className="col g12">
      <Checkbox
        label={t('options.blanksCount')}
        checked={options.blanksCount}
        onChange={({ target }) => onChange({ ...options, blanksCount: target.checked })}
      />
      <Checkbox
        label={t('options.monthsCount')}
        checked={options.monthsCount}
        onChange={({ target }) => onChange({ ...options, monthsCount: target.checked })}
      />
      <Field label={t('options.moveOn')} isOptional hint={t('options.moveOnHint')} width="third">
        <DayInput value={options.moveOn ?? ''} onChange={(value) => onChange({ ...options, moveOn: value || null })} />
      </Field>
    </div>
  );
}

/** Says which column is which, and how the rows are read; then a dry run shows what would become of each. */
export function ColumnsCard({ detail }: { detail: IntakeDetail }) {
  const t = useIntakeTexts();
  const language = useLanguage();
  const ui = useUiTexts();
  const [, change] = useSearch();
  const { run } = detail;
  const [mapping, setMapping] = useState<IntakeMapping>(detail.mapping);
  const [options, setOptions] = useState<IntakeOptions>(detail.options);
  const check = useAct(checkIntake, {
    changes: [showIntake],
    onDone: () => change({ step: null, verdict: null }, { replace: true }),
  });
  const choose = (column: IntakeColumn, place: number | null): void => {
    const rest = Object.entries(mapping).filter(([key, taken]) => key !== column && taken !== place);
    setMapping(Object.fromEntries(place === null ? rest : [...rest, [column, place]]));
  };
  const isDayWrong = options.moveOn !== null && !isDay(options.moveOn);
  const whyNot =
    mapping.staffNumber === undefined
      ? t('choose.numberMissing')
      : isDayWrong
        ? t('options.dayWrong')
        : run.isForgotten
          ? t('forgotten')
          : undefined;
  const unused = detail.headings.filter((heading, place) => heading && !Object.values(mapping).includes(place));
  return (
    <>
      <Card title={t('choose.title')} note={detail.isSaved ? t('choose.saved') : undefined}>
        <div className="col g16">
          <SheetChoice detail={detail} />
          <MappingTable detail={detail} mapping={mapping} onChoose={choose} />
          {unused.length > 0 ? (
            <p className="dim t13">{t('choose.unused', { headings: thingsInWords(language, unused) })}</p>
          ) : null}
        </div>
      </Card>
      <Card title={t('options.title')}>
        <OptionFields options={options} onChange={setOptions} />
      </Card>
      {check.error ? <Note kind="refuse">{messageOf(check.error, ui)}</Note> : null}
      <div className="row g12">
        <Button
          kind="main"
          whyNot={whyNot}
          isBusy={check.isUnderWay}
          onClick={() => void check.act({ params: { id: run.id }, body: { mapping, options, revision: run.revision } })}
        >
          {t('choose.check')}
        </Button>
        <span className="dim">{whyNot ?? t('choose.checkNote')}</span>
      </div>
    </>
  );
}
