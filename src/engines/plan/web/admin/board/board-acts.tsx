import type { PlanSummary } from '../../../contract';
import { Button, Note, Segmented, useCan, useSearch, useUiTexts } from '#ui';
import { messageOf } from '#ui';
import { usePlanTexts } from '../../texts';
import { ActMenu, type MenuAct } from '../act-menu';
import { useReportFile } from '../report-file';

export type Show = 'key' | 'all' | 'late';

export function ShowSwitch({ show, all, late }: { show: Show; all: number; late: number }) {
  const t = usePlanTexts();
  const [, change] = useSearch();
  const options = [
    { value: 'key' as const, label: t('board.key') },
    { value: 'all' as const, label: t('board.all', { count: all }) },
    { value: 'late' as const, label: t('board.late', { count: late }) },
  ];
  const pick = (value: Show) => change({ show: value === 'key' ? null : value, open: null });
  return <Segmented label={t('board.which')} value={show} options={options} onChange={pick} />;
}

/** Export, the other pages of this plan, and the one red act: to chase what is late. */
export function BoardActs({ plan, late, onChase }: { plan: PlanSummary; late: number; onChase: () => void }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const may = useCan();
  const file = useReportFile(plan);
  const at = `/plan/${plan.id}`;
  const exports: MenuAct[] = [
    { label: file.isBusy ? t('report.preparing') : t('report.word'), icon: 'download', act: () => void file.save() },
    { label: t('report.printPage'), icon: 'print', to: `${at}/report` },
  ];
  const others: MenuAct[] = [
    { label: t('nav.timeline'), icon: 'columns', to: `${at}/timeline` },
    { label: t('nav.calendar'), icon: 'calendar', to: `${at}/calendar` },
    {
      label: t('nav.screen'),
      icon: 'eye',
      act: () => void window.open(`/screen${at}`, '_blank', 'noopener'),
    },
    { label: t('nav.versions'), icon: 'clock', to: `${at}/versions` },
    { label: t('nav.compare'), icon: 'table', to: `${at}/compare` },
    ...(may('plan.plan.review') ? [{ label: t('nav.next'), icon: 'edit' as const, to: `${at}/next` }] : []),
    { label: t('nav.directives'), icon: 'file', to: '/plan/directives' },
    ...(may('plan.plan.import') ? [{ label: t('nav.import'), icon: 'upload' as const, to: '/plan/import' }] : []),
  ];
  return (
    <>
      <ActMenu label={t('nav.more')} icon="more" acts={others} />
      {may('plan.report.read') ? <ActMenu label={t('board.export')} icon="download" acts={exports} /> : null}
      {may('plan.task.write') && late > 0 ? (
        <Button kind="main" onClick={onChase}>
          {t('board.chase')}
        </Button>
      ) : null}
      {file.error ? <Note kind="refuse">{messageOf(file.error, say)}</Note> : null}
    </>
  );
}
