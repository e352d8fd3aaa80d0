import { FormDialog, PersonPick, UnitPick, type PickedPerson } from '#engines/roster/web';
import { Button, Card, Checkbox, EmptyState, Field, Skeleton, TextArea, useAct, useCall } from '#ui';
import { ExportButton } from '#ui/desktop';
import { useState } from 'react';
import { type Nomination, changeNomination, exportNominations, listNominations, nominate } from '../contract';
import { qualifyNomination, removeNomination, reviewNomination, submitNomination } from '../contract';
import { NominationTag } from './pieces';
import { type Round, roundChanges } from './round-acts';
import { useHonourTexts } from './texts';

interface Form {
  readonly parts: Readonly<Record<string, string>>;
  readonly newMerits: string;
  readonly hasAgreed: boolean;
}

function FormFields({ round, form, onChange }: { round: Round; form: Form; onChange: (form: Form) => void }) {
  const t = useHonourTexts();
  return (
    <>
      {round.definition.parts.map(({ key, title, isRequired }) => (
        <Field key={key} label={<span lang="zh-CN">{title}</span>} isOptional={!isRequired}>
          <TextArea
            rows={4}
            maxLength={4000}
            value={form.parts[key] ?? ''}
            onChange={(event) => onChange({ ...form, parts: { ...form.parts, [key]: event.target.value } })}
          />
        </Field>
      ))}
      {round.definition.eligibility.yearsBetween === 0 ? null : (
        <Field label={t('form.newMerits')} hint={t('form.newMeritsHint')} isOptional>
          <TextArea
            rows={2}
            maxLength={2000}
            value={form.newMerits}
            onChange={(event) => onChange({ ...form, newMerits: event.target.value })}
          />
        </Field>
      )}
      <Checkbox
        label={t('form.agrees')}
        checked={form.hasAgreed}
        onChange={(event) => onChange({ ...form, hasAgreed: event.target.checked })}
      />
    </>
  );
}

/** Puts somebody forward; what is typed is kept as a draft until it is submitted. */
function NominateDialog({ round, onClose }: { round: Round; onClose: () => void }) {
  const t = useHonourTexts();
  const [person, setPerson] = useState<PickedPerson | null>(null);
  const [unitId, setUnit] = useState('');
  const [form, setForm] = useState<Form>({ parts: {}, newMerits: '', hasAgreed: false });
  const put = useAct(nominate, { changes: roundChanges, onDone: onClose });
  const isPerson = round.kind === 'individual';
  const submit = (): boolean => {
    if (isPerson ? person === null : unitId === '') return false;
    const who = isPerson ? { personId: person!.id } : { unitId };
    void put.act({ params: { id: round.id }, body: { ...form, parts: { ...form.parts }, ...who } });
    return true;
  };
  return (
    <FormDialog
      title={t('acts.nominate')}
      submit={t('acts.save')}
      error={put.error}
      isBusy={put.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      {isPerson ? (
        <Field label={t('form.person')}>
          <PersonPick
            label={t('form.person')}
            name={person?.name ?? ''}
            onPick={setPerson}
            onClear={() => setPerson(null)}
          />
        </Field>
      ) : (
        <Field label={t('form.unit')}>
          <UnitPick value={unitId} onChange={setUnit} />
        </Field>
      )}
      <FormFields round={round} form={form} onChange={setForm} />
    </FormDialog>
  );
}

function EditDialog({ round, one, onClose }: { round: Round; one: Nomination; onClose: () => void }) {
  const t = useHonourTexts();
  const [form, setForm] = useState<Form>(one);
  const change = useAct(changeNomination, { changes: roundChanges, onDone: onClose });
  const submit = (): boolean => {
    const { newMerits, hasAgreed, parts } = form;
    void change.act({
      params: { id: one.id },
      body: { newMerits, hasAgreed, parts: { ...parts }, version: one.version },
    });
    return true;
  };
  return (
    <FormDialog
      title={one.name}
      submit={t('acts.save')}
      error={change.error}
      isBusy={change.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <FormFields round={round} form={form} onChange={setForm} />
    </FormDialog>
  );
}

type Judged = 'pass' | 'refuse' | 'qualify' | 'unqualify';

/** One decision about a nomination: by its unit, or when it is looked into. */
function JudgeDialog(props: { round: Round; one: Nomination; how: Judged; onClose: () => void }) {
  const { round, one, how, onClose } = props;
  const t = useHonourTexts();
  const [reason, setReason] = useState('');
  const [vetoes, setVetoes] = useState<Record<string, string>>({});
  const options = { changes: roundChanges, onDone: onClose };
  const review = useAct(reviewNomination, options);
  const qualify = useAct(qualifyNomination, options);
  const looks = how === 'qualify' || how === 'unqualify';
  const { version } = one;
  const submit = (): boolean => {
    const params = { id: one.id };
    const given = Object.fromEntries(Object.entries(vetoes).filter(([, words]) => words.trim() !== ''));
    if (looks) void qualify.act({ params, body: { version, isQualified: how === 'qualify', vetoes: given, reason } });
    else void review.act({ params, body: { version, isPassed: how === 'pass', reason } });
    return true;
  };
  return (
    <FormDialog
      title={`${t(`acts.${how}`)} · ${one.name}`}
      submit={t(`acts.${how}`)}
      error={review.error ?? qualify.error}
      isBusy={review.isUnderWay || qualify.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      {round.definition.parts.map(({ key, title }) => (
        <div key={key} lang="zh-CN">
          <b>{title}</b>
          <p>{one.parts[key] ?? ''}</p>
        </div>
      ))}
      {looks
        ? round.definition.vetoes.map(({ key, title }) => (
            <Field key={key} label={<span lang="zh-CN">{`${title} · ${t('form.vetoes')}`}</span>}>
              <TextArea
                rows={2}
                maxLength={400}
                value={vetoes[key] ?? ''}
                onChange={(event) => setVetoes({ ...vetoes, [key]: event.target.value })}
              />
            </Field>
          ))
        : null}
      <Field label={t('form.reason')} isOptional={how === 'pass' || how === 'qualify'}>
        <TextArea rows={2} maxLength={400} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

function NominationActs({ round, one }: { round: Round; one: Nomination }) {
  const t = useHonourTexts();
  const [open, setOpen] = useState<Judged | 'edit' | null>(null);
  const submit = useAct(submitNomination, { changes: roundChanges });
  const remove = useAct(removeNomination, { changes: roundChanges });
  const can = one.abilities;
  const close = (): void => setOpen(null);
  const judged = ([] as Judged[]).concat(
    can.review ? ['pass', 'refuse'] : [],
    can.qualify && one.state === 'passed' ? ['qualify'] : [],
    can.qualify ? ['unqualify'] : [],
  );
  const error = submit.error ?? remove.error;
  return (
    <>
      {can.change ? (
        <Button size="sm" kind="text" onClick={() => setOpen('edit')}>
          {t('acts.edit')}
        </Button>
      ) : null}
      {can.remove ? (
        <Button size="sm" kind="text" onClick={() => void remove.act({ params: { id: one.id } })}>
          {t('acts.remove')}
        </Button>
      ) : null}
      {can.submit ? (
        <Button size="sm" onClick={() => void submit.act({ params: { id: one.id }, body: { version: one.version } })}>
          {t('acts.submit')}
        </Button>
      ) : null}
      {judged.map((how) => (
        <Button key={how} size="sm" onClick={() => setOpen(how)}>
          {t(`acts.${how}`)}
        </Button>
      ))}
      {error ? (
        <p className="fault" role="alert">
          {error.message}
        </p>
      ) : null}
      {open === 'edit' ? <EditDialog round={round} one={one} onClose={close} /> : null}
      {open !== null && open !== 'edit' ? <JudgeDialog round={round} one={one} how={open} onClose={close} /> : null}
    </>
  );
}

/** Who is put forward, with what can be done about each. */
export function NominationsPart({ round }: { round: Round }) {
  const t = useHonourTexts();
  const [isOpen, setOpen] = useState(false);
  const params = { id: round.id };
  const { data } = useCall(listNominations, { params });
  if (!data) return <Skeleton lines={6} />;
  const acts = (
    <>
      <ExportButton endpoint={exportNominations} request={{ params }} />
      {data.abilities.nominate ? (
        <Button icon="plus" onClick={() => setOpen(true)}>
          {t('acts.nominate')}
        </Button>
      ) : null}
    </>
  );
  return (
    <Card title={t('titles.nominations')} acts={acts}>
      {data.rows.length === 0 ? <EmptyState icon="people" title={t('titles.nominations')} /> : null}
      {data.rows.length === 0 ? null : (
        <table className="ho-rows">
          <thead>
            <tr>
              <th>{t('columns.nominee')}</th>
              <th>{t('columns.state')}</th>
              <th className="num">{t('columns.place')}</th>
              <th className="num">{t('columns.result')}</th>
              <th aria-label={t('columns.state')} />
            </tr>
          </thead>
          <tbody>
            {data.rows.map((one) => (
              <tr key={one.id}>
                <td lang="zh-CN">
                  {one.name}
                  <div className="dim t12">{one.unit.name}</div>
                </td>
                <td>
                  <NominationTag state={one.state} />
                  {one.stateReason === '' ? null : (
                    <div className="dim t12" lang="zh-CN">
                      {one.stateReason}
                    </div>
                  )}
                </td>
                <td className="num">{one.place ?? ''}</td>
                <td className="num">{one.result}</td>
                <td className="num">
                  <NominationActs round={round} one={one} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {isOpen ? <NominateDialog round={round} onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}
