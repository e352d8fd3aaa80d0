import { Segmented, useSearch } from '#ui';
import '../styles/doubles.css';
import { DifferenceList } from './difference-list';
import { GroupList } from './group-list';
import { MergeList } from './merge-list';
import { useDoubleTexts } from './texts';

const views = ['list', 'different', 'merges'] as const;
type View = (typeof views)[number];

/** What may be one person, what was told apart, and what was merged. */
export default function DoublesPage() {
  const t = useDoubleTexts();
  const [search, change] = useSearch();
  const view: View = views.find((one) => one === search.show) ?? 'list';
  const choice = (
    <div className="row">
      <Segmented
        label={t('views.label')}
        value={view}
        options={views.map((value) => ({ value, label: t(`views.${value}`) }))}
        onChange={(next) => change({ show: next === 'list' ? null : next, reason: null, undo: null })}
      />
    </div>
  );
  if (view === 'different') return <DifferenceList above={choice} />;
  return view === 'merges' ? <MergeList above={choice} /> : <GroupList above={choice} />;
}
