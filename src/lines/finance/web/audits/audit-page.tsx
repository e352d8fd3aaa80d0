import { formatFen } from '#kernel/contract';
import { Button, Card, ConfirmDialog, ErrorState, Link, Skeleton, formatDay, formatMoment, showToast } from '#ui';
import { useAct, useCall, useLanguage, useParams, useSearch } from '#ui';
import { PageHead } from '#ui/desktop';
import { useState } from 'react';
import { type AuditWhole, showAudit, withdrawAudit } from '../../audits/contract';
import { DrawDialog } from './draw-dialog';
import { Draws } from './draws';
import { FindingDialog } from './finding-dialog';
import { FindingTable } from './finding-table';
import { Opinions } from './opinions';
import { Papers } from './papers';
import { AuditTag, Coverage, asFen, at, touched } from './pieces';
import { ReportDialog } from './report-dialog';
import { useAuditTerms, useAuditTexts } from './texts';

function Facts({ audit }: { audit: AuditWhole }) {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const language = useLanguage();
  const { papers, whole } = audit;
  return (
    <Card>
      <dl className="fa-facts">
        <dt>{t('unit')}</dt>
        <dd lang="zh-CN">{audit.unit.name}</dd>
        <dt>{t('books')}</dt>
        <dd lang="zh-CN">
          {audit.books.map((book, i) => (
            <span key={book.id}>
              {i > 0 ? '、' : null}
              <Link to={`/finance/books/${book.id}/entries?from=${audit.from}&to=${audit.to}`}>{book.name}</Link>
            </span>
          ))}
        </dd>
        <dt>{terms('columns.span')}</dt>
        <dd>
          {formatDay(audit.from, language)} – {formatDay(audit.to, language)}
        </dd>
        <dt>{t('why')}</dt>
        <dd lang="zh-CN">{audit.why}</dd>
        {audit.reason === '' ? null : (
          <>
            <dt>{t('withdrawnWhy')}</dt>
            <dd lang="zh-CN">{audit.reason}</dd>
          </>
        )}
        {whole === null ? null : (
          <>
            <dt>{t('whole')}</dt>
            <dd>{t('countAndSum', { count: whole.count, sum: formatFen(asFen(whole.sum)) })}</dd>
          </>
        )}
        <dt>{terms('columns.coverage')}</dt>
        <dd>
          <Coverage audit={audit} />
        </dd>
        <dt>{t('papers')}</dt>
        <dd>{t('papersWords', { open: papers.open, inOrder: papers.in_order, found: papers.finding })}</dd>
      </dl>
    </Card>
  );
}

function Reports({ audit }: { audit: AuditWhole }) {
  const t = useAuditTexts();
  const language = useLanguage();
  if (audit.reports.length === 0) return <p className="dim">{t('noReport')}</p>;
  return (
    <ul className="fa-list">
      {audit.reports.map(({ id, number, at: moment, byName }) => (
        <li key={id}>
          <Link to={at.report(id)}>{t('reportNumber', { number })}</Link>{' '}
          <span className="dim t12">
            {formatMoment(moment, language)} <span lang="zh-CN">{byName}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

type Act = 'draw' | 'finding' | 'report' | 'withdraw';

function Acts({ audit, onAct }: { audit: AuditWhole; onAct: (act: Act) => void }) {
  const t = useAuditTexts();
  const { write, report } = audit.abilities;
  return (
    <>
      {write ? <Button onClick={() => onAct('withdraw')}>{t('withdraw')}</Button> : null}
      {report ? (
        <Button onClick={() => onAct('report')}>
          {t(audit.reports.length === 0 ? 'issueReport' : 'issueFollowing')}
        </Button>
      ) : null}
      {write ? <Button onClick={() => onAct('finding')}>{t('addFinding')}</Button> : null}
      {write ? (
        <Button kind="main" icon="plus" onClick={() => onAct('draw')}>
          {t('draw')}
        </Button>
      ) : null}
    </>
  );
}

function WithdrawDialog({ audit, onClose }: { audit: AuditWhole; onClose: () => void }) {
  const t = useAuditTexts();
  const { act, error, isUnderWay } = useAct(withdrawAudit, {
    changes: touched,
    onDone: () => (showToast(t('withdrawn')), onClose()),
  });
  return (
    <ConfirmDialog
      {...{ title: t('withdraw'), confirm: t('withdraw'), isBusy: isUnderWay, error, onClose }}
      asksReason
      onConfirm={(reason) => void act({ params: { id: audit.id }, body: { version: audit.version, reason } })}
    >
      <p>{t('withdrawWhat')}</p>
    </ConfirmDialog>
  );
}

const parts = ['papers', 'draws', 'findings', 'opinions', 'reports'] as const;
type Part = (typeof parts)[number];

function PartOf({ audit, part }: { audit: AuditWhole; part: Part }) {
  switch (part) {
    case 'papers':
      return <Papers audit={audit} />;
    case 'draws':
      return <Draws audit={audit} />;
    case 'findings':
      return <FindingTable auditId={audit.id} />;
    case 'opinions':
      return <Opinions audit={audit} />;
    case 'reports':
      return <Reports audit={audit} />;
  }
}

/** An audit: what it is about and how far it is, its sample with the papers, and what came of it. */
export default function AuditPage() {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const { auditId = '' } = useParams();
  const [search, change] = useSearch();
  const [asked, setAsked] = useState<Act | null>(null);
  const answer = useCall(showAudit, { params: { id: auditId } });
  const audit = answer.data?.id === auditId ? answer.data : undefined;
  if (!audit)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  // Papers and draws are the auditors' own.
  const shown = audit.abilities.opine ? parts : parts.slice(2);
  const part = shown.find((one) => one === search.part) ?? shown[0]!;
  const close = () => setAsked(null);
  return (
    <>
      <PageHead
        title={audit.name}
        note={<AuditTag state={audit.state} />}
        crumbs={[{ label: terms('title'), to: '/finance/audits' }]}
        acts={<Acts audit={audit} onAct={setAsked} />}
      />
      <div className="col g16">
        <Facts audit={audit} />
        <Card>
          <nav className="tabs fa-tabs" aria-label={terms('one')}>
            {shown.map((one) => (
              <Link key={one} to={at.audit(audit.id, one)} aria-current={one === part ? 'page' : undefined} keepScroll>
                {t(`part_${one}`)}
              </Link>
            ))}
          </nav>
          <PartOf audit={audit} part={part} />
        </Card>
      </div>
      {asked === 'draw' ? <DrawDialog audit={audit} onClose={close} /> : null}
      {asked === 'finding' ? <FindingDialog audit={audit} onClose={close} /> : null}
      {asked === 'report' ? <ReportDialog audit={audit} onClose={close} /> : null}
      {asked === 'withdraw' ? <WithdrawDialog audit={audit} onClose={close} /> : null}
      {search.find === undefined ? null : (
        <FindingDialog audit={audit} entryId={search.find} onClose={() => change({ find: null })} />
      )}
    </>
  );
}
