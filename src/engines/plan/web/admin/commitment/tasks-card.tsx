import { type Task, addTask, finishTask, getCommitment } from '../../../contract';
import { addDays, tagOf } from '#kernel/contract';
import {
  Button,
  ButtonLink,
  Card,
  ConfirmDialog,
  DayInput,
  Field,
  Note,
  TextInput,
  ToneTag,
  formatDayShort,
  messageOf,
  useAct,
  useCan,
  useLanguage,
  useUiTexts,
} from '#ui';
import { useState } from 'react';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import type { CommitmentPage } from '../explanation';
import { PersonPick, UnitPick } from '../roster-picks';
import { useAbility } from './use-ability';

/** Who does what by when. */
export function TasksCard({ page, today }: { page: CommitmentPage; today: string }) {
  const t = usePlanTexts();
  const can = useAbility(page);
  const [isAdding, setAdding] = useState(false);
  const [asked, setAsked] = useState<Task | null>(null);
  const open = page.tasks.filter((task) => task.doneOn === null).length;
  const may = useCan();
  const canAdd = can('canAddTask', 'plan.task.write') && !isAdding;
  const acts = canAdd ? (
    <>
      {may('schedule.event.write') ? (
        <ButtonLink
          size="sm"
          kind="text"
          icon="again"
          to={`/duties?act=new&tag=${encodeURIComponent(tagOf('commitment', page.row.id))}`}
        >
          {t('task.newDuty')}
        </ButtonLink>
      ) : null}
      <Button size="sm" icon="plus" onClick={() => setAdding(true)}>
        {t('task.add')}
      </Button>
    </>
  ) : null;
  return (
    <Card
      title={t('task.title')}
      note={page.tasks.length > 0 ? t('task.open', { count: open }) : null}
      acts={acts}
      flush
    >
      {page.tasks.map((task) => (
        <TaskLine key={task.id} task={task} today={today} onAsk={() => setAsked(task)} />
      ))}
      {page.tasks.length === 0 && !isAdding ? <p className="plan-foot dim">{t('task.none')}</p> : null}
      {isAdding ? <TaskForm page={page} today={today} onEnd={() => setAdding(false)} /> : null}
      {asked ? <FinishDialog task={asked} onClose={() => setAsked(null)} /> : null}
    </Card>
  );
}

function TaskLine({ task, today, onAsk }: { task: Task; today: string; onAsk: () => void }) {
  const t = usePlanTexts();
  const language = useLanguage();
  const isDone = task.doneOn !== null;
  const who = [task.unitName, task.personName].filter(Boolean).join(' ');
  return (
    <div className="li plan-task">
      <div className="mid">
        <b className={isDone ? 'dim' : undefined} {...planWords}>
          {task.title}
        </b>
        <span>
          <span {...planWords}>{who}</span> · {t('task.dueOn', { day: formatDayShort(task.dueOn, language) })}
          {task.doneNote ? (
            <>
              {' · '}
              <span {...planWords}>{task.doneNote}</span>
            </>
          ) : null}
        </span>
      </div>
      {isDone ? (
        <ToneTag tone="kept">{t('task.doneOn', { day: formatDayShort(task.doneOn ?? today, language) })}</ToneTag>
      ) : task.lateDays > 0 ? (
        <ToneTag tone="late">{t('board.daysLate', { count: task.lateDays })}</ToneTag>
      ) : null}
      {(task.abilities.canFinish ?? true) ? (
        <Button size="sm" {...(isDone ? {} : { icon: 'tick' as const })} onClick={onAsk}>
          {isDone ? t('task.openAgain') : t('task.finish')}
        </Button>
      ) : null}
    </div>
  );
}

function FinishDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  const t = usePlanTexts();
  const [note, setNote] = useState('');
  const act = useAct(finishTask, { changes: [getCommitment], onDone: onClose });
  const isDone = task.doneOn !== null;
  const send = (words: string) =>
    void act.act({ params: { taskId: task.id }, body: { revision: task.revision, isDone: !isDone, note: words } });
  return (
    <ConfirmDialog
      title={isDone ? t('task.openAgain') : t('task.finish')}
      confirm={isDone ? t('task.openAgain') : t('task.finish')}
      asksReason={isDone}
      isBusy={act.isUnderWay}
      error={act.error}
      onConfirm={(reason) => send(isDone ? reason : note.trim())}
      onClose={onClose}
    >
      <p {...planWords}>{task.title}</p>
      {isDone ? null : (
        <Field label={t('task.note')} isOptional>
          <TextInput value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />
        </Field>
      )}
    </ConfirmDialog>
  );
}

function TaskForm({ page, today, onEnd }: { page: CommitmentPage; today: string; onEnd: () => void }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const [title, setTitle] = useState('');
  const [unitId, setUnit] = useState(page.row.unitId ?? '');
  const [person, setPerson] = useState({ id: page.row.officerId ?? '', name: page.row.officerName ?? '' });
  const [dueOn, setDueOn] = useState<string>(addDays(today, 7));
  const [isAsked, setAsked] = useState(false);
  const act = useAct(addTask, { changes: [getCommitment], onDone: onEnd });
  const faults = {
    title: title.trim() ? undefined : t('task.titleMissing'),
    dueOn: dueOn ? undefined : t('task.dayMissing'),
    owner: unitId || person.id ? undefined : t('task.ownerMissing'),
  };
  const add = (): void => {
    setAsked(true);
    if (faults.title || faults.dueOn || faults.owner) return;
    const body = { title: title.trim(), unitId: unitId || null, personId: person.id || null, dueOn };
    void act.act({ params: { commitmentId: page.row.id }, body });
  };
  return (
    <div className="plan-inline">
      <div className="fields">
        <Field label={t('task.what')} fault={isAsked ? faults.title : undefined}>
          <TextInput
            value={title}
            maxLength={200}
            placeholder={t('task.example')}
            onChange={(event) => setTitle(event.target.value)}
            {...planWords}
          />
        </Field>
        <Field label={t('form.unit')} width="third" fault={isAsked ? faults.owner : undefined}>
          <UnitPick value={unitId} onChange={setUnit} />
        </Field>
        <Field label={t('form.officer')} width="third">
          <PersonPick
            label={t('form.officer')}
            id={person.id}
            name={person.name}
            unitId={unitId}
            onChange={(id, name) => setPerson({ id, name })}
          />
        </Field>
        <Field label={t('chase.dueOn')} width="third" fault={isAsked ? faults.dueOn : undefined}>
          <DayInput value={dueOn} yearAtHand={Number(today.slice(0, 4))} onChange={setDueOn} />
        </Field>
      </div>
      {act.error ? <Note kind="refuse">{messageOf(act.error, say)}</Note> : null}
      <div className="row">
        <span className="sp" />
        <Button size="sm" onClick={onEnd}>
          {say('cancel')}
        </Button>
        <Button size="sm" kind="quiet" isBusy={act.isUnderWay} onClick={add}>
          {t('task.add')}
        </Button>
      </div>
    </div>
  );
}
