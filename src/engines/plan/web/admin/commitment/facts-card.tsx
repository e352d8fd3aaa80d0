import { StateTag, type CommitmentState, Link } from '#ui';
import type { ReactNode } from 'react';
import { planWords, useWords } from '../../words';
import type { CommitmentPage } from '../explanation';

interface Fact {
  name: string;
  value: ReactNode;
  /** Words of the plan, which are Chinese whatever the page's language. */
  isPlan: boolean;
}

/** All that the commitment says: who answers for it, with whom, when, how much, and what stands above it. */
export function FactsCard({ page, face }: { page: CommitmentPage; face: CommitmentState }) {
  const { t } = useWords();
  const { row } = page;
  return (
    <section className="card">
      <dl className="plan-facts">
        {useFacts(page).map((fact) => (
          <div key={fact.name}>
            <dt>{fact.name}</dt>
            <dd {...(fact.isPlan ? planWords : {})}>{fact.value}</dd>
          </div>
        ))}
        {page.parentPlan ? (
          <div>
            <dt>{t('above.parent')}</dt>
            <dd>
              <Link to={`/plan/${page.parentPlan.id}/text`}>
                <span {...planWords}>{page.parentPlan.title}</span>
              </Link>
            </dd>
          </div>
        ) : null}
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

/** The facts in the order in which people ask for them; what the plan doesn't say is left out. */
function useFacts(page: CommitmentPage): Fact[] {
  const { t, days, target } = useWords();
  const { row, content } = page;
  const plan = (name: string, value: string): Fact[] => (value ? [{ name, value, isPlan: true }] : []);
  const when = [row.window?.words, days(row.window, page.planYear)].filter(Boolean).join(' · ');
  const aim = target(content.target);
  return [
    { name: t('form.unit'), value: row.unitName ?? t('board.nobody'), isPlan: row.unitName !== null },
    { name: t('form.officer'), value: row.officerName ?? t('board.nobody'), isPlan: row.officerName !== null },
    { name: t('form.window'), value: when || t('commitment.allYear'), isPlan: false },
    ...plan(t('form.festival'), row.window?.festival ?? ''),
    { name: t('form.kind'), value: t(`kind.${row.kind}`), isPlan: false },
    ...(aim ? [{ name: t('form.target'), value: aim, isPlan: false }] : []),
    ...plan(t('form.cohort'), cohortOf(content.target)),
    ...plan(t('form.awards'), content.target?.type === 'awards' ? content.target.names.join('、') : ''),
    ...(content.series
      ? [
          {
            name: t('form.series'),
            value: (
              <>
                <span {...planWords}>{content.series.name}</span>{' '}
                {t('commitment.edition', { n: content.series.edition })}
              </>
            ),
            isPlan: false,
          },
        ]
      : []),
    ...plan(t('form.people'), content.people.join('、')),
    ...plan(t('form.units'), content.units.join('、')),
    ...plan(t('form.organisers'), content.organisers.join('、')),
    ...(content.members.length > 0
      ? [{ name: t('form.members'), value: <Members content={content} />, isPlan: true }]
      : []),
    ...plan(t('commitment.themes'), content.themes.join('、')),
    ...plan(t('form.nextStep'), content.nextStep),
  ];
}

function cohortOf(target: CommitmentPage['content']['target']): string {
  if (target?.type === 'stops' || target?.type === 'coverage') return target.cohort.join('、');
  return target?.type === 'participation' ? target.cohort : '';
}

/** Each outside event; who organises it is said where it is not everybody. */
function Members({ content: { members, organisers } }: Pick<CommitmentPage, 'content'>) {
  const all = organisers.join('、');
  return (
    <ul>
      {members.map((member) => (
        <li key={member.name}>
          {member.name}
          {member.organisers.length > 0 && member.organisers.join('、') !== all ? (
            <span className="dim"> {member.organisers.join('、')}</span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
