import { type ParameterRow, listParameters } from '#kernel/contract';
import {
  Button,
  Card,
  EmptyState,
  ErrorState,
  Skeleton,
  ToneTag,
  formatDay,
  useCall,
  useLanguage,
  useSearch,
  useUiTexts,
} from '#ui';
import { type Column, type Filter, FilterBar, PageHead, Table, useOpened } from '#ui/desktop';
import { ParameterDrawer } from './parameter-drawer';
import './parameters.css';
import { parameterShapes } from './shapes';
import { useParameterTexts } from './texts';
import { nodeOf } from './value-nodes';
import { useBrief } from './value-view';

/** The value in one line. */
function Value({ row }: { row: ParameterRow }) {
  const brief = useBrief(row.fields);
  const shape = parameterShapes.get(row.key);
  if (shape === undefined) return null;
  const words = brief(nodeOf(shape.schema, shape.unit), row.current.value);
  return row.current.value === null ? <ToneTag tone="late">{words}</ToneTag> : words;
}

function useColumns(): readonly Column<ParameterRow>[] {
  const t = useParameterTexts();
  const language = useLanguage();
  const day = (value: string) => formatDay(value, language);
  return [
    { key: 'name', label: t('name'), cell: (row) => row.name },
    { key: 'value', label: t('value'), cell: (row) => <Value row={row} /> },
    {
      key: 'since',
      label: t('since'),
      cell: (row) => (row.current.at === null ? t('shipped') : day(row.current.validFrom)),
    },
    {
      key: 'source',
      label: t('source'),
      cell: (row) => (
        <>
          <span className="dim t12">{t(`level.${row.current.level}`)}</span>
          <br />
          <span lang={row.current.level === 'product' ? undefined : 'zh-CN'}>{row.current.source}</span>
        </>
      ),
    },
    {
      key: 'next',
      label: t('next'),
      cell: (row) =>
        row.coming === null ? (
          <span className="dim">—</span>
        ) : (
          <ToneTag tone="going">{t('fromDay', { day: day(row.coming.validFrom) })}</ToneTag>
        ),
    },
  ];
}

function isFound(row: ParameterRow, words: string): boolean {
  const all = [row.group, row.name, row.explanation, row.current.source, row.coming?.source ?? ''].join(' ');
  return all.toLowerCase().includes(words.trim().toLowerCase());
}

/** The parameters of each module, or group of one, in a card of its own. */
function Groups({ rows }: { rows: readonly ParameterRow[] }) {
  const columns = useColumns();
  const opened = useOpened();
  const groups = [...new Set(rows.map((row) => row.group))];
  return groups.map((group) => (
    <Card key={group} title={group} flush>
      <div className="pm-list scroll-x">
        <Table
          label={group}
          columns={columns}
          rows={rows.filter((row) => row.group === group)}
          keyOf={(row) => row.key}
          toOf={(row) => opened.addressOf(row.key)}
          openKey={opened.id}
        />
      </div>
    </Card>
  ));
}

/** What the system reckons by: every rule with its value, its days and its source. */
export default function ParametersPage() {
  const t = useParameterTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const [search, change] = useSearch();
  const opened = useOpened();
  const answer = useCall(listParameters, { query: search.on ? { on: search.on } : {} });
  const filters: readonly Filter[] = [
    { name: 'find', label: t('find'), kind: 'words' },
    { name: 'on', label: t('on'), kind: 'day' },
  ];
  const rows = (answer.data?.rows ?? []).filter((row) => isFound(row, search.find ?? ''));
  const note = answer.data ? t('onDay', { day: formatDay(answer.data.on, language) }) : undefined;
  const clear = <Button onClick={() => change({ find: null, on: null })}>{ui('list.clear')}</Button>;
  return (
    <>
      <PageHead title={t('title')} note={note} />
      <p className="dim">{t('note')}</p>
      <Card flush>
        <FilterBar filters={filters} />
      </Card>
      {answer.isPending ? <Skeleton lines={6} /> : null}
      {answer.error && !answer.data ? <ErrorState error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.data && rows.length === 0 ? (
        <Card>
          <EmptyState icon="filter" title={t('none')} act={clear}>
            {t('noneAdvice')}
          </EmptyState>
        </Card>
      ) : null}
      <Groups rows={rows} />
      {opened.id ? (
        <ParameterDrawer
          key={opened.id}
          parameterKey={opened.id}
          isSetting={search.act === 'set'}
          onSet={(isSetting) => change({ act: isSetting ? 'set' : null })}
          onClose={() => change({ open: null, act: null })}
        />
      ) : null}
    </>
  );
}
