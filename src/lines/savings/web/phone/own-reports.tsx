import { Card, Note, formatMoment, useCall, useLanguage } from '#ui';
import { listOwnReports } from '../../contract';
import { ReportTable } from '../report-table';
import { useSavingsTexts } from '../texts';

/** What the association has told its members, the latest first; what was told before stays readable. */
export function OwnReports() {
  const t = useSavingsTexts();
  const language = useLanguage();
  const { data } = useCall(listOwnReports, {}, { isKept: true });
  if (data === undefined || data.rows.length === 0) return null;
  return (
    <Card title={t('pages.sections.reports')}>
      <div className="col g12">
        {data.rows.map((report) => (
          <details key={report.id}>
            <summary>
              {t('reports.title', {
                year: report.year,
                half: t(report.half === 1 ? 'reports.half.1' : 'reports.half.2'),
              })}
              {report.version > 1 || report.isReplaced ? ` · ${t('reports.version', { version: report.version })}` : ''}
            </summary>
            <div className="col g8">
              <p className="dim t13">
                {t('pages.reports.by', {
                  ...{ name: report.publishedByName, at: formatMoment(report.publishedAt, language) },
                })}
              </p>
              {report.isReplaced ? <Note>{t('pages.reports.replaced')}</Note> : null}
              {report.words === '' ? null : <p lang="zh-CN">{report.words}</p>}
              <ReportTable figures={report.figures} />
            </div>
          </details>
        ))}
      </div>
    </Card>
  );
}
