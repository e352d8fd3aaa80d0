import type { ReviewRow } from '../../../contract';
import { Button, Field, Note, Overlay, TextInput, messageOf, useSearch, useUiTexts } from '#ui';
import { useState } from 'react';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';
import { PersonPick, UnitPick } from '../roster-picks';
import type { DialogProps } from './dialog-types';
import { refOf } from './use-review';

/** Makes one commitment of several that belong together. */
export function MergeDialog({ work, rows, onClose }: DialogProps & { rows: readonly ReviewRow[] }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const [, change] = useSearch();
  const [title, setTitle] = useState(rows[0]?.title ?? '');
  const merge = async (): Promise<void> => {
    const done = await work.take({ kind: 'merge', rows: rows.map(refOf), title: title.trim() });
    if (!done) return;
    change({ row: done.rows[0]?.id ?? null, tab: null, edit: null }, { replace: true });
    onClose();
  };
  const acts = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button
        kind="quiet"
        isBusy={work.isBusy}
        {...(title.trim() ? {} : { whyNot: t('fault.title') })}
        onClick={() => void merge()}
      >
        {t('review.merge')}
      </Button>
    </>
  );
  return (
    <Overlay title={t('review.mergeTitle', { count: rows.length })} onClose={onClose} acts={acts}>
      <div className="col g16">
        <ul className="plan-merged" {...planWords}>
          {rows.map((row) => (
            <li key={row.id}>
              <span className="dim t12">{row.number}</span> {row.title}
            </li>
          ))}
        </ul>
        <Field label={t('review.mergedTitle')} fault={title.trim() ? undefined : t('fault.title')}>
          <TextInput value={title} maxLength={120} onChange={(event) => setTitle(event.target.value)} {...planWords} />
        </Field>
        {work.error ? <Note kind="refuse">{messageOf(work.error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}

/** Says for several commitments at once which unit and which officer answer for them. */
export function AssignDialog({ work, rows, onClose }: DialogProps & { rows: readonly ReviewRow[] }) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const [unitId, setUnit] = useState('');
  const [officer, setOfficer] = useState({ id: '', name: '' });
  const assign = async (): Promise<void> => {
    const step = {
      kind: 'assign' as const,
      rows: rows.map(refOf),
      unitId: unitId || null,
      officerId: officer.id || null,
    };
    if (await work.take(step)) onClose();
  };
  const acts = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button
        kind="quiet"
        isBusy={work.isBusy}
        {...(unitId || officer.id ? {} : { whyNot: t('review.assignFirst') })}
        onClick={() => void assign()}
      >
        {t('review.assign')}
      </Button>
    </>
  );
  return (
    <Overlay title={t('review.assignTitle', { count: rows.length })} onClose={onClose} acts={acts}>
      <div className="col g16 plan-tall">
        <Field label={t('form.unit')} isOptional>
          <UnitPick value={unitId} onChange={setUnit} />
        </Field>
        <Field label={t('form.officer')} isOptional>
          <PersonPick
            label={t('form.officer')}
            id={officer.id}
            name={officer.name}
            unitId={unitId}
            onChange={(id, name) => setOfficer({ id, name })}
          />
        </Field>
        {work.error ? <Note kind="refuse">{messageOf(work.error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}
