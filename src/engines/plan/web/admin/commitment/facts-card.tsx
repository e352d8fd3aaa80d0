import { StateTag, type CommitmentState, Link } from '#ui';
import { planWords, useWords } from '../../words';
import type { CommitmentPage } from '../explanation';

/** Who answers for it, with whom, and when. */
export function FactsCard({ page, face }: { page: CommitmentPage; face: CommitmentState }) {
  const { t, days } = useWords();
  const { row } = page;
  const when = [row.window?.words, days(row.window, page.planYear)].filter(Boolean).join(' · ');
  const facts = [
    { name: t('form.unit'), value: row.unitName ?? t('board.nobody'), isPlan: row.unitName !== null },
    { name: t('form.officer'), value: row.officerName ?? t('board.nobody'), isPlan: row.officerName !== null },
    ...(page.units.length > 0 ? [{ name: t('form.units'), value: page.units.join('、'), isPlan: true }] : []),
    { name: t('form.window'), value: when || t('commitment.allYear'), isPlan: false },
    { name: t('form.kind'), value: t(`kind.${row.kind}`), isPlan: false },
    ...(row.themes.length > 0 ? [{ name: t('commitment.themes'), value: row.themes.join('、'), isPlan: true }] : []),
    ...(row.nextStep ? [{ name: t('form.nextStep'), value: row.nextStep, isPlan: true }] : []),
  ];
  return (
    <section className="card">
      <dl className="plan-facts">
        {facts.map((fact) => (
          <div key={fact.name}>
            <dt>{fact.name}</dt>
            <dd {...(fact.isPlan ? planWords : {})}>{fact.value}</dd>
          </div>
        ))}
        {face === 'late' || face === 'missed' ? (
          <div>
            <dt>{t('board.state')}</dt>
            <dd className="row">
              <StateTag state={face} />{' '}
              <b className="c-late">{row.lateDays > 0 ? t('board.daysLate', { count: row.lateDays }) : null}</b>
            </dd>
          </div>
        ) : null}
        {row.isAmended ? (
          <div>
            <dt>{t('commitment.amended')}</dt>
            <dd>
              <Link to={`/plan/${page.planId}/versions`}>{t('commitment.seeVersions')}</Link>
            </dd>
          </div>
        ) : null}
      </dl>
    </section>
  );
}
