import { Link, useCall } from '#ui';
import { type WorkKind, countDeskWork } from '../../work/contract';
import { useWorkTexts } from './texts';
import './work.css';

const places: Record<WorkKind, string> = {
  correct: '/finance/vouchers?state=returned',
  review: '/finance/vouchers?state=submitted',
  sign: '/finance/vouchers?state=reviewed',
  post: '/finance/vouchers?state=reviewed',
  check: '/finance/claims?state=submitted',
  decide: '/finance/claims?state=checked',
  pay: '/finance/claims?state=approved',
  answer: '/finance/audits/findings?isWaiting=yes',
  judge: '/finance/audits/findings?state=answered',
};

/** What waits for the reader's own hand; each number opens the list it counts. Nothing where nothing waits. */
export function WorkStrip() {
  const t = useWorkTexts();
  const { data } = useCall(countDeskWork, {});
  if (!data || data.rows.length === 0) return null;
  return (
    <p className="fw-strip">
      <b>{t('title')}</b>
      {data.rows.map(({ kind, count }) => (
        <Link key={kind} to={places[kind]}>
          {t(kind, { count })}
        </Link>
      ))}
    </p>
  );
}
