import { EmptyState, ErrorState, Skeleton, formatDay, useCall, useLanguage } from '#ui';
import { PhoneHead, PhoneRow, PhoneRows } from '#ui/phone';
import { type ApplicationRow, listApplications } from '../../applications/contract';
import { useMembershipTerms, useMembershipTexts } from '../texts';

function Rows({ title, rows }: { title: string; rows: readonly ApplicationRow[] }) {
  const t = useMembershipTexts();
  const terms = useMembershipTerms();
  const language = useLanguage();
  if (rows.length === 0) return null;
  return (
    <PhoneRows title={title} end={t('count', { count: rows.length })}>
      {rows.map((row) => (
        <PhoneRow
          key={row.id}
          icon="person"
          title={row.person.name}
          note={[
            terms(`kinds.${row.kind}`),
            row.unit.name,
            row.dueOn ? t('dueBy', { day: formatDay(row.dueOn, language) }) : '',
          ]
            .filter(Boolean)
            .join(' · ')}
          to={`/membership/desk/${row.id}`}
        />
      ))}
    </PhoneRows>
  );
}

/** What waits for the group's opinion or the committee's decision of whoever holds this phone. */
export default function DeskPage() {
  const t = useMembershipTexts();
  const submitted = useCall(listApplications, { query: { state: 'submitted', limit: 100 } });
  const agreed = useCall(listApplications, { query: { state: 'agreed', limit: 100 } });
  const error = submitted.error ?? agreed.error;
  const opine = (submitted.data?.rows ?? []).filter((row) => row.abilities.opine);
  const decide = (agreed.data?.rows ?? []).filter((row) => row.abilities.approve);
  const isRead = submitted.data && agreed.data;
  return (
    <>
      <PhoneHead title={t('nav.desk')} back="/me" />
      <div className="pbody">
        {!isRead && error ? (
          <ErrorState error={error} onRetry={() => void Promise.all([submitted.refetch(), agreed.refetch()])} />
        ) : !isRead ? (
          <Skeleton lines={6} />
        ) : opine.length + decide.length === 0 ? (
          <EmptyState icon="tick" title={t('desk.none')}>
            {t('desk.noneAdvice')}
          </EmptyState>
        ) : (
          <>
            <Rows title={t('desk.opine')} rows={opine} />
            <Rows title={t('desk.decide')} rows={decide} />
          </>
        )}
      </div>
    </>
  );
}
