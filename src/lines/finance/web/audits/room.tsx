import type { EndpointResponse } from '#kernel/contract';
import { Card, ErrorState, Link, Skeleton, useCall, useLanguage, useScope, formatDay } from '#ui';
import { getAuditRoom } from '../../audits/contract';
import type { FindingState } from '../../audits/contract-findings';
import { Count, Coverage, at } from './pieces';
import { useAuditTerms, useAuditTexts } from './texts';

const lastDay = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return `${month}-${String(new Date(Date.UTC(year, number, 0)).getUTCDate()).padStart(2, '0')}`;
};

type Books = EndpointResponse<typeof getAuditRoom>['books'];

/** Each month of each book: what was audited, what is being looked at, and what nobody has looked at. */
function Months({ books }: { books: Books }) {
  const t = useAuditTexts();
  return (
    <div id="fa-months">
      <Card title={t('months')} note={t('monthsNote')}>
        <div className="fa-months">
          {books.map((book) => (
            <div key={book.id}>
              <span lang="zh-CN">
                {book.name} <span className="dim t12">{book.unit.name}</span>
              </span>
              <ul>
                {book.months.map(({ month, count, state, auditId }) => (
                  <li key={month}>
                    <Link
                      to={
                        auditId === null
                          ? `/finance/books/${book.id}/entries?from=${month}-01&to=${lastDay(month)}`
                          : at.audit(auditId)
                      }
                      data-state={state}
                      title={t(`month_${state}`, { count })}
                    >
                      {month}
                      <span className="unseen">{t(`month_${state}`, { count })}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </Card>
    </div>
  );
}

/** What is under way, what waits, what is late, and the months that nobody has looked at; each number opens its rows. */
export function Room() {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const language = useLanguage();
  const { unitId } = useScope();
  const { data, error, refetch } = useCall(getAuditRoom, unitId ? { query: { unitId } } : {});
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton lines={6} />;
  return (
    <div className="col g16">
      <Card title={t('atHand')}>
        <div className="fa-counts">
          {data.findings.map(({ state, count }) => (
            <Count key={state} value={count} to={at.findings(state)} label={terms(`states.${state as FindingState}`)} />
          ))}
          <Count value={data.overdue} to="/finance/audits/findings?isOverdue=yes" label={t('overdueFindings')} />
          <Count value={data.unchecked} to="#fa-months" label={t('unchecked')} />
        </div>
      </Card>
      {data.audits.length === 0 ? null : (
        <Card title={t('underWay')} note={t('legend')}>
          <ul className="fa-list">
            {data.audits.map((audit) => (
              <li key={audit.id} className="row g16">
                <div className="sp">
                  <Link to={at.audit(audit.id)} lang="zh-CN">
                    {audit.name}
                  </Link>
                  <div className="dim t12">
                    {formatDay(audit.from, language)} – {formatDay(audit.to, language)}
                  </div>
                </div>
                <Coverage audit={audit} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Months books={data.books} />
    </div>
  );
}
