import { finishTask, getCommitment } from '../../contract';
import { Button, formatDay, useCall, useLanguage } from '#ui';
import { type Entry, VersionBox, sendAgain, useOfflineTexts } from '#ui/phone';
import { usePlanTexts } from '../texts';
import { aboutCommitment, aboutTask } from './about';

const idIn = (entry: Entry, prefix: string): string =>
  entry.about.find((one) => one.startsWith(prefix))?.slice(prefix.length) ?? '';

/** How the task or the promise stands on the server, beside what was sent back. */
export default function TheirVersion({ entry }: { entry: Entry }) {
  const t = usePlanTexts();
  const offline = useOfflineTexts();
  const language = useLanguage();
  const commitmentId = idIn(entry, aboutCommitment(''));
  const taskId = idIn(entry, aboutTask(''));
  const { data } = useCall(getCommitment, { params: { commitmentId } });
  if (!data) return null;
  const task = data.tasks.find((one) => one.id === taskId);
  const filed = data.evidence.filter((one) => one.withdrawnAt === null).length;
  const facts = task
    ? [
        { label: t('phone.task'), value: task.title },
        { label: t('phone.due'), value: formatDay(task.dueOn, language) },
        {
          label: t('phone.stands'),
          value: task.doneOn ? t('task.doneOn', { day: formatDay(task.doneOn, language) }) : t('phone.stillOpen'),
        },
        ...(task.doneNote ? [{ label: t('task.note'), value: task.doneNote }] : []),
      ]
    : [
        { label: t('phone.promise'), value: data.row.title },
        { label: t('evidence.title'), value: t('commitment.evidenceCount', { count: filed }) },
      ];
  const isFinish = entry.call.address.endsWith(finishTask.path.split(':taskId')[1] ?? '');
  return (
    <>
      <VersionBox title={offline('queue.theirs')} facts={facts} />
      {isFinish && task && task.doneOn === null && (task.abilities.canFinish ?? true) ? (
        <Button
          size="sm"
          kind="quiet"
          icon="tick"
          onClick={() => void sendAgain(entry, { ...entry.call.body, revision: task.revision })}
        >
          {t('phone.finishAnyway')}
        </Button>
      ) : null}
    </>
  );
}
