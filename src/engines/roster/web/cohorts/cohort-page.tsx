import { type CohortRow, listCohorts, retireCohort, showCohort } from '../../contract';
import { isDay } from '#kernel/contract';
import {
  Button,
  ConfirmDialog,
  ErrorState,
  Segmented,
  Skeleton,
  ToneTag,
  navigate,
  showToast,
  useAct,
  useCall,
  useParams,
  useSearch,
  useToday,
} from '#ui';
import { PageHead } from '#ui/desktop';
import { useState } from 'react';
import { Sentences } from './cohorts-page';
import './cohorts.css';
import { CompareDays } from './compare-days';
import { MemberList } from './member-list';
import { useCohortTexts } from './texts';
import { useNaming } from './use-naming';
import { VersionList } from './version-list';

const shows = ['members', 'compare', 'versions'] as const;

function Acts({ cohort }: { cohort: CohortRow }) {
  const t = useCohortTexts();
  const [isRetiring, setRetiring] = useState(false);
  const act = useAct(retireCohort, {
    changes: [listCohorts, showCohort],
    onDone: () => (showToast(t('retireDone')), setRetiring(false)),
  });
  const { abilities, id } = cohort;
  return (
    <>
      {abilities.retire ? (
        <Button kind="text" onClick={() => setRetiring(true)}>
          {t('retire')}
        </Button>
      ) : null}
      {abilities.copy ? (
        <Button onClick={() => navigate(`/admin/cohorts/new/edit?copy=${id}`)}>{t('copy')}</Button>
      ) : null}
      {abilities.save ? <Button onClick={() => navigate(`/admin/cohorts/${id}/edit`)}>{t('edit')}</Button> : null}
      {isRetiring ? (
        <ConfirmDialog
          title={t('retireTitle', { name: cohort.name })}
          confirm={t('retire')}
          isBusy={act.isUnderWay}
          error={act.error}
          onConfirm={() => void act.act({ params: { id }, body: { version: cohort.version } })}
          onClose={() => setRetiring(false)}
        >
          {t('retireWhat')}
        </ConfirmDialog>
      ) : null}
    </>
  );
}

const noNames = {};

/** A cohort as of a day: who is in and why, who came and went between two days, and what it asked before. */
export default function CohortPage() {
  const t = useCohortTexts();
  const today = useToday();
  const { cohortId } = useParams<'cohortId'>();
  const [search, change] = useSearch();
  const day = search.day && isDay(search.day) ? search.day : today;
  const asked = { day, ...(search.unitId ? { unitId: search.unitId } : {}) };
  const answer = useCall(showCohort, { params: { id: cohortId }, query: asked });
  const naming = useNaming(answer.data?.unitNames ?? noNames, answer.data?.youthAge ?? 0);
  if (answer.error && !answer.data)
    return <ErrorState isPage error={answer.error} onRetry={() => void answer.refetch()} />;
  if (!answer.data) return <Skeleton lines={10} />;
  const { cohort, count, versions } = answer.data;
  const show = shows.find((one) => one === search.show) ?? 'members';
  const tag = cohort.retiredOn === null ? null : <ToneTag tone="none">{t('retired')}</ToneTag>;
  const crumbs = [{ label: t('title'), to: '/admin/cohorts' }];
  return (
    <>
      <PageHead title={cohort.name} crumbs={crumbs} tag={tag} acts={<Acts cohort={cohort} />} />
      <div className="dim">
        <Sentences row={cohort} naming={naming} />
        {cohort.note ? <div>{cohort.note}</div> : null}
      </div>
      <Segmented
        label={t('title')}
        value={show}
        options={shows.map((value) => ({ value, label: t(value) }))}
        onChange={(next) => change({ show: next === 'members' ? null : next })}
      />
      {show === 'members' ? <MemberList cohortId={cohortId} day={day} count={count} naming={naming} /> : null}
      {show === 'compare' ? <CompareDays cohortId={cohortId} naming={naming} /> : null}
      {show === 'versions' ? <VersionList versions={versions} naming={naming} /> : null}
    </>
  );
}
