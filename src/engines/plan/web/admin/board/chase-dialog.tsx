import { addTask, getBoard } from '#engines/plan/contract';
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
  const client = useQueryClient();
  const owned = rows.filter((row) => row.officerId ?? row.unitId);
  const [picked, setPicked] = useState(() => new Set(owned.map((row) => row.id)));
  const [dueOn, setDueOn] = useState(addDays(today, 7));
  const [done, setDone] = useState<readonly string[]>([]);
  const [error, setError] = useState<Error | null>(null);
  const [isBusy, setBusy] = useState(false);
  const keys = useRef(new Map<string, string>());
  const send = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      for (const row of owned.filter((one) => picked.has(one.id) && !done.includes(one.id))) {
        const key = keys.current.get(row.id) ?? newKey();
        keys.current.set(row.id, key);
        const body = {
          title: t('chase.taskTitle', { title: row.title }),
          unitId: row.unitId,
          personId: row.officerId,
          dueOn,
        };
        await call(addTask, { params: { commitmentId: row.id }, body }, { idempotencyKey: key });
        setDone((before) => [...before, row.id]);
      }
      await client.invalidateQueries({ queryKey: [getBoard.name] });
      onClose();
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    } finally {
      setBusy(false);
    }
  };
  const toggle = (id: string): void => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    setPicked(next);
  };
  const acts = (
    <>
      <Button onClick={onClose}>{say('cancel')}</Button>
      <Button
        kind="quiet"
        isBusy={isBusy}
        {...(picked.size === 0 ? { whyNot: t('chase.pickOne') } : {})}
        onClick={() => void send()}
      >
        {t('chase.send', { count: picked.size })}
      </Button>
    </>
  );
  return (
    <Overlay title={t('board.chase')} onClose={onClose} acts={acts}>
      <div className="col g12">
        <p>{t('chase.what')}</p>
        {rows.map((row) => {
          const who = [row.unitName, row.officerName].filter(Boolean).join(' ');
          const label = (
            <span>
              <b {...planWords}>{row.title}</b>{' '}
              <span className="c-late">
                {row.lateDays > 0 ? t('board.daysLate', { count: row.lateDays }) : t('board.missed')}
              </span>
              <br />
              <span className="dim t13">{who || t('chase.nobody')}</span>
            </span>
          );
          const isOwned = who !== '';
          return (
            <Checkbox
              key={row.id}
              label={label}
              disabled={!isOwned}
              checked={picked.has(row.id)}
              onChange={() => toggle(row.id)}
            />
          );
        })}
        <Field label={t('chase.dueOn')}>
          <TextInput type="date" value={dueOn} min={today} onChange={(event) => setDueOn(event.target.value)} />
        </Field>
        {error ? <Note kind="refuse">{messageOf(error, say)}</Note> : null}
      </div>
    </Overlay>
  );
}
