import { type EventRow, exportAttendance, getEvent, listEvents, setHeadCount } from '../../../contract';
import { Button, Note, TextInput, messageOf, showToast, useAct, useUiTexts } from '#ui';
import { ExportButton } from '#ui/desktop';
import { type FormEvent, useState } from 'react';
import { useScheduleTexts } from '../../texts';

function HeadCountForm({ event, onClose }: { event: EventRow; onClose: () => void }) {
  const t = useScheduleTexts();
  const ui = useUiTexts();
  const [heads, setHeads] = useState(event.counts.headCount === null ? '' : String(event.counts.headCount));
  const save = useAct(setHeadCount, {
    changes: [getEvent, listEvents],
    onDone: () => {
      showToast(t('attendance.headsDone'));
      onClose();
    },
  });
  const isNumber = heads === '' || /^[1-9]\d{0,5}$/.test(heads);
  const submit = (sent: FormEvent): void => {
    sent.preventDefault();
    if (isNumber) void save.act({ params: { id: event.id }, body: { headCount: heads === '' ? null : Number(heads) } });
  };
  return (
    <form className="row g8 wrap" onSubmit={submit}>
      <TextInput
        autoFocus
        inputMode="numeric"
        className="num ev-heads"
        aria-label={t('close.heads')}
        aria-invalid={!isNumber}
        maxLength={6}
        value={heads}
        onChange={(one) => setHeads(one.target.value.trim())}
      />
      <Button
        type="submit"
        kind="quiet"
        isBusy={save.isUnderWay}
        {...(isNumber ? {} : { whyNot: ui('field.numberWrong') })}
      >
        {t('save')}
      </Button>
      <Button onClick={onClose}>{ui('cancel')}</Button>
      {save.error ? <Note kind="refuse">{messageOf(save.error, ui)}</Note> : null}
    </form>
  );
}

/** How many came, with the two numbers behind it: names on the list, and counted heads. */
export function HeadCount({ event }: { event: EventRow }) {
  const t = useScheduleTexts();
  const [isOpen, setOpen] = useState(false);
  const { people, named, headCount } = event.counts;
  return (
    <div className="ev-panel-head">
      <span className="ev-figure">
        {people}
        <small> {t('attendance.people')}</small>
      </span>
      <span className="dim t13">
        {t('attendance.behind', { named })}
        {headCount === null ? '' : ` · ${t('attendance.heads', { count: headCount })}`}
      </span>
      <span className="sp" />
      {named > 0 ? (
        <ExportButton endpoint={exportAttendance} request={{ params: { id: event.id } }} size="sm" kind="text" />
      ) : null}
      {isOpen ? (
        <HeadCountForm event={event} onClose={() => setOpen(false)} />
      ) : event.abilities.canRecordAttendance ? (
        <Button size="sm" icon="edit" onClick={() => setOpen(true)}>
          {t('attendance.setHeads')}
        </Button>
      ) : null}
    </div>
  );
}
