import { Segmented, useSearch } from '#ui';
import { ConsentTexts } from './consent-texts';
import { CorrectionList } from './correction-list';
import { DueList } from './due-list';
import { ErasureList } from './erasure-list';
import { OnePerson } from './one-person';
import './privacy.css';
import { usePrivacyTexts } from './texts';

const views = ['corrections', 'person', 'texts', 'erasure', 'due'] as const;

/** What people want corrected, what one person has agreed to, and what people are asked to agree to. */
export default function PrivacyPage() {
  const t = usePrivacyTexts();
  const [search, change] = useSearch();
  const view = views.find((one) => one === search.show) ?? 'corrections';
  const choice = (
    <div className="row">
      <Segmented
        label={t('views.label')}
        value={view}
        options={views.map((value) => ({ value, label: t(`views.${value}`) }))}
        onChange={(next) => change({ show: next === 'corrections' ? null : next, state: null })}
      />
    </div>
  );
  if (view === 'person') return <OnePerson above={choice} />;
  if (view === 'erasure') return <ErasureList above={choice} />;
  if (view === 'due') return <DueList above={choice} />;
  return view === 'texts' ? <ConsentTexts above={choice} /> : <CorrectionList above={choice} />;
}
