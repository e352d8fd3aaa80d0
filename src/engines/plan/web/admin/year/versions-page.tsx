import { type PlanSummary, getVersion, listVersions } from '../../../contract';
import { Button, Card, ErrorState, Overlay, Skeleton, formatDay, useCall, useLanguage, useSearch } from '#ui';
import '../../styles/year.css';
import { planWords, useWords } from '../../words';
import { PageHead } from '../page-head';
import { PlanFrame } from './plan-frame';

/** Every version of the plan. The first one stays readable, whatever was amended. */
export default function VersionsPage() {
  return <PlanFrame>{(plan) => <Versions plan={plan} />}</PlanFrame>;
}

function Versions({ plan }: { plan: PlanSummary }) {
  const { t, language } = useWords();
  const [search, change] = useSearch();
  const answer = useCall(listVersions, { params: { planId: plan.id } });
  const opened = Number(search.v ?? 0);
  return (
    <div className="plan-page">
      <PageHead
        tab={t('version.title')}
        crumbs={[{ label: t('nav.plan'), to: `/plan/${plan.id}` }, { label: t('version.title') }]}
        title={<span {...planWords}>{plan.title}</span>}
        note={t('version.note')}
      />
      {answer.error ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.data ? (
        <Card title={t('version.title')} flush>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('version.title')}</th>
                <th scope="col">{t('version.day')}</th>
                <th scope="col">{t('version.what')}</th>
                <th scope="col">{t('version.reason')}</th>
                <th scope="col">{t('version.by')}</th>
                <th scope="col">{t('report.hash')}</th>
                <th scope="col">
                  <span className="unseen">{t('version.read')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {[...answer.data.versions]
                .sort((a, b) => b.number - a.number)
                .map((version) => (
                  <tr key={version.number}>
                    <td className="b">{t('version.number', { number: version.number })}</td>
                    <td className="nw">{formatDay(version.day, language)}</td>
                    <td>{version.commitmentNumber ?? t('version.first')}</td>
                    <td {...planWords}>{version.reason}</td>
                    <td {...planWords}>{version.byName}</td>
                    <td className="dim">
                      <code title={version.sha256}>{version.sha256.slice(0, 12)}</code>
                    </td>
                    <td className="num">
                      <Button size="sm" onClick={() => change({ v: String(version.number) })}>
                        {t('version.read')}
                      </Button>
                    </td>
                  </tr>
                ))}
            </tbody>
          </table>
        </Card>
      ) : answer.error ? null : (
        <Skeleton lines={6} />
      )}
      {opened > 0 ? <VersionDrawer plan={plan} number={opened} onClose={() => change({ v: null })} /> : null}
    </div>
  );
}

function VersionDrawer({ plan, number, onClose }: { plan: PlanSummary; number: number; onClose: () => void }) {
  const { t, target, days } = useWords();
  const language = useLanguage();
  const answer = useCall(getVersion, { params: { planId: plan.id, number } });
  const note = answer.data
    ? [formatDay(answer.data.info.day, language), answer.data.info.reason].join(' · ')
    : undefined;
  return (
    <Overlay as="drawer" size="wide" title={t('version.number', { number })} note={note} onClose={onClose}>
      {answer.error ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.data ? (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('board.commitment')}</th>
              <th scope="col">{t('form.kind')}</th>
              <th scope="col">{t('board.window')}</th>
              <th scope="col">{t('board.target')}</th>
              <th scope="col">{t('form.responsible')}</th>
            </tr>
          </thead>
          <tbody>
            {answer.data.rows.map((row) => (
              <tr key={row.id}>
                <td {...planWords}>
                  <span className="dim t12">{row.number}</span> <b>{row.title}</b>
                  <p className="dim t12">{row.quote}</p>
                </td>
                <td className="nw">{t(`kind.${row.kind}`)}</td>
                <td>
                  {[row.window?.words, days(row.window, plan.year)].filter(Boolean).join(' · ') ||
                    t('commitment.allYear')}
                </td>
                <td className="nw">{target(row.target) || '—'}</td>
                <td {...planWords}>{[row.unitName, row.officerName].filter(Boolean).join(' ') || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : answer.error ? null : (
        <Skeleton lines={10} />
      )}
    </Overlay>
  );
}
