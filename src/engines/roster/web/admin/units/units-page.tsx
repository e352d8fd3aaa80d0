import { exportUnits, listUnits, unitsWithWords, unitTree } from '../../../contract';
import {
  Button,
  Card,
  DayInput,
  EmptyState,
  ErrorState,
  Icon,
  Note,
  Skeleton,
  TextInput,
  formatDay,
  useCall,
  useLanguage,
  useSearch,
  useToday,
} from '#ui';
import { ExportButton, PageHead, useOpened } from '#ui/desktop';
import { isDay } from '#kernel/contract';
import { useMemo } from 'react';
import '../../styles/units.css';
import { useRosterTexts } from '../../texts';
import { CreateUnitDialog } from './create-unit-dialog';
import { UnitDrawer } from './unit-drawer';
import { UnitTree } from './unit-tree';
import { useKindNames } from './use-kind-names';

interface AsOf {
  readonly day: string;
  readonly isPast: boolean;
  readonly words: string;
}

/** The day and the words that the address asks for. */
function useAsOf(): AsOf {
  const today = useToday();
  const [search] = useSearch();
  const day = search.day && isDay(search.day) ? search.day : today;
  return { day, isPast: day !== today, words: (search.find ?? '').trim() };
}

function Filters({ asOf }: { asOf: AsOf }) {
  const t = useRosterTexts();
  const language = useLanguage();
  const today = useToday();
  const [search, change] = useSearch();
  const setDay = (next: string) =>
    (next === '' || isDay(next)) && change({ day: next === '' || next === today ? null : next });
  return (
    <>
      <div className="filters" role="search">
        <span className="in-with">
          <span className="before">
            <Icon name="search" size="s" />
          </span>
          <TextInput
            type="search"
            aria-label={t('units.find')}
            placeholder={t('units.find')}
            value={search.find ?? ''}
            onChange={(event) => change({ find: event.target.value || null }, { replace: true })}
          />
        </span>
        <span className="dim t13">{t('units.asOf')}</span>
        <DayInput label={t('units.asOf')} value={asOf.day} onChange={setDay} />
        {asOf.isPast ? (
          <Button size="sm" kind="text" onClick={() => change({ day: null })}>
            {t('units.backToToday')}
          </Button>
        ) : null}
      </div>
      {asOf.isPast ? (
        <div className="pad">
          <Note>{t('units.asOfNote', { day: formatDay(asOf.day, language) })}</Note>
        </div>
      ) : null}
    </>
  );
}

function Body({ answer, words }: { answer: ReturnType<typeof useCall<typeof listUnits>>; words: string }) {
  const t = useRosterTexts();
  const opened = useOpened();
  const kindNames = useKindNames();
  const rows = answer.data?.rows;
  const tree = useMemo(() => unitsWithWords(unitTree(rows ?? []), words), [rows, words]);
  if (answer.error && !rows) return <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!rows) return <Skeleton lines={10} />;
  if (tree.length === 0) {
    return (
      <EmptyState icon="search" title={words ? t('units.noneFound') : t('units.none')}>
        {words ? t('units.noneFoundAdvice') : t('units.noneAdvice')}
      </EmptyState>
    );
  }
  const open = { openId: opened.id, onOpen: opened.open };
  return <UnitTree tree={tree} kindNames={kindNames} {...open} isAllOpen={words !== ''} />;
}

/** The tree of units as it was on a day; each opens with its history and what may be done. */
export default function UnitsPage() {
  const t = useRosterTexts();
  const [search, change] = useSearch();
  const opened = useOpened();
  const asOf = useAsOf();
  const answer = useCall(listUnits, { query: asOf.isPast ? { day: asOf.day } : {} });
  const rows = answer.data?.rows ?? [];
  const canCreate = (answer.data?.abilities.create ?? false) && !asOf.isPast;
  const isCreating = canCreate && search.act === 'new';
  const filtered = { ...(asOf.isPast ? { day: asOf.day } : {}), ...(asOf.words ? { find: asOf.words } : {}) };
  const acts = (
    <>
      {rows.length > 0 ? <ExportButton endpoint={exportUnits} request={{ query: filtered }} /> : null}
      {canCreate ? (
        <Button kind="main" icon="plus" onClick={() => change({ act: 'new', parent: opened.id })}>
          {t('units.new')}
        </Button>
      ) : null}
    </>
  );
  const count = answer.data ? t('units.count', { count: rows.length }) : undefined;
  const closeNew = () => change({ act: null, parent: null });
  const showNew = (id: string) => change({ act: null, parent: null, open: id });
  return (
    <>
      <PageHead title={t('nav.units')} note={count} acts={acts} />
      <Card flush>
        <Filters asOf={asOf} />
        <Body answer={answer} words={asOf.words} />
      </Card>
      {opened.id && !isCreating ? <UnitDrawer unitId={opened.id} isPast={asOf.isPast} onClose={opened.close} /> : null}
      {isCreating ? (
        <CreateUnitDialog units={rows} parentId={search.parent ?? ''} onClose={closeNew} onCreated={showNew} />
      ) : null}
    </>
  );
}
