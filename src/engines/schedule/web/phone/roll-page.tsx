import { type EventRow, getEvent, listAttendance, listSignUps, recordAttendance } from '../../contract';
import { listPeople } from '#engines/roster/contract';
import {
  Button,
  Card,
  Checkbox,
  EmptyState,
  ErrorState,
  Field,
  Note,
  Skeleton,
  TextInput,
  ToneTag,
  showToast,
  useCall,
  useCan,
  useDraft,
  useParams,
  useRows,
  useSession,
} from '#ui';
import { EntriesAbout, PhoneHead, putInQueue, queuedCall, useOfflineTexts, useQueue } from '#ui/phone';
import { useState } from 'react';
import '../styles/activities.css';
import { useScheduleTexts } from '../texts';
import { aboutEvent, aboutRoll } from './about';
import TheirVersion from './their-version';

interface Person {
  readonly id: string;
  readonly name: string;
  readonly unitName: string | null;
}

const byName = (a: Person, b: Person): number => a.name.localeCompare(b.name, 'zh-CN');

/** Those who signed up, the officer's own people, and who is on the list already; all of it is kept in the phone. */
function usePeople(eventId: string) {
  const may = useCan();
  const params = { id: eventId };
  const query = { limit: 200 };
  const kept = { isKept: true };
  const there = useRows(listAttendance, { params, query }, kept);
  const signedUp = useRows(listSignUps, { params, query }, kept);
  const own = useRows(listPeople, { query }, { ...kept, enabled: may('roster.person.read') });
  const first = signedUp.rows
    .filter((row) => row.state === 'placed')
    .map(({ personId, name, unitName }): Person => ({ id: personId, name, unitName }));
  const known = new Set(first.map((person) => person.id));
  const others = own.rows.flatMap(({ id, name, unitName }): Person[] =>
    known.has(id) ? [] : [{ id, name, unitName }],
  );
  return {
    groups: [
      { key: 'signedUp', people: first.sort(byName) },
      { key: 'own', people: others.sort(byName) },
    ] as const,
    came: new Set(there.rows.map((row) => row.personId)),
    isLoading: signedUp.isLoading && own.isLoading,
    error: there.error ?? signedUp.error,
    again: () => (there.again(), signedUp.again(), own.again()),
  };
}

/** The ids in entries that wait for this event. */
function useWaiting(eventId: string): ReadonlySet<string> {
  const { me } = useSession();
  const { entries } = useQueue(me.accountId);
  const own = entries.filter((entry) => entry.about.includes(aboutRoll(eventId)));
  return new Set(own.flatMap((entry) => (entry.call.body.personIds as string[] | undefined) ?? []));
}

const blank: { picked: readonly string[] } = { picked: [] };

/** Puts those who were ticked into the queue. */
function useRecording(event: EventRow, picked: readonly Person[], onKept: () => void) {
  const t = useScheduleTexts();
  const offline = useOfflineTexts();
  const { me } = useSession();
  const [fault, setFault] = useState('');
  const record = async (): Promise<void> => {
    const personIds = picked.map((person) => person.id);
    try {
      await putInQueue({
        accountId: me.accountId,
        module: 'schedule',
        about: [aboutEvent(event.id), aboutRoll(event.id)],
        what: t('roll.open'),
        title: event.title,
        path: `/activities/${event.id}/roll`,
        mine: [{ label: t('roll.people'), value: picked.map((person) => person.name).join(t('comma')) }],
        call: queuedCall(recordAttendance, { params: { id: event.id }, body: { personIds } }),
      });
      onKept();
      showToast(navigator.onLine ? offline('handed') : offline('kept'));
    } catch {
      setFault(offline('cannotKeep'));
    }
  };
  return { record, fault };
}

function Roll({ event }: { event: EventRow }) {
  const t = useScheduleTexts();
  const { groups, came, isLoading, error, again } = usePeople(event.id);
  const waiting = useWaiting(event.id);
  const draft = useDraft(`schedule.roll.${event.id}`, blank);
  const [words, setWords] = useState('');
  const everybody = groups.flatMap((group) => group.people);
  const picked = everybody.filter(({ id }) => draft.values.picked.includes(id) && !came.has(id) && !waiting.has(id));
  const { record, fault } = useRecording(event, picked, draft.drop);
  if (isLoading) return <Skeleton lines={6} />;
  if (everybody.length === 0 && error) return <ErrorState error={error} onRetry={again} />;
  if (everybody.length === 0)
    return (
      <EmptyState icon="people" title={t('roll.none')}>
        {t('roll.noneAdvice')}
      </EmptyState>
    );
  const toggle = (id: string): void => {
    const now = draft.values.picked;
    draft.set({ picked: now.includes(id) ? now.filter((one) => one !== id) : [...now, id] });
  };
  const marks = { came, waiting, picked: new Set(picked.map((person) => person.id)) };
  return (
    <>
      <p className="dim t13">{t('roll.lead')}</p>
      <Field label={t('roll.search')} isOptional>
        <TextInput value={words} maxLength={60} onChange={(change) => setWords(change.target.value)} />
      </Field>
      {groups.map(({ key, people }) => (
        <Names
          key={key}
          title={t(`roll.${key}`)}
          people={people}
          words={words.trim()}
          marks={marks}
          onToggle={toggle}
        />
      ))}
      {fault ? <Note kind="refuse">{fault}</Note> : null}
      <Button
        wide
        size="lg"
        kind="main"
        {...(picked.length === 0 ? { whyNot: t('roll.pickOne') } : {})}
        onClick={() => void record()}
      >
        {t('roll.submit', { count: picked.length })}
      </Button>
    </>
  );
}

interface NamesProps {
  title: string;
  people: readonly Person[];
  words: string;
  marks: Record<'came' | 'waiting' | 'picked', ReadonlySet<string>>;
  onToggle: (id: string) => void;
}

function Names({ title, people, words, marks, onToggle }: NamesProps) {
  const t = useScheduleTexts();
  const shown = people.filter((person) => person.name.includes(words));
  if (shown.length === 0) return null;
  return (
    <Card title={title} note={String(shown.length)}>
      {shown.map(({ id, name, unitName }) => {
        const isSettled = marks.came.has(id) || marks.waiting.has(id);
        return (
          <div className="row" key={id}>
            <span className="sp">
              <Checkbox
                label={
                  <>
                    <span className="ink">{name}</span> <span className="dim t13">{unitName}</span>
                  </>
                }
                checked={isSettled || marks.picked.has(id)}
                disabled={isSettled}
                onChange={() => onToggle(id)}
              />
            </span>
            {marks.came.has(id) ? <ToneTag tone="kept">{t('roll.came')}</ToneTag> : null}
            {marks.waiting.has(id) && !marks.came.has(id) ? (
              <ToneTag tone="going" icon="clock">
                {t('roll.waits')}
              </ToneTag>
            ) : null}
          </div>
        );
      })}
    </Card>
  );
}

/** Who came, ticked off a list by the host. It works without network once the page was opened with it. */
export default function RollPage() {
  const t = useScheduleTexts();
  const { id } = useParams<'id'>();
  const answer = useCall(getEvent, { params: { id } }, { isKept: true });
  return (
    <>
      <PhoneHead title={t('roll.open')} note={answer.data?.title} back={`/activities/${id}`} />
      <div className="pbody">
        <EntriesAbout about={aboutRoll(id)} Theirs={TheirVersion} />
        {answer.data ? (
          <Roll event={answer.data} />
        ) : answer.error ? (
          <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
        ) : (
          <Skeleton lines={6} />
        )}
      </div>
    </>
  );
}
