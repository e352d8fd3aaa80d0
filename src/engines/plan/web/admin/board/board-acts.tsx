import { type PlanSummary, exportBoard, exportEvidence, exportMyDuties } from '../../../contract';
import { Button, Note, Segmented, useCan, useScope, useSearch, useUiTexts } from '#ui';
import { messageOf } from '#ui';
import { ExportFault, useExport } from '#ui/desktop';
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

/** The plan's lists as Excel files: the board as it is shown, the evidence behind it, the own duties. */
function useTables(plan: PlanSummary) {
  const t = usePlanTexts();
  const may = useCan();
  const { unitId } = useScope();
  const [search] = useSearch();
  const params = { planId: plan.id };
  const shown = { ...(unitId ? { unitId } : {}), ...(search.show === 'late' ? { show: 'late' } : {}) };
  const board = useExport(exportBoard, { params, query: shown });
  const evidence = useExport(exportEvidence, { params });
  const duties = useExport(exportMyDuties, {});
  const files = [
    { file: board, label: t('export.board'), isAllowed: true },
    { file: evidence, label: t('export.evidence'), isAllowed: may('plan.evidence.read') },
    { file: duties, label: t('export.duties'), isAllowed: may('plan.task.read') },
  ];
  const allowed = files.filter(({ isAllowed }) => isAllowed);
  const acts = allowed.map(({ file, label }): MenuAct => ({ label, icon: 'table', act: () => void file.save() }));
  return { acts, isUnderWay: files.some(({ file }) => file.isUnderWay), failed: files.find(({ file }) => file.error) };
}

/** Export, the other pages of this plan, and the one red act: to chase what is late. */
export function BoardActs(props: { plan: PlanSummary; late: number; onChase: () => void; onParent: () => void }) {
  const { plan, late, onChase, onParent } = props;
  const t = usePlanTexts();
  const say = useUiTexts();
  const may = useCan();
  const file = useReportFile(plan);
  const tables = useTables(plan);
  const at = `/plan/${plan.id}`;
  const reports: MenuAct[] = [
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
    ...(plan.parentPlanId
      ? [{ label: t('above.readParent'), icon: 'plan' as const, to: `/plan/${plan.parentPlanId}/text` }]
      : []),
    ...(may('plan.plan.review') ? [{ label: t('above.chooseParent'), icon: 'plan' as const, act: onParent }] : []),
    { label: t('nav.directives'), icon: 'file', to: '/plan/directives' },
    ...(may('plan.plan.import') ? [{ label: t('nav.import'), icon: 'upload' as const, to: '/plan/import' }] : []),
  ];
  return (
    <>
      <ActMenu label={t('nav.more')} icon="more" acts={others} />
      <ActMenu
        label={tables.isUnderWay || file.isBusy ? say('export.busy') : t('board.export')}
        icon="download"
        acts={[...tables.acts, ...(may('plan.report.read') ? reports : [])]}
      />
      {may('plan.task.write') && late > 0 ? (
        <Button kind="main" onClick={onChase}>
          {t('board.chase')}
        </Button>
      ) : null}
      <ExportFault error={tables.failed?.file.error ?? null} onRetry={() => void tables.failed?.file.save()} />
      {file.error ? <Note kind="refuse">{messageOf(file.error, say)}</Note> : null}
    </>
  );
}
