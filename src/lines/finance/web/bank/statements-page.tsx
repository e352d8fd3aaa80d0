import {
  Card,
  ErrorState,
  Note,
  Skeleton,
  ToneTag,
  UploadBox,
  formatDayShort,
  formatMoment,
  formatNumber,
  messageOf,
  useAct,
  useLanguage,
  useParams,
  useUiTexts,
} from '#ui';
import { type Column, ListPage, useOpened } from '#ui/desktop';
import { type BankStatement, addBankStatement, listBankStatements } from '../../bank/contract';
import { Sections, Sum, titleOf, useAccount } from './pieces';
import { StatementDrawer } from './statement-drawer';
import { useBankTerms, useBankTexts } from './texts';

const MOST_MEGABYTES = 20;
const statementTones = { open: 'going', done: 'kept', undone: 'none' } as const;

function Upload({ accountId, onDone }: { accountId: string; onDone: (id: string) => void }) {
  const t = useBankTexts();
  const ui = useUiTexts();
  const add = useAct(addBankStatement, { changes: [listBankStatements], onDone: ({ id }) => onDone(id) });
  const send = (file: File): void =>
    void add.act({ params: { id: accountId }, query: { name: file.name.slice(0, 200) }, body: file });
  return (
    <Card title={t('statements.add')}>
      <div className="col g12">
        <p className="dim">{t('statements.addNote')}</p>
        {add.isUnderWay ? (
          <Note>{t('statements.reading')}</Note>
        ) : (
          <UploadBox types={['.xlsx', '.csv', '.txt']} maxMegabytes={MOST_MEGABYTES} onFile={send} />
        )}
        {add.error ? <Note kind="refuse">{messageOf(add.error, ui)}</Note> : null}
      </div>
    </Card>
  );
}

function useColumns(): readonly Column<BankStatement>[] {
  const t = useBankTexts();
  const terms = useBankTerms();
  const language = useLanguage();
  const count = (value: number | undefined) => (value === undefined ? '—' : formatNumber(value));
  return [
    { key: 'file', label: t('statements.file'), cell: (row) => row.fileName },
    {
      ...{ key: 'days', label: t('statements.days') },
      cell: ({ counts }) =>
        counts?.from && counts.to ? (
          <span className="nw">
            {formatDayShort(counts.from, language)}–{formatDayShort(counts.to, language)}
          </span>
        ) : (
          '—'
        ),
    },
    {
      ...{ key: 'state', label: t('statements.state') },
      cell: ({ state }) => <ToneTag tone={statementTones[state]}>{terms(`statementStates.${state}`)}</ToneTag>,
    },
    { key: 'new', label: terms('verdicts.new'), isNumber: true, cell: ({ counts }) => count(counts?.new) },
    { key: 'double', label: terms('verdicts.double'), isNumber: true, cell: ({ counts }) => count(counts?.double) },
    { key: 'bad', label: terms('verdicts.bad'), isNumber: true, cell: ({ counts }) => count(counts?.bad) },
    {
      ...{ key: 'closing', label: t('statements.closing'), isNumber: true },
      cell: ({ counts }) => (counts === null || counts.closing === null ? '—' : <Sum fen={counts.closing} />),
    },
    { key: 'by', label: t('statements.by'), cell: (row) => <span lang="zh-CN">{row.createdByName}</span> },
    { key: 'at', label: t('statements.at'), cell: (row) => formatMoment(row.createdAt, language) },
  ];
}

/** The statements of an account: sent, looked at row by row, taken in. */
export default function BankStatementsPage() {
  const t = useBankTexts();
  const terms = useBankTerms();
  const { accountId = '' } = useParams();
  const opened = useOpened();
  const columns = useColumns();
  const { account, answer } = useAccount(accountId);
  if (!account)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  return (
    <ListPage
      head={{ title: titleOf(account), crumbs: [{ label: terms('title'), to: '/finance/bank' }] }}
      endpoint={listBankStatements}
      request={{ params: { id: accountId } }}
      columns={columns}
      keyOf={(row) => row.id}
      drawer={(id, close) => <StatementDrawer id={id} onClose={close} />}
      above={
        <>
          <Sections accountId={accountId} here="statements" />
          {account.abilities.import ? <Upload accountId={accountId} onDone={(id) => opened.open(id)} /> : null}
        </>
      }
      empty={{ title: t('statements.none'), text: t('statements.noneAdvice') }}
    />
  );
}
