import { Button, DayInput, Field, MoneyInput, Note, Segmented, Select, TextInput } from '#ui';
import { addressOf, formatDay, formatMoney, parseMoney, showToast, useDraft, useLanguage } from '#ui';
import { useSession, useToday } from '#ui';
import { PhotoStrip, filesOf, putInQueue, queuedCall, useOfflineTexts, usePhotoDraft } from '#ui/phone';
import { useState } from 'react';
import {
  type ClaimKind,
  type ClaimWhole,
  addOwnClaimPhoto,
  claimForms,
  claimKinds,
  correctOwnClaim,
  sendOwnClaim,
} from '../../../claims/contract';
import { useClaimTerms, useClaimTexts } from '../texts';
import { NEW_CLAIM, aboutClaim } from './about';

interface Draft {
  kind: ClaimKind;
  words: string;
  amount: string;
  spentOn: string;
  form: (typeof claimForms)[number];
  people: string;
  participants: string;
  /** The desk chooses the event; a claim that comes back keeps it. */
  eventId: string;
}

const typed = (fen: bigint): string => formatMoney(fen).replace(/[¥,]/g, '');

function firstDraft(claim: ClaimWhole | null, today: string): Draft {
  if (claim === null)
    return {
      ...{ kind: 'activity', words: '', amount: '', spentOn: today, form: 'goods', people: '1' },
      ...{ participants: '', eventId: '' },
    };
  const { kind, words, spentOn, form } = claim;
  return {
    ...{ kind, words, spentOn, form, amount: typed(claim.amount), people: String(claim.people) },
    participants: claim.participants === null ? '' : String(claim.participants),
    eventId: claim.event?.id ?? '',
  };
}

const whole = (text: string): number | null => (/^[1-9]\d{0,4}$/.test(text.trim()) ? Number(text.trim()) : null);

/** What is wrong, field by field; empty once it can be sent. */
function useFaults(draft: Draft, today: string): Partial<Record<keyof Draft, string>> {
  const t = useClaimTexts();
  const amount = parseMoney(draft.amount);
  const wrongHeads = (text: string) => (text.trim() === '' || whole(text) !== null ? undefined : t('peopleWrong'));
  const faults = {
    words: draft.words.trim().length < 2 ? t('wordsShort') : undefined,
    amount: amount === null || amount <= 0n ? t('amountWrong') : undefined,
    spentOn: draft.spentOn === '' || draft.spentOn > today ? t('dayWrong') : undefined,
    people: whole(draft.people) === null ? t('peopleWrong') : undefined,
    participants: wrongHeads(draft.participants),
  };
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
}

/** Puts the claim into the phone's queue; it is safe there when this resolves. */
function useSending(claim: ClaimWhole | null) {
  const t = useClaimTexts();
  const terms = useClaimTerms();
  const language = useLanguage();
  const { me } = useSession();
  return async (draft: Draft, photos: ReturnType<typeof usePhotoDraft>['photos']) => {
    const content = {
      ...{ kind: draft.kind, words: draft.words.trim(), amount: parseMoney(draft.amount)!, spentOn: draft.spentOn },
      ...{ form: draft.form, people: whole(draft.people)!, participants: whole(draft.participants) },
      ...{ eventId: draft.eventId === '' ? null : draft.eventId, fileIds: [] },
    };
    const call =
      claim === null
        ? queuedCall(sendOwnClaim, { body: content }, 'fileIds')
        : queuedCall(
            correctOwnClaim,
            { params: { id: claim.id }, body: { ...content, version: claim.version } },
            'fileIds',
          );
    await putInQueue({
      ...{ accountId: me.accountId, module: 'claims', call, title: content.words },
      about: [NEW_CLAIM, ...(claim === null ? [] : [aboutClaim(claim.id)])],
      what: t(claim === null ? 'send' : 'sendAgain'),
      path: claim === null ? '/claims/new' : `/claims/${claim.id}`,
      mine: [
        { label: t('kind'), value: terms(`kinds.${content.kind}`) },
        { label: t('amount'), value: formatMoney(content.amount) },
        { label: t('spentOn'), value: formatDay(content.spentOn, language) },
      ],
      files: filesOf(photos, ({ name }) => addressOf(addOwnClaimPhoto, { query: { name } })),
    });
  };
}

interface FieldsProps {
  draft: Draft;
  set: (patch: Partial<Draft>) => void;
  faults: Partial<Record<keyof Draft, string>>;
}

function Fields({ draft, set, faults }: FieldsProps) {
  const t = useClaimTexts();
  const terms = useClaimTerms();
  const today = useToday();
  const heads = (name: 'people' | 'participants') => (
    <Field label={t(name)} fault={faults[name]} isOptional={name === 'participants'}>
      <TextInput inputMode="numeric" value={draft[name]} onChange={(event) => set({ [name]: event.target.value })} />
    </Field>
  );
  return (
    <>
      <Field label={t('kind')}>
        <Select
          options={claimKinds.map((value) => ({ value, label: terms(`kinds.${value}`) }))}
          value={draft.kind}
          onChange={(event) => set({ kind: event.target.value as ClaimKind })}
        />
      </Field>
      <Field label={t('words')} fault={faults.words}>
        <TextInput
          maxLength={200}
          placeholder={t('wordsExample')}
          value={draft.words}
          onChange={(event) => set({ words: event.target.value })}
        />
      </Field>
      <Field label={t('amount')} fault={faults.amount}>
        <MoneyInput value={draft.amount} onChange={(event) => set({ amount: event.target.value })} />
      </Field>
      <Field label={t('spentOn')} fault={faults.spentOn}>
        <DayInput
          value={draft.spentOn}
          yearAtHand={Number(today.slice(0, 4))}
          onChange={(spentOn) => set({ spentOn })}
        />
      </Field>
      {heads('people')}
      {draft.kind === 'prize' ? heads('participants') : null}
      {draft.kind === 'activity' || draft.kind === 'other' ? null : (
        <Segmented
          label={t('form')}
          value={draft.form}
          options={claimForms.map((value) => ({ value, label: terms(`forms.${value}`) }))}
          onChange={(form) => set({ form })}
        />
      )}
    </>
  );
}

/** A claim with the photos of its receipts, new or corrected. It is safe in the phone as soon as it is pressed. */
export function ClaimForm({ claim, onSent }: { claim: ClaimWhole | null; onSent: () => void }) {
  const t = useClaimTexts();
  const offline = useOfflineTexts();
  const today = useToday();
  const key = claim === null ? 'new' : `${claim.id}.${claim.version}`;
  const photos = usePhotoDraft(`claim/${key}`);
  const [initial] = useState(firstDraft(claim, today));
  const draft = useDraft<Draft>(`finance.claim.${key}`, initial);
  const sending = useSending(claim);
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const faults = useFaults(draft.values, today);
  const lacksPhoto = claim === null && photos.photos.length === 0;
  const send = async (): Promise<void> => {
    setAsked(true);
    if (Object.keys(faults).length > 0 || lacksPhoto || photos.working > 0) return;
    setBusy(true);
    try {
      await sending(draft.values, photos.photos);
      photos.remove(photos.photos);
      draft.drop();
      showToast(navigator.onLine ? offline('handed') : offline('kept'));
      onSent();
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="col g16">
      <p className="dim">{claim === null ? t('photos') : t('morePhotos')}</p>
      <PhotoStrip {...photos} />
      {isAsked && lacksPhoto ? <Note kind="refuse">{t('photosMissing')}</Note> : null}
      <Fields draft={draft.values} set={draft.set} faults={isAsked ? faults : {}} />
      {hasFailed ? <Note kind="refuse">{offline('cannotKeep')}</Note> : null}
      <Button kind="main" wide isBusy={isBusy || photos.working > 0} onClick={() => void send()}>
        {photos.working > 0
          ? offline('photo.shrinking', { count: photos.working })
          : t(claim === null ? 'send' : 'sendAgain')}
      </Button>
    </div>
  );
}
