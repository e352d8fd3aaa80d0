import { FormDialog, PersonPick, type PickedPerson } from '#engines/roster/web';
import type { EndpointResponse } from '#kernel/contract';
import { Button, Checkbox, ConfirmDialog, Field, TextArea, TextInput, showToast, useAct, useCall } from '#ui';
import { useState } from 'react';
import {
  announceRound,
  beginReview,
  cancelRound,
  closeRound,
  decideRound,
  endNominations,
  endReview,
} from '../contract';
import { extendRoundNotice, listHonours, listNominations, listRounds, setReviewers, showRound } from '../contract';
import { useHonourTexts } from './texts';

export type Round = EndpointResponse<typeof showRound>;
export const roundChanges = [showRound, listRounds, listNominations, listHonours];

interface DialogProps {
  round: Round;
  onClose: () => void;
}

const plain = { endNominations, beginReview, announce: announceRound, close: closeRound } as const;
type PlainStep = keyof typeof plain;

/** A step that asks for nothing but a yes. */
function PlainDialog({ round, step, onClose }: DialogProps & { step: PlainStep }) {
  const t = useHonourTexts();
  const act = useAct(plain[step], { changes: roundChanges, onDone: onClose });
  return (
    <ConfirmDialog
      title={t(`acts.${step}`)}
      confirm={t(`acts.${step}`)}
      isBusy={act.isUnderWay}
      error={act.error}
      onConfirm={() => void act.act({ params: { id: round.id }, body: { version: round.version } })}
      onClose={onClose}
    >
      <p>{t(`effects.${step}`)}</p>
    </ConfirmDialog>
  );
}

function CancelDialog({ round, onClose }: DialogProps) {
  const t = useHonourTexts();
  const cancel = useAct(cancelRound, { changes: roundChanges, onDone: onClose });
  return (
    <ConfirmDialog
      title={t('acts.cancel')}
      confirm={t('acts.cancel')}
      asksReason
      isBusy={cancel.isUnderWay}
      error={cancel.error}
      onConfirm={(reason) => void cancel.act({ params: { id: round.id }, body: { version: round.version, reason } })}
      onClose={onClose}
    >
      <p>{t('effects.cancel')}</p>
    </ConfirmDialog>
  );
}

function ReviewersDialog({ round, onClose }: DialogProps) {
  const t = useHonourTexts();
  const [people, setPeople] = useState<readonly Pick<PickedPerson, 'id' | 'name'>[]>(
    round.seats.map(({ personId, name }) => ({ id: personId, name })),
  );
  const name = useAct(setReviewers, { changes: roundChanges, onDone: onClose });
  const { review } = round.definition;
  const submit = (): boolean => {
    const personIds = people.map(({ id }) => id);
    void name.act({ params: { id: round.id }, body: { version: round.version, personIds } });
    return true;
  };
  const label = t('form.voters', { count: review.way === 'meeting' ? 0 : review.voters });
  return (
    <FormDialog
      title={t('acts.reviewers')}
      submit={t('acts.save')}
      error={name.error}
      isBusy={name.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={label}>
        <PersonPick
          label={label}
          taken={new Set(people.map(({ id }) => id))}
          onPick={(person) => setPeople([...people, person])}
        />
      </Field>
      <ul className="plain col g8">
        {people.map((person) => (
          <li key={person.id} className="row g8">
            {person.name}
            <Button size="sm" kind="text" onClick={() => setPeople(people.filter(({ id }) => id !== person.id))}>
              {t('acts.remove')}
            </Button>
          </li>
        ))}
      </ul>
    </FormDialog>
  );
}

/** Counts; where a meeting decides, or has to part equals, it says whom and how. */
function EndReviewDialog({ round, onClose }: DialogProps) {
  const t = useHonourTexts();
  const { data } = useCall(listNominations, { params: { id: round.id } });
  const [order, setOrder] = useState<readonly string[]>([]);
  const [words, setWords] = useState('');
  const end = useAct(endReview, { changes: roundChanges, onDone: onClose });
  const submit = (): boolean => {
    const body = { version: round.version, order: [...order], words: words.trim() };
    void end.act({ params: { id: round.id }, body });
    return true;
  };
  const up = (data?.rows ?? []).filter(({ state }) => state === 'qualified');
  return (
    <FormDialog
      title={t('acts.endReview')}
      effect={t('effects.endReview')}
      submit={t('acts.endReview')}
      error={end.error}
      isBusy={end.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <fieldset className="col g8">
        <legend>{t('form.chosen')}</legend>
        {up.map(({ id, name, unit }) => (
          <Checkbox
            key={id}
            label={
              <span lang="zh-CN">{`${order.includes(id) ? `${order.indexOf(id) + 1}. ` : ''}${name} · ${unit.name}`}</span>
            }
            checked={order.includes(id)}
            onChange={() => setOrder(order.includes(id) ? order.filter((one) => one !== id) : [...order, id])}
          />
        ))}
      </fieldset>
      <Field label={t('form.words')} isOptional={round.definition.review.way !== 'meeting'}>
        <TextArea rows={3} maxLength={2000} value={words} onChange={(event) => setWords(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

function DecideDialog({ round, onClose }: DialogProps) {
  const t = useHonourTexts();
  const [documentNumber, setNumber] = useState('');
  const decide = useAct(decideRound, {
    changes: roundChanges,
    onDone: () => (showToast(t('states.decided')), onClose()),
  });
  const submit = (): boolean => {
    const body = { version: round.version, documentNumber: documentNumber.trim() };
    void decide.act({ params: { id: round.id }, body });
    return true;
  };
  return (
    <FormDialog
      title={t('acts.decide')}
      effect={t('effects.decide')}
      submit={t('acts.decide')}
      error={decide.error}
      isBusy={decide.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('round.documentNumber')} isOptional>
        <TextInput
          maxLength={60}
          placeholder="海盐工〔2024〕3号"
          value={documentNumber}
          onChange={(event) => setNumber(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}

function ExtendDialog({ round, onClose }: DialogProps) {
  const t = useHonourTexts();
  const [days, setDays] = useState('2');
  const extend = useAct(extendRoundNotice, { changes: roundChanges, onDone: onClose });
  const isFit = /^[1-9]\d?$/.test(days);
  const submit = (): boolean => {
    if (isFit) void extend.act({ params: { id: round.id }, body: { version: round.version, days: Number(days) } });
    return isFit;
  };
  return (
    <FormDialog
      title={t('acts.extend')}
      submit={t('acts.extend')}
      error={extend.error}
      isBusy={extend.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('form.days')}>
        <TextInput inputMode="numeric" value={days} onChange={(event) => setDays(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

const dialogs = {
  ...{ reviewers: ReviewersDialog, endReview: EndReviewDialog, decide: DecideDialog, extend: ExtendDialog },
  cancel: CancelDialog,
} as const;

/** What can be done with the round now; the step that leads on stands last. */
export function RoundActs({ round }: { round: Round }) {
  const t = useHonourTexts();
  const [open, setOpen] = useState<keyof typeof dialogs | PlainStep | null>(null);
  const can = round.abilities;
  const isVoted = round.definition.review.way !== 'meeting';
  const buttons = [
    { key: 'cancel', isShown: can.cancel, isMain: false },
    { key: 'reviewers', isShown: can.setReviewers && isVoted, isMain: false },
    { key: 'extend', isShown: can.answer, isMain: false },
    { key: 'endNominations', isShown: can.endNominations, isMain: true },
    { key: 'beginReview', isShown: can.beginReview, isMain: true },
    { key: 'endReview', isShown: can.endReview, isMain: true },
    { key: 'announce', isShown: can.announce, isMain: true },
    { key: 'decide', isShown: can.decide, isMain: true },
    { key: 'close', isShown: can.close, isMain: true },
  ] as const;
  const close = (): void => setOpen(null);
  const Dialog = open !== null && open in dialogs ? dialogs[open as keyof typeof dialogs] : null;
  return (
    <>
      {buttons
        .filter(({ isShown }) => isShown)
        .map(({ key, isMain }) => (
          <Button key={key} {...(isMain ? { kind: 'main' as const } : {})} onClick={() => setOpen(key)}>
            {t(`acts.${key}`)}
          </Button>
        ))}
      {Dialog ? <Dialog round={round} onClose={close} /> : null}
      {open !== null && open in plain ? <PlainDialog round={round} step={open as PlainStep} onClose={close} /> : null}
    </>
  );
}
