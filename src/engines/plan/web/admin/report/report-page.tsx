import { type PlanSummary, type Report, getReport } from '../../../contract';
import {
  Button,
  DayInput,
  ErrorState,
  Note,
  Skeleton,
  formatDay,
  messageOf,
  useCall,
  useLanguage,
  useSearch,
  useUiTexts,
} from '#ui';
import '../../styles/report.css';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { PageHead } from '../page-head';
import { useReportFile } from '../report-file';
import { PlanFrame } from '../year/plan-frame';

/** The year-end report as it is printed, and as a Word document. */
export default function ReportPage() {
  return <PlanFrame>{(plan) => <ReportView plan={plan} />}</PlanFrame>;
}

function ReportView({ plan }: { plan: PlanSummary }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const [search, change] = useSearch();
  const asOf = search.asOf;
  const answer = useCall(getReport, { params: { planId: plan.id }, query: asOf ? { asOf } : {} });
  const file = useReportFile(plan, asOf);
  const report = answer.data;
  return (
    <div className="plan-page">
      <PageHead
        tab={t('report.title')}
        crumbs={[{ label: t('nav.plan'), to: `/plan/${plan.id}` }, { label: t('report.title') }]}
        title={t('report.title')}
        note={<span {...planWords}>{plan.title}</span>}
      >
        <span className="dim t13">{t('report.asOf')}</span>
        <span className="plan-as-of">
          <DayInput
            label={t('report.asOf')}
            yearAtHand={plan.year}
            value={asOf ?? report?.asOf ?? ''}
            onChange={(day) => change({ asOf: day || null })}
          />
        </span>
        <Button icon="download" isBusy={file.isBusy} onClick={() => void file.save()}>
          {file.isBusy ? t('report.preparing') : t('report.download')}
        </Button>
        <Button kind="main" icon="print" onClick={() => window.print()}>
          {t('report.print')}
        </Button>
      </PageHead>
      {file.error ? <Note kind="refuse">{messageOf(file.error, say)}</Note> : null}
      {answer.error ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {!report && !answer.error ? <Skeleton lines={14} /> : null}
      {report && !answer.error ? <Sheet report={report} /> : null}
    </div>
  );
}

function Sheet({ report }: { report: Report }) {
  const t = usePlanTexts();
  const language = useLanguage();
  return (
    <article className="plan-sheet" {...planWords}>
      <h2 className="title">{report.title}</h2>
      <p className="under">{t('report.asOfLine', { unit: report.unitName, day: formatDay(report.asOf, language) })}</p>
      <p>{report.opening}</p>
      {report.chapters.map((chapter, index) =>
        chapter.isAppendix ? null : <Chapter key={`${chapter.number}/${index}`} chapter={chapter} />,
      )}
      {report.duties.length > 0 ? (
        <section>
          <h3>{t('report.duties')}</h3>
          {report.duties.map((duty) => (
            <p key={duty}>{duty}</p>
          ))}
        </section>
      ) : null}
      <section>
        <h3>{t('report.summary')}</h3>
        {report.summary.map((sentence) => (
          <p key={sentence.text}>
            {sentence.text}
            {sentence.isInWords ? <span className="mark">{t('report.inWords')}</span> : null}
          </p>
        ))}
      </section>
      {report.chapters.map((chapter) =>
        chapter.isAppendix ? <Chapter key={chapter.title} chapter={chapter} /> : null,
      )}
      <footer>
        {t('report.hash')} <code>{report.sha256}</code>
      </footer>
    </article>
  );
}

function Chapter({ chapter }: { chapter: Report['chapters'][number] }) {
  const t = usePlanTexts();
  return (
    <section>
      <h3>{`${chapter.mark}${chapter.title}`}</h3>
      {chapter.opening ? <p className="opening">{chapter.opening}</p> : null}
      {chapter.lines.length > 0 ? (
        <table>
          <thead>
            <tr>
              <th scope="col" className="no">
                <span className="unseen">{t('board.commitment')}</span>
              </th>
              <th scope="col">{t('report.sentence')}</th>
              <th scope="col" className="fig-col">
                {t('report.figure')}
              </th>
              <th scope="col" className="state-col">
                {t('report.state')}
              </th>
              <th scope="col" className="proof-col">
                {t('report.evidence')}
              </th>
            </tr>
          </thead>
          <tbody>
            {chapter.lines.map((line) => (
              <tr key={`${line.number}/${line.asks}`}>
                <td>{line.number}</td>
                <td>
                  {line.asks === null ? null : <p className="asks">{t('report.asks', { quote: line.asks })}</p>}
                  {line.asks === null ? line.quote : t('report.planSays', { quote: line.quote })}
                  {line.exceptions.map((exception) => (
                    <p key={exception} className="exception">
                      {t('report.exceptions')}：{exception}
                    </p>
                  ))}
                </td>
                <td>{line.figure}</td>
                <td>{line.state}</td>
                <td>
                  {line.evidence.length > 0
                    ? line.evidence.map((one, index) => <p key={index}>{one}</p>)
                    : t('report.none')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
