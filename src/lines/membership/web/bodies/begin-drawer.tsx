import { isDay } from '#kernel/contract';
import { PersonPick } from '#engines/roster/web';
import {
  Button,
  Checkbox,
  DayInput,
  Field,
  IconButton,
  Note,
  Segmented,
  TextInput,
  focusFirstFault,
  messageOf,
  showToast,
  useAct,
  useCall,
  useDraft,
  useToday,
  useUiTexts,
} from '#ui';
import { Drawer } from '#ui/desktop';
import { type FormEvent, useRef, useState } from 'react';
import {
  type BodyWhole,
  type SeatName,
  MOST_CANDIDATES,
  beginUnionTerm,
  bodySeats,
  declaredKinds,
  getBodySize,
} from '../../bodies/contract';
import { touched } from './body-dialogs';
import { SizeWords } from './size-words';
import { SeatSelect } from './term-dialogs';
import { useBodyTexts } from './texts';
import './bodies.css';

interface Line {
  key: number;
  personId: string;
  name: string;
  seat: SeatName;
  isNoRelative: boolean;
}
interface Draft {
  number: string;
  startsOn: string;
  years: number;
  seats: string;
  basis: string;
  lines: readonly Line[];
}

function firstDraft(body: BodyWhole, today: string): Draft {
  const last = body.terms[0];
  const seats: readonly SeatName[] = bodySeats[body.kind];
  return {
    ...{ number: String((last?.number ?? 0) + 1), startsOn: today, years: 3, basis: '' },
    seats: last ? String(last.seats) : '',
    lines: [{ key: 1, personId: '', name: '', seat: seats[0]!, isNoRelative: false }],
  };
}

const wholeOf = (text: string): number | null => (/^[1-9]\d{0,3}$/.test(text.trim()) ? Number(text) : null);

function useFaults() {
  const t = useBodyTexts();
  const ui = useUiTexts();
  return (draft: Draft): Readonly<Record<string, string | undefined>> => ({
    number: wholeOf(draft.number) === null ? t('wholeNumber') : undefined,
    seats: wholeOf(draft.seats) === null ? t('wholeNumber') : undefined,
    startsOn: isDay(draft.startsOn) ? undefined : ui('field.dayWrong'),
    basis: draft.basis.trim() === '' ? ui('field.missing') : undefined,
    lines: draft.lines.length === 0 ? t('candidatesMissing') : undefined,
    person: draft.lines.some((line) => line.personId === '') ? t('personMissing') : undefined,
  });
}

interface PartProps {
  body: BodyWhole;
  draft: Draft;
  set: (patch: Partial<Draft>) => void;
  faults: Readonly<Record<string, string | undefined>>;
}

/** What the term is: its number, days and seats, with the rule of sizes of its first day. */
function TermFields({ body, draft, set, faults }: PartProps) {
  const t = useBodyTexts();
  const { data: size } = useCall(
    getBodySize,
    { params: { id: body.id }, query: { day: draft.startsOn } },
    { enabled: isDay(draft.startsOn) },
  );
  const years = size?.years ?? body.size.years;
  return (
    <div className="fields">
      <Field label={t('number')} width="third" fault={faults.number}>
        <TextInput inputMode="numeric" value={draft.number} onChange={(event) => set({ number: event.target.value })} />
      </Field>
      <Field label={t('startsOn')} width="third" fault={faults.startsOn}>
        <DayInput value={draft.startsOn} onChange={(startsOn) => set({ startsOn })} />
      </Field>
      <Field label={t('seats')} width="third" fault={faults.seats}>
        <TextInput inputMode="numeric" value={draft.seats} onChange={(event) => set({ seats: event.target.value })} />
      </Field>
      <div className="fld">
        <span className="label">{t('years')}</span>
        <div>
          <Segmented
            label={t('years')}
            value={String(draft.years)}
            options={years.map((count) => ({ value: String(count), label: t('yearsCount', { count }) }))}
            onChange={(value) => set({ years: Number(value) })}
          />
        </div>
      </div>
      {size ? (
        <Note>
          <SizeWords size={size} />
        </Note>
      ) : null}
      <Field label={t('basis')} fault={faults.basis}>
        <TextInput
          maxLength={200}
          value={draft.basis}
          placeholder={t('basisExample')}
          onChange={(event) => set({ basis: event.target.value })}
        />
      </Field>
    </div>
  );
}

/** Who was elected, line by line: the person, the seat and the declaration that the law asks for. */
function CandidateLines({ body, draft, set, faults }: PartProps) {
  const t = useBodyTexts();
  const isDeclared = declaredKinds.includes(body.kind);
  const put = (key: number, patch: Partial<Line>) =>
    set({ lines: draft.lines.map((line) => (line.key === key ? { ...line, ...patch } : line)) });
  const taken = new Set(draft.lines.map((line) => line.personId));
  const seats: readonly SeatName[] = bodySeats[body.kind];
  const add = () => {
    const key = Math.max(0, ...draft.lines.map((line) => line.key)) + 1;
    set({ lines: [...draft.lines, { key, personId: '', name: '', seat: seats.at(-1)!, isNoRelative: false }] });
  };
  return (
    <section className="col g12">
      <h3>{t('candidates')}</h3>
      {isDeclared ? <p className="dim t13">{t('relativeWhy')}</p> : null}
      {draft.lines.map((line, i) => (
        <div key={line.key} className="bd-line">
          <PersonPick
            label={t('candidate', { count: i + 1 })}
            name={line.name}
            taken={taken}
            onPick={(person) => put(line.key, { personId: person.id, name: person.name })}
            onClear={() => put(line.key, { personId: '', name: '' })}
          />
          <SeatSelect
            kind={body.kind}
            label={t('seat')}
            value={line.seat}
            onChange={(seat) => put(line.key, { seat })}
          />
          <IconButton
            icon="minus"
            name={t('removePerson', { name: line.name || t('candidate', { count: i + 1 }) })}
            onClick={() => set({ lines: draft.lines.filter((one) => one.key !== line.key) })}
          />
          {isDeclared ? (
            <Checkbox
              label={t('noRelative')}
              checked={line.isNoRelative}
              onChange={(event) => put(line.key, { isNoRelative: event.target.checked })}
            />
          ) : null}
        </div>
      ))}
      {faults.person || faults.lines ? <Note kind="refuse">{faults.person ?? faults.lines}</Note> : null}
      {draft.lines.length < MOST_CANDIDATES ? (
        <div>
          <Button icon="plus" onClick={add}>
            {t('addPerson')}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

/** A re-election with all who were elected; what isn't finished is kept as a draft. */
export function BeginDrawer({ body, onClose }: { body: BodyWhole; onClose: () => void }) {
  const t = useBodyTexts();
  const ui = useUiTexts();
  const form = useRef<HTMLFormElement>(null);
  const today = useToday();
  const [start] = useState(() => firstDraft(body, today));
  const { values, set, drop, isDraft } = useDraft<Draft>(`membership.term.${body.id}`, start);
  const [isTried, setTried] = useState(false);
  const found = useFaults()(values);
  const act = useAct(beginUnionTerm, {
    changes: touched,
    onDone: () => {
      drop();
      showToast(t('begun', { number: values.number }));
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.values(found).some((fault) => fault !== undefined))
      return void requestAnimationFrame(() => focusFirstFault(form.current));
    const { startsOn, years, basis, lines } = values;
    const candidates = lines.map(({ personId, seat, isNoRelative }) => ({ personId, seat, isNoRelative }));
    const whole = { number: wholeOf(values.number)!, seats: wholeOf(values.seats)! };
    void act.act({ params: { id: body.id }, body: { ...whole, startsOn, years, basis: basis.trim(), candidates } });
  };
  const parts = { body, draft: values, set, faults: isTried ? found : {} };
  return (
    <Drawer title={t('beginTitle', { body: body.name })} note={t('beginNote')} size="wide" onClose={onClose}>
      <form ref={form} noValidate className="col g24" onSubmit={submit}>
        <TermFields {...parts} />
        <CandidateLines {...parts} />
        {act.error ? <Note kind="refuse">{messageOf(act.error, ui)}</Note> : null}
        <div className="row g8">
          <Button kind="main" type="submit" isBusy={act.isUnderWay}>
            {t('begin')}
          </Button>
          {isDraft ? (
            <Button kind="text" onClick={drop}>
              {t('dropDraft')}
            </Button>
          ) : null}
        </div>
      </form>
    </Drawer>
  );
}
