import { thingsInWords } from '#kernel/contract';
import type { ParameterUnit } from '#kernel/contract';
import { useLanguage } from '#ui';
import { formatMonthDay } from './month-day';
import { useShellTexts } from '../../shell-texts';
import './parameters.css';
import { useParameterTexts } from './texts';
import { type ValueNode, shownNumber } from './value-nodes';

export type PartWords = Readonly<Record<string, string>>;
type Row = Readonly<Record<string, unknown>>;

/** What one of a few is called: by the parameter's own words, or where it is a role of the house by the role's. */
export function useChoiceWord(words: PartWords): (choice: string) => string {
  const shell = useShellTexts();
  return (choice) => words[choice] ?? shell.maybe(`role.${choice}`) ?? choice;
}

/** A leaf in the reader's language. Words of plans stay Chinese and say so. */
export function useLeafText(words: PartWords) {
  const choiceWord = useChoiceWord(words);
  const t = useParameterTexts();
  const language = useLanguage();
  const withUnit = (unit: ParameterUnit | null, shown: string): string =>
    unit === null ? shown : t(`unit.${unit}`, { shown });
  return (node: ValueNode, value: unknown): string => {
    if (node.kind === 'number')
      return value === null ? t('unset') : withUnit(node.unit, shownNumber(node.unit, Number(value)));
    if (node.kind === 'numbers') return withUnit(node.unit, (value as readonly number[]).join(t('or')));
    if (node.kind === 'numberOrWord') return value === 0 ? (words[node.zeroWord] ?? '') : String(value);
    if (node.kind === 'monthDay') return formatMonthDay(String(value), language);
    if (node.kind === 'choice') return choiceWord(String(value));
    if (node.kind === 'words') return thingsInWords(language, value as readonly string[]);
    return String(value);
  };
}

const isChinese = (node: ValueNode): boolean => node.kind === 'words' || node.kind === 'choice' || node.kind === 'text';

/** A value in one line: the leaf itself, or how many rows each of its tables has. */
export function useBrief(words: PartWords) {
  const t = useParameterTexts();
  const leaf = useLeafText(words);
  const itemsOf = (label: string, count: number) =>
    label === '' ? t('rows', { count }) : t('items', { label, count });
  const brief = (node: ValueNode, value: unknown, label: string): string => {
    if (node.kind === 'rows') return itemsOf(label, (value as readonly Row[]).length);
    if (node.kind !== 'parts') return label === '' ? leaf(node, value) : `${label} ${leaf(node, value)}`;
    return Object.entries(node.parts)
      .map(([name, part]) => brief(part, (value as Row)[name], words[name] ?? name))
      .join(t('itemsJoin'));
  };
  return (node: ValueNode, value: unknown): string => brief(node, value, '');
}

interface ValueViewProps {
  node: ValueNode;
  value: unknown;
  words: PartWords;
  /** What it is compared with: other leaves and rows are marked. */
  before?: unknown;
  /** Leaves out what is the same. */
  onlyChanges?: boolean;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function RowsView({
  node,
  value,
  words,
  before,
  onlyChanges,
}: ValueViewProps & { node: Extract<ValueNode, { kind: 'rows' }> }) {
  const t = useParameterTexts();
  const leaf = useLeafText(words);
  const columns = Object.entries(node.columns);
  const rows = value as readonly Row[];
  const earlier = before as readonly Row[] | undefined;
  const gone = earlier?.filter((one) => !rows.some((row) => same(row, one))) ?? [];
  const isNew = (row: Row) => earlier !== undefined && !earlier.some((one) => same(one, row));
  const shown = onlyChanges ? rows.filter(isNew) : rows;
  return (
    <>
      <table className="pm-table">
        <thead>
          <tr>
            {columns.map(([name]) => (
              <th key={name} scope="col">
                {words[name]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, i) => (
            <tr key={i} className={isNew(row) ? 'pm-changed' : undefined}>
              {columns.map(([name, part], at) => (
                <td key={name} lang={isChinese(part) ? 'zh-CN' : undefined}>
                  {leaf(part, row[name])}
                  {at === 0 && isNew(row) ? <span className="unseen"> {t('changedRow')}</span> : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {gone.length > 0 ? (
        <p className="dim t12">
          {t('goneRows')}
          {gone.map((row, i) => (
            <s key={i} className="pm-gone" lang="zh-CN">
              {columns.map(([name, part]) => leaf(part, row[name])).join(' ')}
            </s>
          ))}
        </p>
      ) : null}
    </>
  );
}

/** A value to be read: a figure, or its tables. */
export function ValueView({ node, value, words, before, onlyChanges = false }: ValueViewProps) {
  const leaf = useLeafText(words);
  if (node.kind === 'rows')
    return <RowsView node={node} value={value} words={words} before={before} onlyChanges={onlyChanges} />;
  if (node.kind !== 'parts') {
    const isChanged = before !== undefined && !same(before, value);
    return (
      <p>
        <b className={isChanged ? 'pm-figure pm-changed' : 'pm-figure'}>{leaf(node, value)}</b>
        {isChanged ? <s className="pm-gone">{leaf(node, before)}</s> : null}
      </p>
    );
  }
  const earlier = (before ?? {}) as Row;
  const isShown = (name: string) => !onlyChanges || !same((value as Row)[name], earlier[name]);
  const parts = Object.entries(node.parts).filter(([name]) => isShown(name));
  return (
    <div className="col g16">
      {parts.map(([name, part]) => (
        <section key={name} className="pm-part col g4">
          <h4>{words[name]}</h4>
          <ValueView
            node={part}
            value={(value as Row)[name]}
            words={words}
            before={earlier[name]}
            onlyChanges={onlyChanges}
          />
        </section>
      ))}
    </div>
  );
}
