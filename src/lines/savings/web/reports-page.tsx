import { FormDialog } from '#engines/roster/web';
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Field,
  Note,
  Select,
  Skeleton,
  TextArea,
  ToneTag,
  formatMoment,
  messageOf,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useUiTexts,
} from '#ui';
import { ExportButton, PageHead } from '#ui/desktop';
import { useState } from 'react';
import { type Association, type Report, exportReport, listReports, previewReport, publishReport } from '../contract';
import { Sections, WithAssociation } from './association';
import { ReportTable } from './report-table';
import { useSavingsTexts } from './texts';

interface Half {
  readonly year: number;
  readonly half: number;
}
const keyOf = ({ year, half }: Half): string => `${year}-${half}`;

/** `2024年上半年储金会情况`. */
function useReportTitle(): (half: Half) => string {
  const t = useSavingsTexts();
  return ({ year, half }) => t('reports.title', { year, half: t(half === 1 ? 'reports.half.1' : 'reports.half.2') });
}

/** Whether what would be told is what the books say: only that may be told. */
function Whole({ isWhole }: { isWhole: boolean }) {
  const t = useSavingsTexts();
  return isWhole ? (
    <div>
      <ToneTag tone="kept">{t('pages.tally.whole')}</ToneTag>
    </div>
  ) : (
    <Note kind="warn">{t('pages.reports.differs')}</Note>
  );
}

function PublishDialog(props: { association: Association; halves: readonly Half[]; onClose: () => void }) {
  const { association, halves, onClose } = props;
  const t = useSavingsTexts();
  const ui = useUiTexts();
  const title = useReportTitle();
  const [chosen, setChosen] = useState(keyOf(halves[0]!));
  const [words, setWords] = useState('');
  const half = halves.find((one) => keyOf(one) === chosen) ?? halves[0]!;
  const asked = { associationId: association.id, year: half.year, half: half.half };
  const preview = useCall(previewReport, { query: asked });
  const publish = useAct(publishReport, {
    changes: [listReports],
    onDone: () => (showToast(t('pages.reports.done')), onClose()),
  });
  return (
    <FormDialog
      title={t('pages.reports.publish')}
      effect={t('pages.reports.effect')}
      submit={t('pages.reports.publish')}
      error={publish.error}
      isBusy={publish.isUnderWay}
      whyNot={preview.data?.control.isWhole === false ? t('pages.reports.differs') : undefined}
      size="wide"
      onSubmit={() => (void publish.act({ body: { ...asked, words: words.trim() } }), true)}
      onClose={onClose}
    >
      <Field label={t('pages.reports.half')}>
        <Select
          options={halves.map((one) => ({ value: keyOf(one), label: title(one) }))}
          value={chosen}
          onChange={(event) => setChosen(event.target.value)}
        />
      </Field>
      {preview.error ? <Note kind="refuse">{messageOf(preview.error, ui)}</Note> : null}
      {preview.data ? (
        <>
          <Whole isWhole={preview.data.control.isWhole} />
          <ReportTable figures={preview.data} />
        </>
      ) : null}
      <Field label={t('pages.reports.words')} isOptional>
        <TextArea rows={2} maxLength={500} value={words} onChange={(event) => setWords(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

/** A report as it was told; on paper it stands alone. */
function ReportCard({ report, isShown, onShow }: { report: Report; isShown: boolean; onShow: () => void }) {
  const t = useSavingsTexts();
  const language = useLanguage();
  const title = useReportTitle();
  return (
    <div className={isShown ? '' : 'sv-no-paper'}>
      <Card
        title={title(report)}
        note={t('reports.version', { version: report.version })}
        acts={
          <div className="row g8 sv-no-paper">
            {isShown ? (
              <>
                <Button kind="quiet" icon="print" onClick={() => window.print()}>
                  {t('pages.print')}
                </Button>
                <ExportButton endpoint={exportReport} request={{ params: { id: report.id } }} />
              </>
            ) : (
              <Button onClick={onShow}>{t('pages.reports.show')}</Button>
            )}
          </div>
        }
      >
        <div className="col g12">
          <p className="dim t13">
            {report.unitName} ·{' '}
            {t('pages.reports.by', { name: report.publishedByName, at: formatMoment(report.publishedAt, language) })}
          </p>
          {report.isReplaced ? <Note>{t('pages.reports.replaced')}</Note> : null}
          {isShown ? (
            <>
              {report.words === '' ? null : <p lang="zh-CN">{report.words}</p>}
              <ReportTable figures={report.figures} />
            </>
          ) : null}
        </div>
      </Card>
    </div>
  );
}

function Reports({ association }: { association: Association }) {
  const t = useSavingsTexts();
  const [isPublishing, setPublishing] = useState(false);
  const [shownId, setShownId] = useState<string | null>(null);
  const answer = useCall(listReports, { query: { associationId: association.id } });
  const { data } = answer;
  const told = data?.rows.filter((one) => !one.isReplaced) ?? [];
  const halves = [...(data?.missing ?? []), ...told];
  const shown = shownId ?? data?.rows[0]?.id;
  return (
    <>
      <PageHead
        title={t('name')}
        note={association.unit.name}
        acts={
          data?.abilities.publish && halves.length > 0 ? (
            <Button kind="main" icon="plus" onClick={() => setPublishing(true)}>
              {t('pages.reports.publish')}
            </Button>
          ) : null
        }
      />
      <Sections here="reports" association={association.id} />
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.error && !data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {data && data.missing.length > 0 ? (
        <Note kind="warn">{t('pages.reports.missing', { count: data.missing.length })}</Note>
      ) : null}
      {data?.rows.length === 0 ? (
        <Card>
          <EmptyState icon="plan" title={t('pages.reports.none')}>
            {t('pages.reports.noneAdvice')}
          </EmptyState>
        </Card>
      ) : null}
      {data?.rows.map((report) => (
        <ReportCard
          key={report.id}
          report={report}
          isShown={report.id === shown}
          onShow={() => setShownId(report.id)}
        />
      ))}
      {isPublishing ? (
        <PublishDialog association={association} halves={halves} onClose={() => setPublishing(false)} />
      ) : null}
    </>
  );
}

/** What the members were told of each half year. */
export default function ReportsPage() {
  return <WithAssociation>{(association) => <Reports association={association} />}</WithAssociation>;
}
