import { formatFen } from '#kernel/contract';
import { Button, Card, EmptyState, Link, Note, formatMoment, messageOf, useCall, useLanguage, useUiTexts } from '#ui';
import { useState } from 'react';
import { type AuditDraw, type AuditWhole, proveAuditDraw } from '../../audits/contract';
import { asFen } from './pieces';
import { useAuditTerms, useAuditTexts } from './texts';

/** What a draw was asked for, in words. */
function useFilterWords(): (draw: AuditDraw) => string {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  return ({ filter, named }) => {
    const parts = [
      named.book,
      filter.account === undefined ? '' : t('filterAccount', { code: filter.account }),
      filter.atLeast === undefined ? '' : t('filterAtLeast', { amount: formatFen(asFen(filter.atLeast)) }),
      filter.partyId === undefined ? '' : t('filterParty', { name: named.party }),
      filter.budgetLineId === undefined ? '' : t('filterLine', { name: named.budgetLine }),
      filter.commitmentId === undefined ? '' : t('filterCommitment'),
      filter.source === undefined ? '' : terms(`sources.${filter.source}`),
    ].filter((part) => part !== '');
    return parts.length === 0 ? t('filterNone') : parts.join(' · ');
  };
}

/** Draws again when asked, and says whether the same came out. */
function Proof({ draw }: { draw: AuditDraw }) {
  const t = useAuditTexts();
  const ui = useUiTexts();
  const [isAsked, setAsked] = useState(false);
  const { data, error } = useCall(proveAuditDraw, { params: { id: draw.id } }, { enabled: isAsked });
  if (!isAsked)
    return (
      <Button size="sm" onClick={() => setAsked(true)}>
        {t('prove')}
      </Button>
    );
  if (error) return <Note kind="refuse">{messageOf(error, ui)}</Note>;
  if (!data) return <span className="dim">{t('proving')}</span>;
  return (
    <Note kind={data.isSame && data.isChainWhole ? 'info' : 'refuse'}>
      {t(data.isSame && data.isChainWhole ? 'proofSame' : 'proofOther', { count: data.population.count })}
    </Note>
  );
}

/** The draws of an audit with what each was drawn from, so that anyone can draw the same again. */
export function Draws({ audit }: { audit: AuditWhole }) {
  const t = useAuditTexts();
  const language = useLanguage();
  const words = useFilterWords();
  if (audit.draws.length === 0) return <EmptyState title={t('undrawn')}>{t('undrawnAdvice')}</EmptyState>;
  return (
    <ul className="fa-list">
      {audit.draws.map((draw, i) => (
        <li key={draw.id}>
          <Card
            title={t('drawNumber', { number: i + 1 })}
            note={formatMoment(draw.at, language)}
            acts={<Proof draw={draw} />}
          >
            <dl className="fa-facts">
              <dt>{t('conditions')}</dt>
              <dd>
                <span lang="zh-CN">{words(draw)}</span>
                {draw.filter.commitmentId === undefined ? null : (
                  <>
                    {' '}
                    <Link to={`/plan/commitments/${draw.filter.commitmentId}`}>{t('openCommitment')}</Link>
                  </>
                )}
              </dd>
              <dt>{t('population')}</dt>
              <dd>{t('countAndSum', { count: draw.population.count, sum: formatFen(asFen(draw.population.sum)) })}</dd>
              <dt>{t('drawnCount')}</dt>
              <dd>
                <Link to={`/finance/audits/${audit.id}?part=papers&draw=${draw.id}`}>
                  {t('countAndSum', { count: draw.drawn.count, sum: formatFen(asFen(draw.drawn.sum)) })}
                </Link>
              </dd>
              <dt>{t('way')}</dt>
              <dd>{draw.size === null ? t('way_all') : t('wayRandom', { size: draw.size })}</dd>
              {draw.size === null ? null : (
                <>
                  <dt>{t('seed')}</dt>
                  <dd className="fa-mono" lang="zh-CN">
                    {draw.seed}
                  </dd>
                </>
              )}
              <dt>{t('fingerprint')}</dt>
              <dd className="fa-mono t12">{draw.fingerprint}</dd>
              <dt>{t('chain')}</dt>
              <dd className="t12">
                {draw.ends
                  .map(({ bookId, position }) => {
                    const name = audit.books.find((book) => book.id === bookId)?.name ?? '';
                    return `${name} ${position}`;
                  })
                  .join('、')}
              </dd>
            </dl>
          </Card>
        </li>
      ))}
    </ul>
  );
}
