import { formatFen } from '#kernel/contract';
import { Card, Figure, formatDay, useLanguage, useSearch } from '#ui';
import { Drawer, useOpened } from '#ui/desktop';
import type { Statement, StatementLine } from '../../statements/contract';
import { at } from '../addresses';
import { usePaperTexts } from '../paper-texts';
import { AccountName, Amount, asFen } from '../pieces';
import './statements.css';

export const forms = ['position', 'result'] as const;
export type Form = (typeof forms)[number];
export type Shown = Pick<
  Statement,
  'assets' | 'claims' | 'result' | 'forms' | 'layout' | 'on' | 'span' | 'book' | 'unit' | 'ranges'
>;
type Column = 'first' | 'second';

export function useFormOfPage(): Form {
  const [search] = useSearch();
  return search.form === 'result' ? 'result' : 'position';
}

/** The words of a line: what the chart calls its account, or its own. */
function LineName({ line }: { line: StatementLine }) {
  const t = usePaperTexts();
  if (line.name === null) return <>{t.maybe(`statements.lines.${line.key}`) ?? line.key}</>;
  return line.isMinus ? (
    <span lang="zh-CN">{t('statements.minus', { name: line.name })}</span>
  ) : (
    <AccountName name={line.name} />
  );
}

/** What a column is called, and the days that it counts. */
function useColumns(shown: Shown, form: Form) {
  const t = usePaperTexts();
  const { on, span, ranges } = shown;
  const day = `${on.slice(0, 4)}-01-01`;
  const words = {
    position: { first: t('statements.columns.yearBegin'), second: t('statements.columns.dayEnd') },
    result: { first: t(`statements.columns.${span}.first`), second: t(`statements.columns.${span}.second`) },
  }[form];
  const days = form === 'position' ? { first: { from: day, to: on }, second: { from: day, to: on } } : ranges;
  return { words, days };
}

function Cells({ line, isSum }: { line: StatementLine; isSum: boolean }) {
  const { addressOf } = useOpened('line');
  return (['first', 'second'] as const).map((column) => {
    const to = line.accounts.length > 0 ? { to: addressOf(`${line.key}.${column}`) } : {};
    return (
      <td key={column} className="num">
        <Amount fen={line[column]} isNilShown={isSum} {...to} />
      </td>
    );
  });
}

function Half({ line, number }: { line: StatementLine | undefined; number: number }) {
  if (line === undefined)
    return (
      <>
        <td />
        <td />
        <td />
        <td />
      </>
    );
  const isSum = line.kind === 'sum' || line.kind === 'total';
  return (
    <>
      <td className={line.kind === 'figure' ? 'st-in' : 'b'}>
        <LineName line={line} />
      </td>
      <td className="dim num">{number}</td>
      <Cells line={line} isSum={isSum} />
    </>
  );
}

function PositionTable({ shown }: { shown: Shown }) {
  const t = usePaperTexts();
  const { words } = useColumns(shown, 'position');
  const [left, right] = [shown.assets.slice(0, -1), shown.claims.slice(0, -1)];
  const height = Math.max(left.length, right.length);
  const head = (side: 'left' | 'right') => (
    <>
      <th scope="col">{t(`statements.columns.${side}`)}</th>
      <th scope="col" className="num">
        {t('statements.columns.number')}
      </th>
      <th scope="col" className="num">
        {words.first}
      </th>
      <th scope="col" className="num">
        {words.second}
      </th>
    </>
  );
  return (
    <table className="lb-table st-position" aria-label={t('statements.forms.position')}>
      <thead>
        <tr>
          {head('left')}
          {head('right')}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: height }, (_none, place) => (
          <tr key={place}>
            <Half line={left[place]} number={place + 1} />
            <Half line={right[place]} number={shown.assets.length + place + 1} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="lb-sum">
          <Half line={shown.assets.at(-1)} number={shown.assets.length} />
          <Half line={shown.claims.at(-1)} number={shown.assets.length + shown.claims.length} />
        </tr>
      </tfoot>
    </table>
  );
}

function ResultTable({ shown }: { shown: Shown }) {
  const t = usePaperTexts();
  const { words } = useColumns(shown, 'result');
  return (
    <table className="lb-table st-result" aria-label={t('statements.forms.result')}>
      <thead>
        <tr>
          <th scope="col">{t('statements.columns.item')}</th>
          <th scope="col" className="num">
            {t('statements.columns.number')}
          </th>
          <th scope="col" className="num">
            {words.first}
          </th>
          <th scope="col" className="num">
            {words.second}
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.result.map((line, place) => (
          <tr key={line.key} className={line.kind === 'total' ? 'lb-sum' : undefined}>
            <td
              className={line.kind === 'figure' ? undefined : 'b'}
              style={{ paddingInlineStart: 20 + line.depth * 20 }}
            >
              <LineName line={line} />
            </td>
            <td className="dim num">{place + 1}</td>
            <Cells line={line} isSum={line.kind !== 'figure'} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The accounts that a figure is the sum of; each leads to its card within the same days. */
function PartsDrawer({ shown, form }: { shown: Shown; form: Form }) {
  const t = usePaperTexts();
  const opened = useOpened('line');
  const { words, days } = useColumns(shown, form);
  const dot = (opened.id ?? '').lastIndexOf('.');
  const key = (opened.id ?? '').slice(0, dot);
  const column: Column = (opened.id ?? '').endsWith('.first') ? 'first' : 'second';
  const lines = form === 'position' ? [...shown.assets, ...shown.claims] : shown.result;
  const line = lines.find((one) => one.key === key);
  if (opened.id === null || line === undefined) return null;
  return (
    <Drawer
      title={<LineName line={line} />}
      note={`${words[column]} ${formatFen(asFen(line[column] ?? 0n))}`}
      onClose={opened.close}
    >
      <table className="lb-table" aria-label={t('statements.pages.openLine')}>
        <thead>
          <tr>
            <th scope="col">{t('statements.pages.account')}</th>
            <th scope="col" className="num">
              {words[column]}
            </th>
          </tr>
        </thead>
        <tbody>
          {line.accounts
            .filter((part) => asFen(part[column]) !== 0n)
            .map((part) => (
              <tr key={part.id}>
                <td>
                  <AccountName code={part.code} name={part.name} />
                </td>
                <td className="num">
                  <Figure value={formatFen(asFen(part[column]))} to={at.account(part.id, days[column])} />
                </td>
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr className="lb-sum">
            <td>{t('statements.pages.total')}</td>
            <td className="num">
              <Amount fen={line[column]} isNilShown />
            </td>
          </tr>
        </tfoot>
      </table>
    </Drawer>
  );
}

/** One of the two forms as it is printed: head, lines, and who signs. */
export function StatementSheet({ shown, form }: { shown: Shown; form: Form }) {
  const t = usePaperTexts();
  const language = useLanguage();
  const signers = ['chair', 'treasurer', 'checker', 'maker'] as const;
  return (
    <Card>
      <div className="st-head">
        <span className="dim t13">{shown.forms[form]}</span>
        <h2>{t(`statements.forms.${form}`)}</h2>
        <div className="row g16 wrap t13 st-about">
          <span>
            {t('statements.pages.unit', { name: shown.unit.name })} · <span lang="zh-CN">{shown.book.name}</span>
          </span>
          <span>
            {t(`statements.spans.${shown.span}`)} · {formatDay(shown.on, language)}
          </span>
          <span>{t('statements.pages.money')}</span>
        </div>
      </div>
      <div className="scroll-x">
        {form === 'position' ? <PositionTable shown={shown} /> : <ResultTable shown={shown} />}
      </div>
      <div className="st-signers t13">
        {signers.map((who) => (
          <span key={who}>{t(`statements.pages.${who}`)}</span>
        ))}
      </div>
      <p className="dim t12 lb-screen-only">
        {t('statements.pages.source')}{' '}
        <span lang="zh-CN">
          {shown.layout.source} · {shown.layout.confidence}
        </span>
      </p>
      <PartsDrawer shown={shown} form={form} />
    </Card>
  );
}
