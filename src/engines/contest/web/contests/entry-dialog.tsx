import { FormDialog, PersonPick, UnitPick } from '#engines/roster/web';
import { Button, Field, Select, TextInput, showToast, useAct, useUiTexts } from '#ui';
import { useState } from 'react';
import type { ContestWhole } from '../../contests/contract';
import { type EntrantRow, changeEntrant, enterEntrants } from '../../contests/contract-entrants';
import { changes } from './changes';
import { useContestTexts } from './texts';

interface Member {
  personId: string;
  name: string;
  isCaptain: boolean;
}

const numberOf = (text: string): number | null => (/^\d{1,6}$/.test(text.trim()) ? Number(text) : null);

function useEntry(contest: ContestWhole, entrant: EntrantRow | null) {
  const [values, setValues] = useState({
    unitId: entrant?.unit.id ?? '',
    person: entrant?.personId ? { id: entrant.personId, name: entrant.name } : null,
    name: contest.entrantKind === 'team' ? (entrant?.name ?? '') : '',
    members: (entrant?.members ?? []) as Member[],
    groupId: entrant?.groupId ?? '',
    number: entrant?.number === null || entrant === null ? '' : String(entrant.number),
    rating: entrant?.rating === null || entrant === null ? '' : String(entrant.rating),
  });
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const body = {
    ...{
      members: values.members.map(({ personId, isCaptain }) => ({ personId, isCaptain })),
      name: values.name.trim(),
    },
    ...{ groupId: values.groupId === '' ? null : values.groupId, number: numberOf(values.number) },
    ...{ rating: numberOf(values.rating), seed: entrant?.seed ?? null },
  };
  const isFilled =
    contest.entrantKind === 'person'
      ? values.person !== null
      : values.unitId !== '' && (contest.entrantKind === 'unit' || body.name !== '');
  return { values, set, body, isFilled };
}

type Entry = ReturnType<typeof useEntry>;

function Members({ values, set }: Pick<Entry, 'values' | 'set'>) {
  const t = useContestTexts();
  const { members } = values;
  const keep = (next: Member[]): void => set({ members: next });
  return (
    <Field label={t('entry.members')} isOptional>
      <div className="col g8">
        {members.map((member) => (
          <div key={member.personId} className="row g8">
            <span lang="zh-CN">{member.name}</span>
            <Button
              size="sm"
              onClick={() => keep(members.map((one) => ({ ...one, isCaptain: one.personId === member.personId })))}
            >
              {t(member.isCaptain ? 'entry.isCaptain' : 'entry.makeCaptain')}
            </Button>
            <Button size="sm" onClick={() => keep(members.filter((one) => one.personId !== member.personId))}>
              {t('entry.takeOut')}
            </Button>
          </div>
        ))}
        <PersonPick
          label={t('entry.member')}
          taken={new Set(members.map(({ personId }) => personId))}
          takenWords={t('entry.inTeam')}
          onPick={({ id, name }) => keep([...members, { personId: id, name, isCaptain: members.length === 0 }])}
        />
      </div>
    </Field>
  );
}

function Who({ contest, entrant, entry }: { contest: ContestWhole; entrant: EntrantRow | null; entry: Entry }) {
  const t = useContestTexts();
  const { values, set } = entry;
  if (contest.entrantKind === 'person')
    return entrant === null ? (
      <PersonPick
        label={t('entry.person')}
        name={values.person?.name ?? ''}
        onPick={({ id, name }) => set({ person: { id, name } })}
        onClear={() => set({ person: null })}
      />
    ) : (
      <p lang="zh-CN">{entrant.name}</p>
    );
  return (
    <>
      {contest.entrantKind === 'team' ? (
        <Field label={t('entry.teamName')}>
          <TextInput maxLength={60} value={values.name} onChange={(event) => set({ name: event.target.value })} />
        </Field>
      ) : null}
      {entrant === null ? (
        <Field label={t('entry.unit')}>
          <UnitPick value={values.unitId} onChange={(unitId) => set({ unitId })} />
        </Field>
      ) : null}
      {contest.entrantKind === 'team' ? <Members values={values} set={set} /> : null}
    </>
  );
}

/** Enters one, or changes an entry before the contest starts. */
export function EntryDialog(props: { contest: ContestWhole; entrant: EntrantRow | null; onClose: () => void }) {
  const { contest, entrant, onClose } = props;
  const t = useContestTexts();
  const ui = useUiTexts();
  const entry = useEntry(contest, entrant);
  const { values, set, body, isFilled } = entry;
  const [isTried, setTried] = useState(false);
  const done = { changes, onDone: () => (showToast(t('entry.done')), onClose()) };
  const enter = useAct(enterEntrants, done);
  const change = useAct(changeEntrant, done);
  const { error, isUnderWay } = entrant === null ? enter : change;
  const submit = (): boolean => {
    setTried(true);
    if (!isFilled) return false;
    const params = { id: contest.id };
    if (entrant !== null)
      void change.act({ params: { ...params, entrantId: entrant.id }, body: { ...body, version: entrant.version } });
    else {
      const who = {
        unitId: values.unitId === '' ? contest.unit.id : values.unitId,
        personId: values.person?.id ?? null,
      };
      void enter.act({ params, body: { entrants: [{ ...body, ...who }] } });
    }
    return true;
  };
  return (
    <FormDialog
      {...{ title: t(entrant === null ? 'entry.act' : 'entry.change'), submit: t('entry.save'), error }}
      {...{ isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      <Who contest={contest} entrant={entrant} entry={entry} />
      {isTried && !isFilled ? <p className="c-refuse">{ui('field.missing')}</p> : null}
      {contest.groups.length > 0 ? (
        <Field label={t('entry.group')} width="half">
          <Select
            options={[
              { value: '', label: t('entry.noGroup') },
              ...contest.groups.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={values.groupId}
            onChange={(event) => set({ groupId: event.target.value })}
          />
        </Field>
      ) : null}
      <Field label={t('number')} width="half" isOptional>
        <TextInput
          inputMode="numeric"
          value={values.number}
          onChange={(event) => set({ number: event.target.value })}
        />
      </Field>
      {contest.kind === 'match' ? (
        <Field label={t('entry.rating')} width="half" isOptional>
          <TextInput
            inputMode="numeric"
            value={values.rating}
            onChange={(event) => set({ rating: event.target.value })}
          />
        </Field>
      ) : null}
    </FormDialog>
  );
}
