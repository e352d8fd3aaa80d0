import { type UnitNode, type UnitRow, listUnits, unitTree } from '#engines/roster/contract';
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
import { PageHead, useOpened } from '#ui/desktop';
import { isDay } from '#kernel/contract';
import { useMemo, useState } from 'react';
import '../../styles/units.css';
import { useRosterTexts } from '../../texts';
import { CreateUnitDialog } from './unit-dialogs';
import { UnitDrawer } from './unit-drawer';
import { UnitTree } from './unit-tree';
import { useKindNames } from './use-kind-names';

/** A unit stays when its name holds the words, with all above it, so that one sees where it lies. */
function withWords(nodes: readonly UnitNode<UnitRow>[], words: string): UnitNode<UnitRow>[] {
  if (words === '') return [...nodes];
  return nodes.flatMap((node) => {
    const children = withWords(node.children, words);
    const isHit = node.unit.name.includes(words) || node.unit.shortName.includes(words);
    return isHit || children.length > 0
      ? [{ unit: node.unit, children: isHit && children.length === 0 ? node.children : children }]
      : [];
  });
}

/** The tree of units as it was on a day; each opens with its history and what may be done. */
export default function UnitsPage() {
  const t = useRosterTexts();
  const language = useLanguage();
  const today = useToday();
  const [search, change] = useSearch();
  const opened = useOpened();
  const [words, setWords] = useState('');
  const day = search.day && isDay(search.day) ? search.day : today;
  const isPast = day !== today;
  const answer = useCall(listUnits, { query: isPast ? { day } : {} });
  const kindNames = useKindNames();
  const rows = answer.data?.rows ?? [];
  const tree = useMemo(() => withWords(unitTree(rows), words.trim()), [rows, words]);
  const canCreate = (answer.data?.abilities.create ?? false) && !isPast;
  const acts = canCreate ? (
    <Button kind="main" icon="plus" onClick={() => change({ act: 'new', parent: opened.id })}>
      {t('units.new')}
    </Button>
  ) : null;
  const setDay = (next: string) =>
    (next === '' || isDay(next)) && change({ day: next === '' || next === today ? null : next });
  return (
    <>
      <PageHead
        title={t('nav.units')}
        note={answer.data ? t('units.count', { count: rows.length }) : undefined}
        acts={acts}
      />
      <Card flush>
        <div className="filters" role="search">
          <span className="in-with">
            <span className="before">
              <Icon name="search" size="s" />
            </span>
            <TextInput
              type="search"
              aria-label={t('units.find')}
              placeholder={t('units.find')}
              value={words}
              onChange={(event) => setWords(event.target.value)}
            />
          </span>
          <span className="dim t13">{t('units.asOf')}</span>
          <DayInput label={t('units.asOf')} value={day} onChange={setDay} />
          {isPast ? (
            <Button size="sm" kind="text" onClick={() => change({ day: null })}>
              {t('units.backToToday')}
            </Button>
          ) : null}
        </div>
        {isPast ? (
          <div className="pad">
            <Note>{t('units.asOfNote', { day: formatDay(day, language) })}</Note>
          </div>
        ) : null}
        {answer.error && !answer.data ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : answer.isPending ? (
          <Skeleton lines={10} />
        ) : tree.length === 0 ? (
          <EmptyState icon="search" title={words ? t('units.noneFound') : t('units.none')}>
            {words ? t('units.noneFoundAdvice') : t('units.noneAdvice')}
          </EmptyState>
        ) : (
          <UnitTree
            tree={tree}
            kindNames={kindNames}
            openId={opened.id}
            onOpen={opened.open}
            isAllOpen={words.trim() !== ''}
          />
        )}
      </Card>
      {opened.id && search.act !== 'new' ? (
        <UnitDrawer unitId={opened.id} isPast={isPast} onClose={opened.close} />
      ) : null}
      {canCreate && search.act === 'new' ? (
        <CreateUnitDialog
          units={rows}
          parentId={search.parent ?? ''}
          onClose={() => change({ act: null, parent: null })}
        />
      ) : null}
    </>
  );
}
