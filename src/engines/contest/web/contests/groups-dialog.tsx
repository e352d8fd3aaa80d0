import { FormDialog } from '#engines/roster/web';
import { Field, TextArea, showToast, useAct } from '#ui';
import { useState } from 'react';
import { type ContestWhole, setGroups } from '../../contests/contract';
import { changes } from './changes';
import { useContestTexts } from './texts';

/** The groups of a contest, one to a line; a name that stays keeps its group with those in it. */
export function GroupsDialog({ contest, onClose }: { contest: ContestWhole; onClose: () => void }) {
  const t = useContestTexts();
  const [text, setText] = useState(contest.groups.map(({ name }) => name).join('\n'));
  const { act, error, isUnderWay } = useAct(setGroups, {
    changes,
    onDone: () => (showToast(t('groups.done')), onClose()),
  });
  const submit = (): boolean => {
    const names = text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
    const known = new Map(contest.groups.map(({ id, name }) => [name, id]));
    const groups = names.map((name) => ({ id: known.get(name) ?? null, name }));
    void act({ params: { id: contest.id }, body: { version: contest.version, groups } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('groups.act'), submit: t('groups.save'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      <Field label={t('groups.label')} isOptional>
        <TextArea rows={6} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
