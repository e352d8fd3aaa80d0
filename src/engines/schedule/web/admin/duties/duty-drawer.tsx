import {
  type DutyRow,
  type DutyYear,
  type OccurrenceRow,
  endDuty,
  getDutyEvidence,
  isDone,
  isStopped,
  listDuties,
} from '../../../contract';
import { FormDialog } from '#engines/roster/web';
import { isDay } from '#kernel/contract';
import {
  Button,
  ConfirmDialog,
  DayInput,
  EmptyState,
  Field,
  Icon,
  Link,
  TextArea,
  addressOf,
  formatDay,
  formatDayShort,
  formatWindow,
  showToast,
  useAct,
  useCan,
  useLanguage,
  useToday,
  useUiTexts,
} from '#ui';
import { Drawer } from '#ui/desktop';
import { type ReactNode, useState } from 'react';
import { unquoted } from '../../event-days';
import '../../styles/event.css';
import { MarkForm } from '../../pieces/mark-form';
import { RoundStateTag } from '../../pieces/round-state';
import { useRhythmWords } from '../../rhythm-words';
import { useScheduleTexts } from '../../texts';
import { DutyForm } from './duty-form';
import { useDoer } from './duty-table';

function Facts({ duty, posts }: { duty: DutyRow; posts: ReadonlyMap<string, string> }) {
  const t = useScheduleTexts();
  const language = useLanguage();
  const rhythm = useRhythmWords();
  const doer = useDoer(posts);
  const may = useCan();
  const commitments = duty.tags.filter((tag) => tag.startsWith('commitment:')).map((tag) => tag.slice(11));
  const line = (label: string, value: ReactNode) => (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
  return (
    <dl className="ev-facts">
      {line(
        t('duty.rhythm'),
        <>
          {rhythm(duty)}{' '}
          {duty.words && duty.words !== rhythm(duty) ? (
            <span className="dim">{t('quoted', { words: unquoted(duty.words) })}</span>
          ) : null}
        </>,
      )}
      {line(t('list.unit'), duty.unit.name)}
      {line(t('duty.doer'), doer(duty) || t('duty.nobody'))}
      {line(
        t('duty.runs'),
        duty.endsOn === null
          ? t('duty.since', { day: formatDay(duty.startsOn, language) })
          : formatWindow(duty.startsOn, duty.endsOn, language),
      )}
      {commitments.length > 0 && may('plan.plan.read')
        ? line(
            t('event.plan'),
            commitments.map((id) => (
              <div key={id}>
                <Link to={`/plan/commitments/${id}`}>{t('duty.openCommitment')}</Link>
              </div>
            )),
          )
        : null}
    </dl>
  );
}

function Round({ round, canMark, onMark }: { round: OccurrenceRow; canMark: boolean; onMark: () => void }) {
  const t = useScheduleTexts();
  const language = useLanguage();
  return (
    <li>
      <div className="row g8 wrap">
        <span className="ink sp">{formatWindow(round.from, round.to, language)}</span>
        <RoundStateTag round={round} />
        {canMark && round.state !== 'ahead' ? (
          <Button size="sm" kind={isDone(round) ? 'text' : 'quiet'} onClick={onMark}>
            {isDone(round) ? t('duty.correct') : t('duty.mark')}
          </Button>
        ) : null}
      </div>
      {round.doneOn ? (
        <p className="t13">
          <span className="dim">{t('duty.doneOnDay', { day: formatDayShort(round.doneOn, language) })}</span>{' '}
          {round.note}
        </p>
      ) : null}
      {round.evidence.map((one) => (
        <a
          key={one.id}
          className="row g4 t13"
          href={addressOf(getDutyEvidence, { params: { id: round.dutyId, evidenceId: one.id } })}
          target="_blank"
          rel="noreferrer"
        >
          <Icon name="file" size="s" />
          {one.name}
        </a>
      ))}
    </li>
  );
}

/** Stops a duty with a last day: what was done stays, what is ahead falls away. */
function StopDialog({ duty, onClose }: { duty: DutyRow; onClose: () => void }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [values, setValues] = useState({ endsOn: today, reason: '' });
  const [isTried, setTried] = useState(false);
  const act = useAct(endDuty, {
    changes: [listDuties],
    onDone: () => {
      showToast(t('duty.stopped'));
      onClose();
    },
  });
  const { endsOn, reason } = values;
  const faults = {
    endsOn: isDay(endsOn) ? undefined : ui('field.dayWrong'),
    reason: reason.trim() === '' ? ui('field.missing') : undefined,
  };
  const submit = (): boolean => {
    setTried(true);
    if (faults.endsOn || faults.reason) return false;
    void act.act({ params: { id: duty.id }, body: { version: duty.version, endsOn, reason: reason.trim() } });
    return true;
  };
  const dialog = { title: t('duty.stopTitle', { title: duty.title }), effect: t('duty.stopWhat'), error: act.error };
  return (
    <FormDialog {...dialog} submit={t('duty.stop')} isBusy={act.isUnderWay} onSubmit={submit} onClose={onClose}>
      <Field label={t('duty.lastDay')} fault={isTried ? faults.endsOn : undefined}>
        <DayInput value={endsOn} onChange={(next) => setValues({ ...values, endsOn: next })} />
      </Field>
      <Field label={ui('confirm.reason')} fault={isTried ? faults.reason : undefined}>
        <TextArea
          rows={2}
          maxLength={500}
          value={reason}
          placeholder={t('duty.stopExample')}
          onChange={(event) => setValues({ ...values, reason: event.target.value })}
        />
      </Field>
    </FormDialog>
  );
}

/** Lets a duty that was stopped go on, without a last day. */
function GoOnDialog({ duty, onClose }: { duty: DutyRow; onClose: () => void }) {
  const t = useScheduleTexts();
  const act = useAct(endDuty, {
    changes: [listDuties],
    onDone: () => {
      showToast(t('duty.goesOn'));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      title={t('duty.goOnTitle', { title: duty.title })}
      confirm={t('duty.goOn')}
      asksReason
      isBusy={act.isUnderWay}
      error={act.error}
      onClose={onClose}
      onConfirm={(reason) =>
        void act.act({ params: { id: duty.id }, body: { version: duty.version, endsOn: null, reason } })
      }
    >
      <p>{t('duty.goOnWhat')}</p>
    </ConfirmDialog>
  );
}

type Layer = 'change' | 'stop' | 'goOn' | OccurrenceRow | null;

/** One duty: its facts, every round of the year with what was done, and its acts. */
export function DutyDrawer({
  year,
  posts,
  onClose,
}: {
  year: DutyYear;
  posts: ReadonlyMap<string, string>;
  onClose: () => void;
}) {
  const t = useScheduleTexts();
  const today = useToday();
  const [layer, setLayer] = useState<Layer>(null);
  const { duty, rounds } = year;
  const close = () => setLayer(null);
  const { canChange, canEnd, canMark } = duty.abilities;
  const acts = (
    <>
      {canEnd ? (
        duty.endsOn === null ? (
          <Button kind="text" onClick={() => setLayer('stop')}>
            {t('duty.stop')}
          </Button>
        ) : (
          <Button kind="text" onClick={() => setLayer('goOn')}>
            {t('duty.goOn')}
          </Button>
        )
      ) : null}
      {canChange ? (
        <Button icon="edit" onClick={() => setLayer('change')}>
          {t('act.change')}
        </Button>
      ) : null}
    </>
  );
  if (layer === 'change') return <DutyForm duty={duty} onClose={close} />;
  return (
    <Drawer
      title={duty.title}
      note={isStopped(duty, today) ? t('duty.show_stopped') : undefined}
      onClose={onClose}
      acts={canChange || canEnd ? acts : undefined}
    >
      <Facts duty={duty} posts={posts} />
      <h3 className="du-head">
        {t('duty.rounds')}{' '}
        <span className="dim t12">{t('duty.doneOf', { done: year.done, count: rounds.length })}</span>
      </h3>
      {rounds.length === 0 ? (
        <EmptyState icon="clock" title={t('duty.noRounds')} />
      ) : (
        <ol className="du-rounds">
          {rounds.map((round) => (
            <Round key={round.key} round={round} canMark={canMark ?? false} onMark={() => setLayer(round)} />
          ))}
        </ol>
      )}
      {layer === 'stop' ? <StopDialog duty={duty} onClose={close} /> : null}
      {layer === 'goOn' ? <GoOnDialog duty={duty} onClose={close} /> : null}
      {layer !== null && typeof layer === 'object' ? <MarkForm round={layer} onClose={close} /> : null}
    </Drawer>
  );
}
