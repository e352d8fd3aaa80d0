import { addTask, getBoard } from '../../../contract';
import { addDays } from '#kernel/contract';
import { Button, Checkbox, Field, Note, Overlay, TextInput, call, messageOf, newKey, useUiTexts } from '#ui';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { FacedRow } from '../../states';
import { usePlanTexts } from '../../texts';
import { planWords } from '../../words';

/** Puts a task with a day before those who answer for what is late; it stands among their duties at once. */
export function ChaseDialog({
  rows,
  today,
  onClose,
}: {
  rows: readonly FacedRow[];
  today: string;
  onClose: () => void;
}) {
  const t = usePlanTexts();
  const say = useUiTexts();
  const [picked, setPicked] = useState(() => new Set(rows.filter(isOwned).map((row) => row.id)));
  const [dueOn, setDueOn] = useState(addDays(today, 7));
  const chase = useChase(onClose);
  const toggle = (id: string): void => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  };
  const send = () =>
    void chase.send(
      rows.filter((row) => isOwned(row) && picked.has(row.id)),
      dueOn,
    );
  const acts = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button
        kind="quiet"
        isBusy={chase.isBusy}
        {...(picked.size === 0 ? { whyNot: t('chase.pickOne') } : {})}
        onClick={send}
      >
        {t('chase.send', { count: picked.size })}
      </Button>
    </>
  );
  return (
    <Overlay title={t('board.chase')} onClose={onClose} acts={acts}>
      <div className="col g12">
        <p>{t('chase.what')}</p>
        {rows.map((row) => (
          <Checkbox
            key={row.id}
            label={<LateOne row={row} />}
            disabled={!isOwned(row)}
            checked={picked.has(row.id)}
            onChange={() => toggle(row.id)}
          />
        ))}
        <Field label={t('chase.dueOn')}>
          <TextInput type="date" value={dueOn} min={today} onChange={(event) => setDueOn(event.target.value)} />
        </Field>
        {chase.error ? <Note kind="refuse">{messageOf(chase.error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}

const isOwned = (row: FacedRow) => (row.officerId ?? row.unitId) !== null;

function LateOne({ row }: { row: FacedRow }) {
  const t = usePlanTexts();
  const who = [row.unitName, row.officerName].filter(Boolean).join(' ');
  return (
    <span>
      <b {...planWords}>{row.title}</b>{' '}
      <span className="c-late">
        {row.lateDays > 0 ? t('board.daysLate', { count: row.lateDays }) : t('board.missed')}
      </span>
      <br />
      <span className="dim t13">{who || t('chase.nobody')}</span>
    </span>
  );
}

/** One task after the other, each under its key: a second try after a lost line sends only the rest. */
function useChase(onDone: () => void) {
  const t = usePlanTexts();
  const client = useQueryClient();
  const [error, setError] = useState<Error | null>(null);
  const [isBusy, setBusy] = useState(false);
  const done = useRef(new Set<string>());
  const keys = useRef(new Map<string, string>());
  const send = async (rows: readonly FacedRow[], dueOn: string): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      for (const row of rows.filter((one) => !done.current.has(one.id))) {
        const key = keys.current.get(row.id) ?? newKey();
        keys.current.set(row.id, key);
        const body = {
          title: t('chase.taskTitle', { title: row.title }),
          unitId: row.unitId,
          personId: row.officerId,
          dueOn,
        };
        await call(addTask, { params: { commitmentId: row.id }, body }, { idempotencyKey: key });
        done.current.add(row.id);
      }
      await client.invalidateQueries({ queryKey: [getBoard.name] });
      onDone();
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setBusy(false);
    }
  };
  return { send, error, isBusy };
}
