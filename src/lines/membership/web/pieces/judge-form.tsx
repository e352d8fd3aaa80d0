import {
  Button,
  Card,
  Field,
  Note,
  Segmented,
  TextArea,
  TextInput,
  messageOf,
  showToast,
  useAct,
  useToday,
  useUiTexts,
} from '#ui';
import { useState } from 'react';
import {
  type ApplicationWhole,
  decideApplication,
  giveOpinion,
  listApplications,
  showApplication,
} from '../../applications/contract';
import { listMembers, showMember } from '../../register/contract';
import { useMembershipTexts } from '../texts';
import '../styles/membership.css';

const touched = [showApplication, listApplications, listMembers, showMember];

/** The group's opinion: agreed, or back to the applicant with the reason. */
function OpinionForm({ application }: { application: ApplicationWhole }) {
  const t = useMembershipTexts();
  const ui = useUiTexts();
  const [note, setNote] = useState('');
  const [isTried, setTried] = useState(false);
  const act = useAct(giveOpinion, { changes: touched, onDone: () => showToast(t('matter.opinionGiven')) });
  const send = (verdict: 'agree' | 'return'): void => {
    setTried(verdict === 'return');
    if (verdict === 'return' && note.trim() === '') return;
    const { id, version } = application;
    void act.act({ params: { id }, body: { version, verdict, note: note.trim() } });
  };
  return (
    <Card title={t('matter.opinion')} marked="sea">
      <div className="mb-form">
        <Field
          label={t('matter.note')}
          hint={t('matter.noteHint')}
          isOptional
          fault={isTried && note.trim() === '' ? t('matter.reasonMissing') : undefined}
        >
          <TextArea rows={2} maxLength={500} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {act.error ? <Note kind="refuse">{messageOf(act.error, ui)}</Note> : null}
        <div className="row g8 wrap">
          <Button kind="main" size="lg" isBusy={act.isUnderWay} onClick={() => send('agree')}>
            {t('matter.agree')}
          </Button>
          <Button size="lg" isBusy={act.isUnderWay} onClick={() => send('return')}>
            {t('matter.return')}
          </Button>
        </div>
      </div>
    </Card>
  );
}

interface Verdict {
  on: string;
  note: string;
  card: '' | 'yes' | 'no';
  filedNote: string;
}

/** What the end of a membership asks for beside the decision itself. */
function EndFields(props: { isExpulsion: boolean; verdict: Verdict; set: (patch: Partial<Verdict>) => void }) {
  const t = useMembershipTexts();
  const { isExpulsion, verdict, set } = props;
  return (
    <>
      <div className="fld">
        <span className="label">{t('matter.cardBack')}</span>
        <Segmented<Verdict['card']>
          label={t('matter.cardBack')}
          value={verdict.card}
          options={[
            { value: 'yes', label: t('course.cardBack') },
            { value: 'no', label: t('course.cardNotBack') },
          ]}
          onChange={(card) => set({ card })}
        />
      </div>
      {isExpulsion ? (
        <Field label={t('matter.filed')} hint={t('matter.filedHint')}>
          <TextInput
            maxLength={300}
            value={verdict.filedNote}
            onChange={(event) => set({ filedNote: event.target.value })}
          />
        </Field>
      ) : null}
    </>
  );
}

/** The committee's decision, from a day on. */
function DecisionForm({ application }: { application: ApplicationWhole }) {
  const t = useMembershipTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [verdict, setVerdict] = useState<Verdict>({ on: today, note: '', card: '', filedNote: '' });
  const [isTried, setTried] = useState(false);
  const set = (patch: Partial<Verdict>) => setVerdict((before) => ({ ...before, ...patch }));
  const act = useAct(decideApplication, { changes: touched, onDone: () => showToast(t('matter.decided')) });
  const { id, kind, version, abilities } = application;
  const isEnd = kind === 'withdrawal' || kind === 'lapse' || kind === 'expulsion';
  const send = (what: 'approve' | 'refuse'): void => {
    setTried(what === 'refuse');
    if (what === 'refuse' && verdict.note.trim() === '') return;
    const body = {
      ...{ version, verdict: what, on: verdict.on, note: verdict.note.trim() },
      ...(verdict.card === '' ? {} : { isCardReturned: verdict.card === 'yes' }),
      ...(verdict.filedNote.trim() === '' ? {} : { filedNote: verdict.filedNote.trim() }),
    };
    void act.act({ params: { id }, body });
  };
  return (
    <Card title={t('matter.decision')} marked="sea">
      <div className="mb-form">
        <Field label={t('matter.on')} hint={isEnd ? undefined : t('matter.onHint')}>
          <TextInput
            type="date"
            min={application.submittedOn}
            max={today}
            value={verdict.on}
            onChange={(event) => set({ on: event.target.value })}
          />
        </Field>
        <Field
          label={t('matter.note')}
          hint={t('matter.minutesHint')}
          isOptional
          fault={isTried && verdict.note.trim() === '' ? t('matter.reasonMissing') : undefined}
        >
          <TextArea
            rows={2}
            maxLength={500}
            value={verdict.note}
            onChange={(event) => set({ note: event.target.value })}
          />
        </Field>
        {isEnd ? <EndFields isExpulsion={kind === 'expulsion'} verdict={verdict} set={set} /> : null}
        {act.error ? <Note kind="refuse">{messageOf(act.error, ui)}</Note> : null}
        <div className="row g8 wrap">
          <Button kind="main" size="lg" isBusy={act.isUnderWay} onClick={() => send('approve')}>
            {t(kind === 'withdrawal' ? 'matter.takeNote' : 'matter.approve')}
          </Button>
          {abilities.refuse ? (
            <Button size="lg" isBusy={act.isUnderWay} onClick={() => send('refuse')}>
              {t('matter.refuse')}
            </Button>
          ) : null}
        </div>
      </div>
    </Card>
  );
}

/** The step that the reader may take now, if there is one. */
export function JudgeForm({ application }: { application: ApplicationWhole }) {
  if (application.abilities.opine) return <OpinionForm application={application} />;
  if (application.abilities.approve) return <DecisionForm application={application} />;
  return null;
}
