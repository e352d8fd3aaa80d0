import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Figure,
  Link,
  Note,
  Segmented,
  Skeleton,
  formatMoney,
  formatMoment,
  useCall,
  useLanguage,
  useParams,
  useSearch,
} from '#ui';
import { ExportButton, PageHead, useOpened } from '#ui/desktop';
import { type BudgetBoard, type BudgetLine, exportBudget, showBudget } from '../../budgets/contract';
import { BoardActs } from './board-acts';
import './budgets.css';
import { LineDrawer } from './line-drawer';
import { LineTable } from './line-table';
import { VersionTag } from './pieces';
import { ShiftList } from './shift-list';
import { useBudgetTexts } from './texts';
import { VersionDrawer } from './version-drawer';

const shows = ['all', 'trouble', 'below', 'kept', 'within'] as const;
type Show = (typeof shows)[number];

const isTrouble = (line: BudgetLine): boolean => ['above', 'threatened'].includes(line.state) || line.alarm !== 'none';
const isShown = (show: Show, line: BudgetLine): boolean =>
  show === 'all' || (show === 'trouble' ? isTrouble(line) : line.state === show);

/** Planned, spent, reserved, and what no line has named; each opens what it sums up. */
function Totals({ board }: { board: BudgetBoard }) {
  const t = useBudgetTexts();
  const { ceiling, spent, reserved, outside } = board.totals;
  const cells: readonly { label: string; value: string; note: string; to?: string }[] = [
    { label: t('planned'), value: formatMoney(ceiling), note: t('plannedNote') },
    { label: t('spent'), value: formatMoney(spent), note: t('spentNote') },
    { label: t('reserved'), value: formatMoney(reserved), note: t('reservedNote') },
    {
      ...{ label: t('outside'), value: formatMoney(outside), note: t('outsideNote') },
      to: `/finance/budgets/${board.id}/outside`,
    },
  ];
  return (
    <div className="bg-totals">
      {cells.map(({ label, value, note, to }) => (
        <Card key={label}>
          <div className="dim t12">{label}</div>
          <div className="t20 b">{to === undefined ? value : <Figure value={value} to={to} />}</div>
          <div className="dim t12">{note}</div>
        </Card>
      ))}
    </div>
  );
}

/** What is being written or waits, said where whoever decides looks first. */
function OpenNote({ board }: { board: BudgetBoard }) {
  const t = useBudgetTexts();
  const language = useLanguage();
  const { open } = board;
  if (open === null) return null;
  const params = { name: open.writtenBy, at: formatMoment(open.writtenAt, language), number: open.number };
  return (
    <Note kind={open.state === 'proposed' ? 'warn' : 'info'}>
      {open.state === 'proposed' ? t('waits', params) : t('isWritten', params)}{' '}
      <Link to={`/finance/budgets/${board.id}?version=${open.number}`}>{t('readVersion')}</Link>
      {open.reason === '' ? null : <div>{t('reasonIs', { reason: open.reason })}</div>}
      {open.state === 'draft' && open.decision !== '' ? <div>{t('handedBack', { words: open.decision })}</div> : null}
    </Note>
  );
}

function Lines({ board }: { board: BudgetBoard }) {
  const t = useBudgetTexts();
  const [search, change] = useSearch();
  const opened = useOpened();
  const show: Show = shows.find((one) => one === search.show) ?? 'all';
  const options = shows.map((value) => ({
    value,
    label: t(`show_${value}`, { count: board.lines.filter((line) => isShown(value, line)).length }),
  }));
  const lines = board.lines.filter((line) => isShown(show, line));
  const filter = (
    <Segmented
      label={t('show')}
      value={show}
      options={options}
      onChange={(next) => change({ show: next === 'all' ? null : next })}
    />
  );
  if (board.lines.length === 0)
    return (
      <Card>
        <EmptyState icon="finance" title={t('noLines')}>
          {t('noLinesAdvice')}
        </EmptyState>
      </Card>
    );
  return (
    <Card flush>
      <div className="bg-filter">{filter}</div>
      <LineTable lines={lines} addressOf={opened.addressOf} openKey={opened.id} />
    </Card>
  );
}

function History({ board }: { board: BudgetBoard }) {
  const t = useBudgetTexts();
  const language = useLanguage();
  return (
    <Card title={t('versions')}>
      <ul className="bg-versions">
        {board.versions.map((one) => (
          <li key={one.number}>
            <Link to={`/finance/budgets/${board.id}?version=${one.number}`}>
              {t('versionNumber', { number: one.number })}
            </Link>
            <VersionTag state={one.state} />
            <span className="dim t13">
              {[
                one.reason,
                t('writtenBy', { name: one.writtenBy, at: formatMoment(one.writtenAt, language) }),
                one.decidedBy === null
                  ? ''
                  : t('decidedBy', { name: one.decidedBy, at: formatMoment(one.decidedAt!, language) }),
                one.decision,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Board({ board }: { board: BudgetBoard }) {
  const t = useBudgetTexts();
  const [search, change] = useSearch();
  const opened = useOpened();
  const version = Number(search.version ?? 0);
  return (
    <>
      <PageHead
        title={t('boardTitle', { year: board.year, book: board.book.name })}
        crumbs={[{ label: t('title'), to: '/finance/budgets' }, { label: board.book.unitName }]}
        tag={<VersionTag state={board.inForce === null ? board.open!.state : 'in_force'} />}
        acts={
          <span className="row g8 bg-acts">
            <ExportButton endpoint={exportBudget} request={{ params: { id: board.id } }} />
            <Button icon="print" onClick={() => window.print()}>
              {t('print')}
            </Button>
            <BoardActs board={board} />
          </span>
        }
      />
      <div className="col g16">
        <OpenNote board={board} />
        <Totals board={board} />
        <Lines board={board} />
        {board.shifts.length > 0 ? (
          <Card title={t('shifts')} flush>
            <ShiftList shifts={board.shifts} />
          </Card>
        ) : null}
        <History board={board} />
      </div>
      {opened.id ? <LineDrawer id={opened.id} board={board} onClose={opened.close} /> : null}
      {version > 0 ? <VersionDrawer id={board.id} number={version} onClose={() => change({ version: null })} /> : null}
    </>
  );
}

/** The board of a budget: each line with what it asks for, what is spent, reserved and free, and its state. */
export default function BoardPage() {
  const { budgetId = '' } = useParams();
  const answer = useCall(showBudget, { params: { id: budgetId } });
  if (answer.data) return <Board board={answer.data} />;
  if (answer.error) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  return <Skeleton lines={8} />;
}
