import { isDay } from '#kernel/contract';
import { FormDialog, PersonPick } from '#engines/roster/web';
import {
  Button,
  Checkbox,
  DayInput,
  Field,
  Note,
  Segmented,
  Select,
  TextInput,
  UploadBox,
  call,
  messageOf,
  newKey,
  showToast,
  useAct,
  useToday,
  useUiTexts,
} from '#ui';
import { useState } from 'react';
import {
  type BodyTerm,
  type BodyWhole,
  type SeatName,
  type SeatRow,
  addBodyPaper,
  bodySeats,
  declaredKinds,
  endUnionTerm,
  leaveUnionSeat,
  prolongUnionTerm,
  takeUnionSeat,
} from '../../bodies/contract';
import { LastDayDialog, touched } from './body-dialogs';
import { useBodyTerms, useBodyTexts, useSeatWord } from './texts';

interface TermProps {
  body: BodyWhole;
  term: BodyTerm;
  onClose: () => void;
}

export function EndTermDialog({ body, term, onClose }: TermProps) {
  const t = useBodyTexts();
  const { act, error, isUnderWay } = useAct(endUnionTerm, {
    changes: touched,
    onDone: () => (showToast(t('ended')), onClose()),
  });
  return (
    <LastDayDialog
      {...{ title: t('endTitle', { number: term.number }), effect: t('endEffect'), submit: t('end') }}
      {...{ error, isBusy: isUnderWay, onClose }}
      onSubmit={(asked) => void act({ params: { id: body.id, termId: term.id }, body: asked })}
    />
  );
}

export function LeaveDialog({ body, seat, onClose }: { body: BodyWhole; seat: SeatRow; onClose: () => void }) {
  const t = useBodyTexts();
  const { act, error, isUnderWay } = useAct(leaveUnionSeat, {
    changes: touched,
    onDone: () => (showToast(t('left')), onClose()),
  });
  return (
    <LastDayDialog
      {...{ title: t('leaveTitle', { name: seat.person.name }), effect: t('leaveEffect'), submit: t('leave') }}
      {...{ error, isBusy: isUnderWay, onClose }}
      onSubmit={(asked) => void act({ params: { id: body.id, seatId: seat.id }, body: asked })}
    />
  );
}

/** The approval as a photo or scan; it is kept at once and named when the form is sent. */
function Paper({ paper, onPaper }: { paper: Kept | null; onPaper: (paper: Kept | null) => void }) {
  const t = useBodyTexts();
  const ui = useUiTexts();
  const [error, setError] = useState<Error | null>(null);
  const send = async (file: File): Promise<void> => {
    setError(null);
    try {
      onPaper(await call(addBodyPaper, { query: { name: file.name }, body: file }, { idempotencyKey: newKey() }));
    } catch (reason) {
      setError(reason instanceof Error ? reason : new Error(String(reason)));
    }
  };
  return (
    <div className="fld">
      <span className="label">
        {t('paper')} <span className="dim t12">{ui('field.optional')}</span>
      </span>
      {paper === null ? (
        <UploadBox
          types={['.jpg', '.jpeg', '.png', '.webp', '.pdf']}
          maxMegabytes={10}
          onFile={(file) => void send(file)}
        />
      ) : (
        <div className="row g8">
          <span className="ell">{paper.name}</span>
          <Button size="sm" onClick={() => onPaper(null)}>
            {t('otherPaper')}
          </Button>
        </div>
      )}
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
    </div>
  );
}

interface Kept {
  id: string;
  name: string;
}

export function ProlongDialog({ body, term, onClose }: TermProps) {
  const t = useBodyTexts();
  const ui = useUiTexts();
  const [endsOn, setEndsOn] = useState('');
  const [basis, setBasis] = useState('');
  const [paper, setPaper] = useState<Kept | null>(null);
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(prolongUnionTerm, {
    changes: touched,
    onDone: () => (showToast(t('prolonged')), onClose()),
  });
  const submit = (): boolean => {
    setTried(true);
    if (!isDay(endsOn) || basis.trim() === '') return false;
    const given = { endsOn, basis: basis.trim(), paperId: paper?.id ?? null };
    void act({ params: { id: body.id, termId: term.id }, body: given });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('prolongTitle', { number: term.number }), effect: t('prolongEffect'), submit: t('prolong') }}
      {...{ error, isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      <Field label={t('newEnd')} fault={isTried && !isDay(endsOn) ? ui('field.dayWrong') : undefined}>
        <DayInput value={endsOn} onChange={setEndsOn} />
      </Field>
      <Field label={t('basis')} fault={isTried && basis.trim() === '' ? ui('field.missing') : undefined}>
        <TextInput
          maxLength={200}
          value={basis}
          placeholder={t('basisExample')}
          onChange={(event) => setBasis(event.target.value)}
        />
      </Field>
      <Paper paper={paper} onPaper={setPaper} />
    </FormDialog>
  );
}

/** Seats of a kind to choose from. */
export function SeatSelect(props: {
  kind: BodyWhole['kind'];
  value: SeatName;
  label?: string;
  onChange: (seat: SeatName) => void;
}) {
  const word = useSeatWord();
  const seats: readonly SeatName[] = bodySeats[props.kind];
  return (
    <Select
      aria-label={props.label}
      options={seats.map((seat) => ({ value: seat, label: word(props.kind, seat) }))}
      value={props.value}
      onChange={(event) => props.onChange(seats.find((seat) => seat === event.target.value) ?? props.value)}
    />
  );
}

const blank = {
  personId: '',
  name: '',
  isNoRelative: false,
  how: 'by_election' as 'by_election' | 'appointed',
  basis: '',
};

function useSeatForm({ body, term, onClose }: TermProps) {
  const t = useBodyTexts();
  const seats: readonly SeatName[] = bodySeats[body.kind];
  const [values, setValues] = useState({ ...blank, seat: seats.at(-1)!, from: useToday() });
  const [isTried, setTried] = useState(false);
  const act = useAct(takeUnionSeat, {
    changes: touched,
    onDone: () => (showToast(t('seated', { name: values.name })), onClose()),
  });
  const submit = (): boolean => {
    setTried(true);
    const { personId, seat, isNoRelative, how, from, basis } = values;
    if (personId === '' || !isDay(from) || basis.trim() === '') return false;
    const given = { personId, seat, isNoRelative, how, from, basis: basis.trim() };
    void act.act({ params: { id: body.id, termId: term.id }, body: given });
    return true;
  };
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  return { values, set, isTried, submit, act };
}

/** Somebody who was elected or appointed during the term. */
export function TakeSeatDialog(props: TermProps) {
  const { body, onClose } = props;
  const t = useBodyTexts();
  const terms = useBodyTerms();
  const ui = useUiTexts();
  const { values, set, isTried, submit, act } = useSeatForm(props);
  const ways = (['by_election', 'appointed'] as const).map((value) => ({ value, label: terms(`how.${value}`) }));
  const missing = (isMissing: boolean) => (isTried && isMissing ? ui('field.missing') : undefined);
  return (
    <FormDialog
      {...{ title: t('takeSeatTitle'), submit: t('takeSeat'), error: act.error, isBusy: act.isUnderWay }}
      {...{ onSubmit: submit, onClose }}
    >
      <Field label={t('person')} fault={isTried && values.personId === '' ? t('personMissing') : undefined}>
        <PersonPick
          label={t('person')}
          name={values.name}
          onPick={(person) => set({ personId: person.id, name: person.name })}
          onClear={() => set({ personId: '', name: '' })}
        />
      </Field>
      <Field label={t('seat')} width="half">
        <SeatSelect kind={body.kind} value={values.seat} onChange={(seat) => set({ seat })} />
      </Field>
      <Field label={t('from')} width="half" fault={missing(!isDay(values.from))}>
        <DayInput value={values.from} onChange={(from) => set({ from })} />
      </Field>
      <div className="fld">
        <span className="label">{t('how')}</span>
        <div>
          <Segmented label={t('how')} value={values.how} options={ways} onChange={(how) => set({ how })} />
        </div>
      </div>
      <Field label={t('basis')} fault={missing(values.basis.trim() === '')}>
        <TextInput
          maxLength={200}
          value={values.basis}
          placeholder={t('basisExample')}
          onChange={(event) => set({ basis: event.target.value })}
        />
      </Field>
      {declaredKinds.includes(body.kind) ? (
        <Checkbox
          label={t('noRelative')}
          checked={values.isNoRelative}
          onChange={(event) => set({ isNoRelative: event.target.checked })}
        />
      ) : null}
    </FormDialog>
  );
}
