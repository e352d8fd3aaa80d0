import { thingsInWords } from '#kernel/contract';
import { applyIntake, exportRejected, showIntake, type IntakeDetail } from '../../contract';
import {
  Button,
  Card,
  Note,
  Segmented,
  formatNumber,
  messageOf,
  useAct,
  useSearch,
  useUiTexts,
  useLanguage,
} from '#ui';
import { ExportFault, useExport } from '#ui/desktop';
import { RowsTable } from './rows-table';
import { useIntakeTexts } from './texts';

const verdicts = ['bad', 'new', 'changed', 'same'] as const;
type Verdict = (typeof verdicts)[number];

const isVerdict = (word: string | undefined): word is Verdict => verdicts.includes(word as Verdict);

/** What was met in the sheet and is no fault. */
export function Facts({ detail: { facts } }: { detail: IntakeDetail }) {
  const t = useIntakeTexts();
  const language = useLanguage();
  const said = [
    facts.formulas > 0 ? t('facts.formulas', { count: facts.formulas }) : '',
    facts.merged.length > 0 ? t('facts.merged', { cells: thingsInWords(language, facts.merged) }) : '',
    facts.remarks > 0 ? t('facts.remarks', { count: facts.remarks }) : '',
  ].filter(Boolean);
  return said.length === 0 ? null : <Note>{said.join(t('facts.mark'))}</Note>;
}

/** The bad rows as a file, in the clerk's own columns with the reason at the end. */
export function RejectedButton({ id }: { id: string }) {
  const t = useIntakeTexts();
  const file = useExport(exportRejected, { params: { id } });
  return (
    <>
      <Button icon="download" isBusy={file.isUnderWay} onClick={() => void file.save()}>
        {t('preview.rejected')}
      </Button>
      <ExportFault error={file.error} onRetry={() => void file.save()} />
    </>
  );
}

/** How many rows change which column. */
function Changes({ detail }: { detail: IntakeDetail }) {
  const t = useIntakeTexts();
  const named = detail.columns.flatMap(({ key, label }) => {
    const count = detail.run.changes[key] ?? 0;
    return count === 0 ? [] : [t('preview.change', { column: label, count: formatNumber(count) })];
  });
  return named.length === 0 ? null : (
    <p className="dim">{t('preview.changes', { list: named.join(t('facts.mark')) })}</p>
  );
}

export function RowsCard({ detail }: { detail: IntakeDetail }) {
  const t = useIntakeTexts();
  const [search, change] = useSearch();
  const { run } = detail;
  const usual = verdicts.find((verdict) => run.verdicts[verdict] > 0) ?? 'new';
  const verdict = isVerdict(search.verdict) ? search.verdict : usual;
  const options = verdicts.map((value) => ({
    value,
    label: `${t(`verdict.${value}`)} ${formatNumber(run.verdicts[value])}`,
  }));
  return (
    <Card flush title={t('rows.title')}>
      <div className="in-pick">
        <Segmented
          label={t('rows.which')}
          value={verdict}
          options={options}
          onChange={(value) => change({ verdict: value }, { replace: true })}
        />
      </div>
      <RowsTable detail={detail} query={{ verdict }} label={t(`verdict.${verdict}`)} />
    </Card>
  );
}

/** What would become of every row; nothing is changed until it is taken in. */
export function Preview({ detail }: { detail: IntakeDetail }) {
  const t = useIntakeTexts();
  const ui = useUiTexts();
  const [, change] = useSearch();
  const { run } = detail;
  const apply = useAct(applyIntake, { changes: [showIntake] });
  const count = run.verdicts.new + run.verdicts.changed;
  const whyNot = run.abilities.apply ? undefined : t('preview.nothing');
  return (
    <>
      <Card title={t('preview.title')}>
        <div className="col g12">
          <p className="in-sum">
            {t('preview.sum', {
              read: formatNumber(run.rowsRead),
              added: formatNumber(run.verdicts.new),
              changed: formatNumber(run.verdicts.changed),
              same: formatNumber(run.verdicts.same),
              bad: formatNumber(run.verdicts.bad),
            })}
          </p>
          <Changes detail={detail} />
          <Facts detail={detail} />
          {apply.error ? <Note kind="refuse">{messageOf(apply.error, ui)}</Note> : null}
          <div className="row g12 wrap">
            <Button
              kind="main"
              whyNot={whyNot}
              isBusy={apply.isUnderWay}
              onClick={() => void apply.act({ params: { id: run.id }, body: { revision: run.revision } })}
            >
              {t('preview.apply', { count: formatNumber(count) })}
            </Button>
            {run.abilities.takeBack ? <RejectedButton id={run.id} /> : null}
            <Button onClick={() => change({ step: 'columns' })}>{t('preview.again')}</Button>
            <span className="dim">{whyNot ?? t('preview.applyNote')}</span>
          </div>
        </div>
      </Card>
      <RowsCard detail={detail} />
    </>
  );
}
