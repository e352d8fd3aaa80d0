import { formatFen } from '#kernel/contract';
import {
  Button,
  Card,
  ErrorState,
  Icon,
  Link,
  Note,
  Skeleton,
  formatMoment,
  useCall,
  useLanguage,
  useParams,
  useSearch,
} from '#ui';
import { ExportButton, PageHead } from '#ui/desktop';
import type { BankAccount } from '../../bank/contract';
import { type BankSheet, exportBankSheet, showBankSheet } from '../../bank/contract-match';
import { asFen, MonthChoice, Sections, SheetTag, titleOf, useAccount, useMonth } from './pieces';
import { FinishButton, RecordActs } from './sheet-acts';
import { SheetPaper } from './sheet-paper';
import { useBankTerms, useBankTexts } from './texts';

/** Whether both sides come to the same, and else by how much and why. */
function Check({ content }: Pick<BankSheet, 'content'>) {
  const t = useBankTexts();
  const terms = useBankTerms();
  if (asFen(content.difference) === 0n)
    return (
      <p className="c-kept t13 fb-screen-only">
        <Icon name="kept" size="s" /> {t('sheet.balanced')}
      </p>
    );
  const parts = (['openingOff', 'statementOff'] as const).filter((key) => asFen(content[key]) !== 0n);
  return (
    <Note kind="refuse">
      {t('sheet.differs', { sum: formatFen(asFen(content.difference)) })}
      {parts.map((key) => (
        <p key={key}>
          {terms(`sheet.${key}`)} {formatFen(asFen(content[key]))}
        </p>
      ))}
    </Note>
  );
}

function History({ sheet }: { sheet: BankSheet }) {
  const t = useBankTexts();
  const language = useLanguage();
  if (sheet.history.length === 0) return null;
  return (
    <div className="fb-screen-only">
      <Card title={t('sheet.history')}>
        <ul className="col g8">
          {sheet.history.map((record) => (
            <li key={record.id} className="row g12 wrap">
              <Link to={`/finance/bank/${sheet.account.id}/sheet?month=${sheet.month}&number=${record.number}`}>
                {t('sheet.versionOf', { number: record.number })}
              </Link>
              <SheetTag state={record.state} />
              <span className="dim t13">
                {t('sheet.finishedBy', { name: record.finished.name, at: formatMoment(record.finished.at, language) })}
              </span>
              {record.reviewed ? (
                <span className="dim t13">
                  {t('sheet.reviewedBy', {
                    name: record.reviewed.name,
                    at: formatMoment(record.reviewed.at, language),
                  })}
                </span>
              ) : null}
              {record.reopened ? (
                <span className="dim t13">
                  {t('sheet.reopenedBy', { name: record.reopened.name, reason: record.reopened.reason })}
                </span>
              ) : null}
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

function Sheet({ account }: { account: BankAccount }) {
  const t = useBankTexts();
  const terms = useBankTerms();
  const month = useMonth(account);
  const [search] = useSearch();
  const number = /^\d{1,3}$/.test(search.number ?? '') ? Number(search.number) : undefined;
  const query = { month, ...(number === undefined ? {} : { number }) };
  const answer = useCall(showBankSheet, { params: { id: account.id }, query });
  const sheet = answer.data;
  const waits = sheet !== undefined && sheet.record === null && sheet.waiting > 0;
  return (
    <>
      <PageHead
        title={terms('sheet.title')}
        tag={sheet?.record ? <SheetTag state={sheet.record.state} /> : undefined}
        crumbs={[
          { label: terms('title'), to: '/finance/bank' },
          { label: titleOf(account), to: `/finance/bank/${account.id}?month=${month}` },
        ]}
        acts={
          sheet ? (
            <>
              <Button icon="print" whyNot={waits ? t('sheet.waits') : undefined} onClick={() => print()}>
                {t('sheet.print')}
              </Button>
              <ExportButton endpoint={exportBankSheet} request={{ params: { id: account.id }, query }} />
              {sheet.abilities.finish && number === undefined ? <FinishButton sheet={sheet} /> : null}
              {sheet.record ? <RecordActs record={sheet.record} /> : null}
            </>
          ) : null
        }
      />
      <Sections accountId={account.id} here="sheet" />
      <div className="fb-screen-only fb-choices">
        <Card>
          <MonthChoice account={account} month={month} />
        </Card>
      </div>
      {answer.error && !sheet ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {!sheet && !answer.error ? <Skeleton lines={8} /> : null}
      {sheet ? (
        <>
          {sheet.isOutdated ? <Note kind="warn">{t('sheet.outdated')}</Note> : null}
          <Card flush>
            <SheetPaper sheet={sheet} />
          </Card>
          <Check content={sheet.content} />
          <History sheet={sheet} />
        </>
      ) : null}
    </>
  );
}

/** The reconciliation of a month: reckoned while it is open, a record once it was finished. */
export default function BankSheetPage() {
  const { accountId = '' } = useParams();
  const { account, answer } = useAccount(accountId);
  if (account) return <Sheet account={account} />;
  return answer.error ? (
    <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
  ) : (
    <Skeleton lines={8} />
  );
}
