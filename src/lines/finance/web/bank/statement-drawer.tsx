import { formatFen } from '#kernel/contract';
import {
  Button,
  Card,
  Checkbox,
  ConfirmDialog,
  ErrorState,
  Field,
  Note,
  Segmented,
  Select,
  Skeleton,
  ToneTag,
  formatDayShort,
  formatNumber,
  messageOf,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useRows,
  useUiTexts,
} from '#ui';
import { Drawer } from '#ui/desktop';
import { useState } from 'react';
import {
  type BankStatement,
  type StatementColumns,
  applyBankStatement,
  checkBankStatement,
  listBankAccounts,
  listBankStatementRows,
  listBankStatements,
  showBankAccount,
  showBankStatement,
  statementColumns,
  undoBankStatement,
} from '../../bank/contract';
import { getBankMatching, showBankSheet } from '../../bank/contract-match';
import { asFen, Sum } from './pieces';
import { useBankTerms, useBankTexts } from './texts';

const changes = [showBankStatement, listBankStatements, listBankStatementRows];
const takesIn = [...changes, listBankAccounts, showBankAccount, getBankMatching, showBankSheet];
const tones = { open: 'going', done: 'kept', undone: 'none' } as const;

/** Which column of the file is which; said once, it is remembered for files with the same headings. */
function Columns({ statement }: { statement: BankStatement }) {
  const t = useBankTexts();
  const terms = useBankTerms();
  const ui = useUiTexts();
  const [columns, setColumns] = useState<StatementColumns>(statement.columns as StatementColumns);
  const check = useAct(checkBankStatement, { changes });
  const options = statement.headings.map((label, place) => ({ value: String(place), label: label || `${place + 1}` }));
  const choose = (column: (typeof statementColumns)[number], value: string): void => {
    const { [column]: _, ...rest } = columns;
    setColumns(value === '' ? rest : { ...rest, [column]: Number(value) });
  };
  const { id, version } = statement;
  return (
    <Card title={t('statements.columns')} note={statement.isRemembered ? t('statements.remembered') : undefined}>
      <div className="fields">
        {statementColumns.map((column) => (
          <Field key={column} label={terms(`columnNames.${column}`)} width="third" isOptional={column !== 'day'}>
            <Select
              options={options}
              blank={t('statements.noColumn')}
              value={columns[column] === undefined ? '' : String(columns[column])}
              onChange={(event) => choose(column, event.target.value)}
            />
          </Field>
        ))}
      </div>
      <div className="row g12 fb-below">
        <Button
          isBusy={check.isUnderWay}
          onClick={() => void check.act({ params: { id }, body: { columns, version } })}
        >
          {t('statements.check')}
        </Button>
        {check.error ? <span className="c-refuse t13">{messageOf(check.error, ui)}</span> : null}
      </div>
    </Card>
  );
}

const views = ['new', 'bad', 'breaks', 'double'] as const;

function Rows({ statement }: { statement: BankStatement }) {
  const t = useBankTexts();
  const terms = useBankTerms();
  const language = useLanguage();
  const { counts } = statement;
  const shown = views.filter((view) => (counts?.[view] ?? 0) > 0);
  const [chosen, setChosen] = useState<(typeof views)[number] | null>(null);
  const which = chosen ?? (shown.includes('bad') ? 'bad' : shown.includes('breaks') ? 'breaks' : (shown[0] ?? 'new'));
  const rows = useRows(listBankStatementRows, { params: { id: statement.id }, query: { which } });
  const word = (view: (typeof views)[number]) =>
    `${view === 'breaks' ? t('statements.breaks') : terms(`verdicts.${view}`)} ${formatNumber(counts?.[view] ?? 0)}`;
  return (
    <Card
      title={t('statements.rows')}
      acts={
        <Segmented
          label={t('statements.rows')}
          value={which}
          options={shown.map((value) => ({ value, label: word(value) }))}
          onChange={setChosen}
        />
      }
      flush
    >
      <div className="scroll-x">
        <table className="fb-table">
          <thead>
            <tr>
              <th scope="col" className="num">
                {t('statements.row')}
              </th>
              <th scope="col">{t('on')}</th>
              <th scope="col">{t('words')}</th>
              <th scope="col" className="num">
                {t('amount')}
              </th>
              <th scope="col" className="num">
                {t('balance')}
              </th>
              <th scope="col">{t('statements.why')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.rows.map(({ number, on, amount, balance, words, party, cells, reason, off }) => (
              <tr key={number}>
                <td className="num dim">{number}</td>
                <td className="nw">{on === null ? '' : formatDayShort(on, language)}</td>
                <td lang="zh-CN">
                  {[words, party].filter(Boolean).join(' · ') || cells.filter(Boolean).slice(0, 5).join(' · ')}
                </td>
                <td className="num">{amount === null ? '' : <Sum fen={amount} />}</td>
                <td className="num">{balance === null ? '' : formatFen(asFen(balance))}</td>
                <td className="c-late">
                  {reason}
                  {off === null ? null : ` ${t('statements.off', { sum: formatFen(asFen(off)) })}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.hasMore ? (
        <Button kind="text" isBusy={rows.isLoadingMore} onClick={rows.more}>
          {t('more')}
        </Button>
      ) : null}
    </Card>
  );
}

/** Opening, what came in and went out, closing; and whether one follows from the other. */
function Proof({ statement }: { statement: BankStatement }) {
  const t = useBankTexts();
  const { counts } = statement;
  if (counts === null) return null;
  const off = (fen: bigint | null) => (fen === null || asFen(fen) === 0n ? null : formatFen(asFen(fen)));
  const [join, proof] = [off(counts.joinOff), off(counts.proofOff)];
  const figures = [
    ['opening', counts.opening],
    ['sumIn', counts.sumIn],
    ['sumOut', counts.sumOut],
    ['closing', counts.closing],
  ] as const;
  return (
    <div className="col g12">
      <dl className="fb-figures">
        {figures.map(([key, fen]) => (
          <div key={key}>
            <dt>{t(`statements.${key}`)}</dt>
            <dd className="num">{fen === null ? '—' : formatFen(asFen(fen))}</dd>
          </div>
        ))}
      </dl>
      {join ? <Note kind="warn">{t('statements.joinOff', { sum: join })}</Note> : null}
      {proof ? <Note kind="warn">{t('statements.proofOff', { sum: proof })}</Note> : null}
      {counts.breaks > 0 ? <Note kind="warn">{t('statements.breaksNote', { count: counts.breaks })}</Note> : null}
      {!join && !proof && counts.breaks === 0 && counts.closing !== null ? (
        <p className="c-kept t13">{t('statements.proved')}</p>
      ) : null}
    </div>
  );
}

function Apply({ statement }: { statement: BankStatement }) {
  const t = useBankTexts();
  const ui = useUiTexts();
  const [acceptsBreaks, setAccepts] = useState(false);
  const { act, error, isUnderWay } = useAct(applyBankStatement, {
    changes: takesIn,
    onDone: ({ counts }) => showToast(t('statements.taken', { count: counts?.new ?? 0 })),
  });
  const { id, version, counts } = statement;
  const isOff = [counts?.joinOff, counts?.proofOff].some((fen) => asFen(fen ?? 0n) !== 0n);
  const isBroken = isOff || (counts?.breaks ?? 0) > 0;
  const count = counts?.new ?? 0;
  return (
    <div className="col g12">
      {isBroken ? (
        <Checkbox
          label={t('statements.acceptsBreaks')}
          checked={acceptsBreaks}
          onChange={(event) => setAccepts(event.target.checked)}
        />
      ) : null}
      <div>
        <Button
          kind="main"
          isBusy={isUnderWay}
          whyNot={
            count === 0 ? t('statements.nothing') : isBroken && !acceptsBreaks ? t('statements.checkFirst') : undefined
          }
          onClick={() => void act({ params: { id }, body: { version, acceptsBreaks } })}
        >
          {t('statements.apply', { count })}
        </Button>
      </div>
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
    </div>
  );
}

function Undo({ statement }: { statement: BankStatement }) {
  const t = useBankTexts();
  const [isOpen, setOpen] = useState(false);
  const { act, error, isUnderWay } = useAct(undoBankStatement, { changes: takesIn, onDone: () => setOpen(false) });
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('statements.undo')}</Button>
      {isOpen ? (
        <ConfirmDialog
          {...{
            title: t('statements.undo'),
            confirm: t('statements.undo'),
            asksReason: true,
            isBusy: isUnderWay,
            error,
          }}
          onConfirm={(reason) => void act({ params: { id: statement.id }, body: { reason } })}
          onClose={() => setOpen(false)}
        >
          <p>{t('statements.undoEffect')}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}

/** A statement: which column is which, what its rows came to and why, and taking it in. */
export function StatementDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useBankTexts();
  const terms = useBankTerms();
  const answer = useCall(showBankStatement, { params: { id } });
  const statement = answer.data?.id === id ? answer.data : undefined;
  return (
    <Drawer
      title={statement?.fileName ?? t('sections.statements')}
      size="wide"
      onClose={onClose}
      acts={statement?.abilities.undo ? <Undo statement={statement} /> : null}
    >
      {answer.isPending ? <Skeleton lines={8} /> : null}
      {answer.error && !statement ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {statement ? (
        <div className="col g16">
          <div>
            <ToneTag tone={tones[statement.state]}>{terms(`statementStates.${statement.state}`)}</ToneTag>
          </div>
          {statement.undoReason ? (
            <Note>
              {t('statements.undoneBy', { name: statement.undoneByName ?? '', reason: statement.undoReason })}
            </Note>
          ) : null}
          {statement.isFit ? <Proof statement={statement} /> : <Note kind="warn">{t('statements.unfit')}</Note>}
          {statement.abilities.apply && statement.isFit ? <Apply statement={statement} /> : null}
          {statement.abilities.check ? <Columns key={`columns ${statement.version}`} statement={statement} /> : null}
          {statement.counts ? <Rows key={`rows ${statement.version}`} statement={statement} /> : null}
        </div>
      ) : null}
    </Drawer>
  );
}
