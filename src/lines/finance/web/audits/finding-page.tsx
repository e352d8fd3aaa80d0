import { formatFen } from '#kernel/contract';
import { Button, Card, ConfirmDialog, ErrorState, Link, Note, Skeleton, addressOf, formatDay, formatMoment } from '#ui';
import { showToast, useAct, useCall, useLanguage, useParams } from '#ui';
import { PageHead } from '#ui/desktop';
import { useState } from 'react';
import { showAudit } from '../../audits/contract';
import {
  type FindingWhole,
  closeAuditFinding,
  getAuditFile,
  issueAuditFinding,
  returnAuditFinding,
  showAuditFinding,
  withdrawAuditFinding,
} from '../../audits/contract-findings';
import { Answer } from './answer';
import { FindingDialog } from './finding-dialog';
import { EntryLink, FindingTag, asFen, at, touched } from './pieces';
import { useAuditTerms, useAuditTexts } from './texts';

function Facts({ finding }: { finding: FindingWhole }) {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const language = useLanguage();
  return (
    <Card>
      <dl className="fa-facts">
        <dt>{terms('columns.finding')}</dt>
        <dd lang="zh-CN">{finding.words}</dd>
        <dt>{terms('columns.kind')}</dt>
        <dd>
          {terms(`kinds.${finding.kind}`)} · {terms(`gravities.${finding.gravity}`)}
        </dd>
        <dt>{terms('columns.book')}</dt>
        <dd lang="zh-CN">
          {finding.unit.name} · {finding.book.name}
        </dd>
        <dt>{terms('columns.inQuestion')}</dt>
        <dd>{finding.amount === null ? '—' : formatFen(asFen(finding.amount))}</dd>
        <dt>{terms('columns.dueOn')}</dt>
        <dd>{finding.dueOn === null ? t('notIssued') : formatDay(finding.dueOn, language)}</dd>
        <dt>{terms('columns.answerer')}</dt>
        <dd lang={finding.answererName === null ? undefined : 'zh-CN'}>{finding.answererName ?? t('anyAnswerer')}</dd>
      </dl>
    </Card>
  );
}

function Entries({ finding }: { finding: FindingWhole }) {
  const t = useAuditTexts();
  const language = useLanguage();
  return (
    <Card title={t('entries')} note={String(finding.entryRows.length)}>
      <ul className="fa-list">
        {finding.entryRows.map((entry) => (
          <li key={entry.id} className="row g12">
            <EntryLink entry={entry} />
            <span className="nw">{formatDay(entry.on, language)}</span>
            <span lang="zh-CN" className="sp">
              {entry.words}
            </span>
            <span className="num">{formatFen(asFen(entry.amount))}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Every step with its words, the entry that put it right, and its files. */
function Course({ finding }: { finding: FindingWhole }) {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const language = useLanguage();
  return (
    <Card title={t('course')}>
      <ol className="fa-list">
        {finding.steps.map(({ step, words, correction, files, at: moment, byName }) => (
          <li key={moment + step}>
            <b>{terms(`steps.${step}`)}</b>{' '}
            <span className="dim t12">
              {formatMoment(moment, language)} <span lang="zh-CN">{byName}</span>
            </span>
            {words === '' ? null : <p lang="zh-CN">{words}</p>}
            {correction === null ? null : (
              <p>
                {t('correctedBy')} <EntryLink entry={correction} />
              </p>
            )}
            {files.map((file) => (
              <p key={file.id}>
                <a
                  href={addressOf(getAuditFile, { params: { id: finding.id, fileId: file.id } })}
                  target="_blank"
                  rel="noreferrer"
                  lang="zh-CN"
                >
                  {file.name}
                </a>
              </p>
            ))}
          </li>
        ))}
      </ol>
    </Card>
  );
}

type Act = 'issue' | 'close' | 'return' | 'withdraw';

/** One of the auditor's steps, asked once more. */
function StepDialog({ finding, step, onClose }: { finding: FindingWhole; step: Act; onClose: () => void }) {
  const t = useAuditTexts();
  const options = { changes: touched, onDone: () => (showToast(t(`did_${step}`)), onClose()) };
  const issue = useAct(issueAuditFinding, options);
  const close = useAct(closeAuditFinding, options);
  const sendBack = useAct(returnAuditFinding, options);
  const withdraw = useAct(withdrawAuditFinding, options);
  const { error, isUnderWay } = { issue, close, return: sendBack, withdraw }[step];
  const { id, version } = finding;
  const take = (reason: string): void => {
    if (step === 'issue') void issue.act({ params: { id }, body: { version } });
    if (step === 'close') void close.act({ params: { id }, body: { version, words: reason } });
    if (step === 'return') void sendBack.act({ params: { id }, body: { version, reason } });
    if (step === 'withdraw') void withdraw.act({ params: { id }, body: { version, reason } });
  };
  return (
    <ConfirmDialog
      {...{ title: t(`act_${step}`), confirm: t(`act_${step}`), isBusy: isUnderWay, error, onClose }}
      asksReason={step === 'return' || step === 'withdraw'}
      onConfirm={take}
    >
      <p>{t(`what_${step}`)}</p>
    </ConfirmDialog>
  );
}

function Rewriting({ finding, onClose }: { finding: FindingWhole; onClose: () => void }) {
  const { data } = useCall(showAudit, { params: { id: finding.audit.id } });
  return data ? <FindingDialog audit={data} finding={finding} onClose={onClose} /> : null;
}

const acts = ['withdraw', 'return', 'close', 'issue'] as const;

/** A finding: what was found, about which entries, and how it went on. */
export default function FindingPage() {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const { findingId = '' } = useParams();
  const [asked, setAsked] = useState<Act | 'save' | null>(null);
  const answer = useCall(showAuditFinding, { params: { id: findingId } });
  const finding = answer.data?.id === findingId ? answer.data : undefined;
  if (!finding)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const { abilities, number, state, isOverdue, audit } = finding;
  const close = () => setAsked(null);
  return (
    <>
      <PageHead
        title={t('findingNumber', { number })}
        note={<FindingTag state={state} isOverdue={isOverdue} />}
        crumbs={[
          { label: terms('findings'), to: '/finance/audits/findings' },
          { label: audit.name, to: at.audit(audit.id, 'findings') },
        ]}
        acts={
          <>
            {abilities.save ? <Button onClick={() => setAsked('save')}>{t('rewrite')}</Button> : null}
            {acts.map((act) =>
              abilities[act] ? (
                <Button
                  key={act}
                  kind={act === 'issue' || act === 'close' ? 'main' : 'plain'}
                  onClick={() => setAsked(act)}
                >
                  {t(`act_${act}`)}
                </Button>
              ) : null,
            )}
          </>
        }
      />
      <div className="col g16">
        {isOverdue ? <Note kind="warn">{t('overdueNote')}</Note> : null}
        <Facts finding={finding} />
        {finding.entryRows.length === 0 ? null : <Entries finding={finding} />}
        {abilities.answer ? <Answer key={finding.version} finding={finding} /> : null}
        <Course finding={finding} />
        <p>
          <Link to={at.audit(audit.id, 'findings')}>{t('allOfAudit')}</Link>
        </p>
      </div>
      {asked === 'save' ? <Rewriting finding={finding} onClose={close} /> : null}
      {asked === null || asked === 'save' ? null : <StepDialog finding={finding} step={asked} onClose={close} />}
    </>
  );
}
