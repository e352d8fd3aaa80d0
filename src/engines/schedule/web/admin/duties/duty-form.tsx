import { type DutyRow, changeDuty, createDuty, listDuties } from '../../../contract';
import { PersonPick, UnitPick } from '#engines/roster/web';
import {
  Button,
  Chip,
  DayInput,
  Field,
  Note,
  Select,
  TextInput,
  focusFirstFault,
  messageOf,
  showToast,
  useAct,
  useCan,
  useDraft,
  useScope,
  useSearch,
  useSession,
  useUiTexts,
} from '#ui';
import { Drawer } from '#ui/desktop';
import { type FormEvent, useRef, useState } from 'react';
import { useRhythmWords } from '../../rhythm-words';
import { useScheduleTexts } from '../../texts';
import { usePosts } from './posts';
import { type DutyDraft, blankDraft, draftOf, dutyOf, useDutyFaults } from './duty-draft';
import { RhythmFields, type RhythmProps } from './rhythm-fields';

function MainFields({ draft, faults, set, isNew }: RhythmProps & { isNew: boolean }) {
  const t = useScheduleTexts();
  return (
    <>
      <Field label={t('duty.title')} name="title" fault={faults.title}>
        <TextInput
          data-autofocus
          value={draft.title}
          maxLength={120}
          placeholder={t('duty.titleExample')}
          onChange={(event) => set({ title: event.target.value })}
        />
      </Field>
      {isNew ? (
        <Field label={t('list.unit')} name="unitId" fault={faults.unitId}>
          <UnitPick value={draft.unitId} onChange={(unitId) => set({ unitId })} />
        </Field>
      ) : null}
    </>
  );
}

/** A post is better than a name: it goes on when the person changes. */
function DoerFields({ draft, set }: RhythmProps) {
  const t = useScheduleTexts();
  const may = useCan();
  const posts = usePosts();
  return (
    <>
      <Field label={t('duty.post')} isOptional width="half" hint={t('duty.postHint')}>
        <Select
          blank={t('duty.nobody')}
          options={[...posts].map(([value, label]) => ({ value, label }))}
          value={draft.post}
          onChange={(event) => set({ post: event.target.value })}
        />
      </Field>
      {may('roster.person.read') ? (
        <Field label={t('duty.person')} isOptional width="half">
          <PersonPick
            label={t('duty.person')}
            name={draft.personName}
            onPick={(person) => set({ personId: person.id, personName: person.name })}
            onClear={() => set({ personId: '', personName: '' })}
          />
        </Field>
      ) : null}
    </>
  );
}

function SourceFields({ draft, faults, set, isFixed }: RhythmProps & { isFixed: boolean }) {
  const t = useScheduleTexts();
  const withoutTag = (tag: string) => set({ tags: draft.tags.filter((one) => one !== tag) });
  return (
    <>
      {isFixed ? null : (
        <Field label={t('duty.startsOn')} name="startsOn" width="half" fault={faults.startsOn}>
          <DayInput value={draft.startsOn} onChange={(startsOn) => set({ startsOn })} />
        </Field>
      )}
      <Field label={t('duty.words')} isOptional width={isFixed ? undefined : 'half'} hint={t('duty.wordsHint')}>
        <TextInput value={draft.words} maxLength={60} onChange={(event) => set({ words: event.target.value })} />
      </Field>
      {draft.tags.some((tag) => tag.startsWith('commitment:')) ? (
        <div className="fld">
          <span className="label">{t('event.plan')}</span>
          <span className="row g8 wrap">
            {draft.tags
              .filter((tag) => tag.startsWith('commitment:'))
              .map((tag) => (
                <Chip key={tag} isOn onToggle={() => withoutTag(tag)}>
                  {t('duty.linked')}
                </Chip>
              ))}
          </span>
        </div>
      ) : null}
    </>
  );
}

function useSave(duty: DutyRow | null, onDone: () => void) {
  const options = { changes: [listDuties], onDone };
  const create = useAct(createDuty, options);
  const change = useAct(changeDuty, options);
  return {
    send: (draft: DutyDraft) => {
      const { unitId, ...body } = dutyOf(draft);
      return duty === null
        ? create.act({ body: { ...body, unitId } })
        : change.act({ params: { id: duty.id }, body: { ...body, version: duty.version } });
    },
    error: create.error ?? change.error,
    isUnderWay: create.isUnderWay || change.isUnderWay,
  };
}

/** States a duty or changes it; what is typed survives a reload. */
export function DutyForm({ duty, onClose }: { duty: DutyRow | null; onClose: () => void }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const { me } = useSession();
  const { year } = useScope();
  const [search] = useSearch();
  const form = useRef<HTMLFormElement>(null);
  const words = useRhythmWords();
  const [start] = useState(() => (duty ? draftOf(duty) : blankDraft(year, me.roles[0]?.unitId ?? '', search.tag)));
  const key = duty ? `schedule.duty.${duty.id}.${duty.version}` : 'schedule.newDuty';
  const draft = useDraft<DutyDraft>(key, start);
  const [isTried, setTried] = useState(false);
  const found = useDutyFaults()(draft.values);
  const faults = isTried ? found : {};
  const save = useSave(duty, () => {
    draft.drop();
    showToast(duty ? t('change.done') : t('duty.created'));
    onClose();
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(found).length > 0) return void requestAnimationFrame(() => focusFirstFault(form.current));
    void save.send(draft.values);
  };
  const isFixed = duty?.isRhythmFixed ?? false;
  const parts = { draft: draft.values, faults, set: draft.set };
  const acts = (
    <>
      <Button onClick={onClose}>{ui('cancel')}</Button>
      <Button kind="main" isBusy={save.isUnderWay} onClick={() => form.current?.requestSubmit()}>
        {duty ? t('save') : t('duty.create')}
      </Button>
    </>
  );
  return (
    <Drawer title={duty ? t('duty.changeTitle') : t('duty.new')} note={duty?.title} onClose={onClose} acts={acts}>
      <form ref={form} noValidate className="fields" onSubmit={submit}>
        <MainFields {...parts} isNew={duty === null} />
        {duty && isFixed ? <Note>{t('duty.fixed', { rhythm: words(duty) })}</Note> : <RhythmFields {...parts} />}
        <DoerFields {...parts} />
        <SourceFields {...parts} isFixed={isFixed} />
        {save.error ? <Note kind="refuse">{messageOf(save.error, ui)}</Note> : null}
      </form>
    </Drawer>
  );
}
