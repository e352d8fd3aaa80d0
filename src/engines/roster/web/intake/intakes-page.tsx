import { beginIntake, getIntakeTemplate, listIntakes, INTAKE_MAX_BYTES, type IntakeRun } from '../../contract';
import {
  Button,
  Card,
  Note,
  UploadBox,
  formatMoment,
  formatNumber,
  messageOf,
  navigate,
  useAct,
  useLanguage,
  useUiTexts,
} from '#ui';
import { ExportFault, ListPage, useExport, type Column } from '#ui/desktop';
import { RunTag } from './run-tag';
import { useIntakeTexts } from './texts';

const MEGABYTE = 1024 * 1024;

export const addressOfRun = (id: string): string => `/admin/people/import/${id}`;

function useColumns(): readonly Column<IntakeRun>[] {
  const t = useIntakeTexts();
  const language = useLanguage();
  const count = (value: number) => formatNumber(value);
  return [
    { key: 'file', label: t('file'), cell: (run) => run.fileName },
    { key: 'state', label: t('state.label'), cell: (run) => <RunTag state={run.state} /> },
    { key: 'new', label: t('verdict.new'), isNumber: true, cell: (run) => count(run.verdicts.new) },
    { key: 'changed', label: t('verdict.changed'), isNumber: true, cell: (run) => count(run.verdicts.changed) },
    { key: 'same', label: t('verdict.same'), isNumber: true, cell: (run) => count(run.verdicts.same), isExtra: true },
    { key: 'bad', label: t('verdict.bad'), isNumber: true, cell: (run) => count(run.verdicts.bad) },
    { key: 'unit', label: t('unit'), cell: (run) => run.unitName },
    { key: 'by', label: t('by'), cell: (run) => run.createdByName },
    { key: 'at', label: t('at'), cell: (run) => formatMoment(run.createdAt, language) },
  ];
}

/** Sends a sheet and goes on to its columns; the template for whoever has none yet. */
function Upload() {
  const t = useIntakeTexts();
  const ui = useUiTexts();
  const begin = useAct(beginIntake, {
    changes: [listIntakes],
    onDone: ({ run }) => navigate(addressOfRun(run.id)),
  });
  const template = useExport(getIntakeTemplate, {});
  const send = (file: File): void => void begin.act({ query: { name: file.name.slice(0, 200) }, body: file });
  return (
    <Card
      title={t('upload.title')}
      acts={
        <Button icon="download" isBusy={template.isUnderWay} onClick={() => void template.save()}>
          {t('upload.template')}
        </Button>
      }
    >
      <div className="col g12">
        <p className="dim">{t('upload.note')}</p>
        {begin.isUnderWay ? (
          <Note>{t('upload.reading')}</Note>
        ) : (
          <UploadBox types={['.xlsx']} maxMegabytes={INTAKE_MAX_BYTES / MEGABYTE} onFile={send} />
        )}
        {begin.error ? <Note kind="refuse">{messageOf(begin.error, ui)}</Note> : null}
        <ExportFault error={template.error} onRetry={() => void template.save()} />
      </div>
    </Card>
  );
}

/** The imports so far, the latest first; each can be opened again, also while it is under way. */
export default function IntakesPage() {
  const t = useIntakeTexts();
  const columns = useColumns();
  return (
    <ListPage
      head={{ title: t('title'), crumbs: [{ label: t('people'), to: '/admin/people' }, { label: t('title') }] }}
      endpoint={listIntakes}
      columns={columns}
      keyOf={(run) => run.id}
      toOf={(run) => addressOfRun(run.id)}
      above={<Upload />}
      empty={{ title: t('none'), text: t('noneAdvice') }}
    />
  );
}
