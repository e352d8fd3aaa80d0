import { Button, Card, ErrorState, Select, Skeleton, useCall, useParams, useSearch } from '#ui';
import { PageHead } from '#ui/desktop';
import { useMemo, useState } from 'react';
import type { BankAccount } from '../../bank/contract';
import { getBankMatching } from '../../bank/contract-match';
import { AccountDialog } from './account-dialog';
import { Matched } from './matched';
import { MonthChoice, Sections, Sum, titleOf, useAccount, useMonth } from './pieces';
import { Proposals } from './proposals';
import { Sides } from './sides';
import { useBankTerms, useBankTexts } from './texts';

const daysOffered = [0, 3, 5, 10, 31];

function Matching({ account }: { account: BankAccount }) {
  const t = useBankTexts();
  const month = useMonth(account);
  const [search, change] = useSearch();
  const days = daysOffered.find((one) => String(one) === search.days) ?? 5;
  const answer = useCall(getBankMatching, { params: { id: account.id }, query: { month, days } });
  const open = answer.data;
  const lines = useMemo(() => new Map((open?.lines ?? []).map((line) => [line.id, line])), [open]);
  const entries = useMemo(() => new Map((open?.entries ?? []).map((entry) => [entry.id, entry])), [open]);
  return (
    <>
      <Card>
        <div className="row g12 wrap fb-choices">
          <span className="dim">{t('matching.until')}</span>
          <MonthChoice account={account} month={month} />
          <span className="dim">{t('matching.within')}</span>
          <Select
            aria-label={t('matching.within')}
            options={daysOffered.map((value) => ({
              value: String(value),
              label: t('matching.days', { count: value }),
            }))}
            value={String(days)}
            onChange={(event) => change({ days: event.target.value })}
          />
          <span className="sp" />
          <span>
            {t('columns.balance')} <Sum fen={account.balance} />
          </span>
        </div>
      </Card>
      {answer.error && !open ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {!open && !answer.error ? <Skeleton lines={8} /> : null}
      {open ? (
        <div className="col g16">
          {open.proposals.length > 0 ? (
            <Proposals
              {...{ accountId: account.id, proposals: open.proposals, lines, entries }}
              mayMatch={open.abilities.match === true}
            />
          ) : null}
          <Sides
            key={month}
            {...{ accountId: account.id, lines: open.lines, entries: open.entries }}
            mayMatch={open.abilities.match === true}
            mayDraft={open.abilities.draft === true}
          />
          <Matched accountId={account.id} month={month} />
        </div>
      ) : null}
    </>
  );
}

/** What is open on both sides, and what of it belongs together. */
export default function BankMatchingPage() {
  const t = useBankTexts();
  const terms = useBankTerms();
  const { accountId = '' } = useParams();
  const [isChanging, setChanging] = useState(false);
  const { account, answer } = useAccount(accountId);
  if (!account)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  return (
    <>
      <PageHead
        title={titleOf(account)}
        note={
          <span lang="zh-CN">
            {account.book.name} · {account.account.code} {account.account.name}
          </span>
        }
        crumbs={[{ label: terms('title'), to: '/finance/bank' }]}
        acts={
          account.abilities.save ? (
            <Button icon="edit" onClick={() => setChanging(true)}>
              {t('account.change')}
            </Button>
          ) : null
        }
      />
      <Sections accountId={accountId} here="matching" />
      <Matching account={account} />
      {isChanging ? <AccountDialog account={account} onClose={() => setChanging(false)} /> : null}
    </>
  );
}
