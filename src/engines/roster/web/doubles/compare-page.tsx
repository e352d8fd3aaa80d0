import { previewMerge } from '../../contract';
import { ButtonLink, EmptyState, ErrorState, Skeleton, useCall, useSearch } from '#ui';
import { PageHead } from '#ui/desktop';
import '../styles/doubles.css';
import { CompareForm } from './compare-form';
import { useDoubleTexts } from './texts';

const LIST = '/admin/people/doubles';

/** Two records side by side: which stays, and of each field which value. The address names both. */
export default function ComparePage() {
  const t = useDoubleTexts();
  const [{ stays, goes }, change] = useSearch();
  const isAsked = stays !== undefined && goes !== undefined;
  const query = { survivorId: stays ?? '', mergedId: goes ?? '' };
  const answer = useCall(previewMerge, { query }, { enabled: isAsked });
  const { data } = answer;
  const preview = data && data.survivor.person.id === stays && data.merged.person.id === goes ? data : null;
  return (
    <>
      <PageHead title={t('compare.title')} crumbs={[{ label: t('compare.back'), to: LIST }]} />
      {!isAsked ? (
        <EmptyState title={t('list.none')} act={<ButtonLink to={LIST}>{t('compare.back')}</ButtonLink>} />
      ) : preview !== null ? (
        <CompareForm
          key={`${stays}.${goes}`}
          preview={preview}
          onSwap={() => change({ stays: goes, goes: stays }, { replace: true })}
        />
      ) : answer.error ? (
        <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
      ) : (
        <Skeleton lines={8} />
      )}
    </>
  );
}
