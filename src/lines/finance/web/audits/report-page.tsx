import { formatFen } from '#kernel/contract';
import { Button, Card, ErrorState, Note, Skeleton, formatDay, useCall, useLanguage, useParams } from '#ui';
import { ExportButton, PageHead } from '#ui/desktop';
import {
  type AuditReport,
  type ReportContent,
  exportAuditReport,
  showAuditReport,
} from '../../audits/contract-findings';
import { asFen, at } from './pieces';
import { useAuditTerms, useAuditTexts } from './texts';

const share = (part: bigint, whole: bigint): string =>
  whole === 0n ? '0' : (Number((part * 10_000n) / whole) / 100).toFixed(2);

function Findings({ findings }: { findings: ReportContent['findings'] }) {
  const terms = useAuditTerms();
  const language = useLanguage();
  if (findings.length === 0) return <p>{terms('report.noFindings')}</p>;
  return (
    <table>
      <thead>
        <tr>
          {(['number', 'kind', 'finding', 'inQuestion', 'dueOn', 'state'] as const).map((key) => (
            <th key={key} scope="col">
              {terms(`columns.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {findings.map(({ number, kind, gravity, words, amount, dueOn, state, answer, decision, entryNames }) => (
          <tr key={number}>
            <td>{number}</td>
            <td>
              {terms(`kinds.${kind}`)}
              <br />
              {terms(`gravities.${gravity}`)}
            </td>
            <td lang="zh-CN">
              {words}
              {entryNames.length === 0 ? null : (
                <p>{entryNames.map((entry) => `${entry.month} #${entry.number ?? ''}`).join('、')}</p>
              )}
              {answer === '' ? null : <p>{terms('report.answer', { answer })}</p>}
              {decision === '' ? null : <p>{terms('report.decision', { decision })}</p>}
            </td>
            <td className="num">{amount === null ? '—' : formatFen(asFen(amount))}</td>
            <td>{dueOn === null ? '—' : formatDay(dueOn, language)}</td>
            <td>{terms(`states.${state}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sample({ content }: { content: ReportContent }) {
  const terms = useAuditTerms();
  const { whole, sampled, looked, papers, draws } = content;
  const all = { count: whole?.count ?? 0, sum: asFen(whole?.sum ?? 0n) };
  return (
    <>
      <p>{terms('report.whole', { count: all.count, sum: formatFen(all.sum) })}</p>
      <p>
        {terms('report.sampled', {
          ...{ count: sampled.count, sum: formatFen(asFen(sampled.sum)) },
          countShare: share(BigInt(sampled.count), BigInt(all.count)),
          sumShare: share(asFen(sampled.sum), all.sum),
        })}
      </p>
      <p>{terms('report.looked', { count: looked.count, inOrder: papers.in_order, found: papers.finding })}</p>
      {draws.map(({ id, population, drawn, seed, fingerprint }, i) => (
        <p key={id}>
          {terms(seed === '' ? 'report.drawAll' : 'report.drawRandom', {
            ...{ number: i + 1, count: population.count, sum: formatFen(asFen(population.sum)), drawn: drawn.count },
            ...{ seed, fingerprint: fingerprint.slice(0, 16) },
          })}
        </p>
      ))}
    </>
  );
}

function Paper({ report }: { report: AuditReport }) {
  const terms = useAuditTerms();
  const language = useLanguage();
  const { content, hash } = report;
  const days = { from: formatDay(content.from, language), to: formatDay(content.to, language) };
  return (
    <section className="fa-paper">
      <h2>{terms('report.title', { name: content.name })}</h2>
      <h3>{terms('report.headAbout')}</h3>
      <p>
        {terms('report.about', {
          ...{ unitName: content.unitName, why: content.why, books: content.books.join('、') },
          ...days,
        })}
      </p>
      <h3>{terms('report.headSample')}</h3>
      <Sample content={content} />
      <h3>{terms('report.headFindings')}</h3>
      <Findings findings={content.findings} />
      {content.opinions.length === 0 ? null : <h3>{terms('report.headOpinions')}</h3>}
      {content.opinions.map(({ id, statement, opinion, words }) => (
        <p key={id}>
          {terms('report.opinion', {
            ...{ bookName: statement.bookName, on: formatDay(statement.on, language), version: statement.version },
            ...{ opinion: terms(`opinions.${opinion}`), words },
          })}
        </p>
      ))}
      <h3>{terms('report.headStatement')}</h3>
      {content.statement.split('\n').map((line, i) => (
        <p key={i} lang="zh-CN">
          {line}
        </p>
      ))}
      <div className="sign">
        <p lang="zh-CN">{terms('report.committee', { names: content.committee.join('、') })}</p>
        <p>{formatDay(content.issuedOn, language)}</p>
      </div>
      <p className="fa-mono t12">{terms('report.hash', { hash })}</p>
    </section>
  );
}

/** A report as it was issued and as it is printed, proved by its fingerprint. */
export default function ReportPage() {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const { reportId = '' } = useParams();
  const answer = useCall(showAuditReport, { params: { id: reportId } });
  const report = answer.data?.id === reportId ? answer.data : undefined;
  if (!report)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  return (
    <>
      <PageHead
        title={t('reportNumber', { number: report.number })}
        crumbs={[
          { label: terms('title'), to: '/finance/audits' },
          { label: report.audit.name, to: at.audit(report.audit.id, 'reports') },
        ]}
        acts={
          <>
            <ExportButton endpoint={exportAuditReport} request={{ params: { id: report.id } }} label={t('word')} />
            <Button icon="print" onClick={() => print()}>
              {t('print')}
            </Button>
          </>
        }
      />
      <div className="fa-screen-only">
        <Note kind={report.isIntact ? 'info' : 'refuse'}>{t(report.isIntact ? 'intact' : 'notIntact')}</Note>
      </div>
      <Card flush>
        <Paper report={report} />
      </Card>
    </>
  );
}
