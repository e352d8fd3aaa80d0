import { FormDialog, PersonPick, UnitPick, type PickedPerson } from '#engines/roster/web';
import { type EndpointResponse, isDay } from '#kernel/contract';
import {
  Button,
  Checkbox,
  DayInput,
  Field,
  MoneyInput,
  Overlay,
  Select,
  formatDay,
  formatMoney,
  parseMoney,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useSession,
  useToday,
  useUiTexts,
} from '#ui';
import { useState } from 'react';
import {
  type Gift,
  addGift,
  bankGifts,
  closeCampaign,
  listCampaigns,
  listGifts,
  passOnRemainder,
  showCampaign,
} from '../../campaigns/contract';
import { WayField } from './fund-dialogs';
import { useFundTexts } from './texts';

export type Campaign = EndpointResponse<typeof showCampaign>;
export const campaignChanges = [showCampaign, listGifts, listCampaigns];
const givers = ['person', 'unit', 'anonymous'] as const;

interface DialogProps {
  campaign: Campaign;
  onClose: () => void;
}

export interface Who {
  readonly giver: (typeof givers)[number];
  readonly person: PickedPerson | null;
  readonly unitId: string;
}

/** Who gives: one of the staff, a unit, or nobody by name. */
export function GiverFields(props: { who: Who; fault: string | undefined; onChange: (who: Who) => void }) {
  const { who, fault, onChange } = props;
  const t = useFundTexts();
  const { giver, person, unitId } = who;
  const kinds = givers.map((value) => ({ value, label: t(`givers.${value}`) }));
  return (
    <>
      <Field label={t('columns.giver')} width="half">
        <Select
          options={kinds}
          value={giver}
          onChange={(event) => onChange({ ...who, giver: givers.find((one) => one === event.target.value) ?? giver })}
        />
      </Field>
      {giver === 'person' ? (
        <Field label={t('columns.name')} fault={fault}>
          <PersonPick
            label={t('columns.name')}
            name={person?.name ?? ''}
            onPick={(picked) => onChange({ ...who, person: picked })}
          />
        </Field>
      ) : null}
      {giver === 'unit' ? (
        <Field label={t('columns.unit')} fault={fault}>
          <UnitPick value={unitId} onChange={(id) => onChange({ ...who, unitId: id })} />
        </Field>
      ) : null}
    </>
  );
}

/** Takes in one gift: of a person, a unit, or without a name. */
export function GiftDialog({ campaign, onClose }: DialogProps) {
  const t = useFundTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [who, setWho] = useState<Who>({ giver: 'person', person: null, unitId: '' });
  const { giver, person, unitId } = who;
  const [isNamed, setNamed] = useState(false);
  const [way, setWay] = useState<'cash' | 'bank'>('cash');
  const [values, setValues] = useState({ amount: '', on: today });
  const [isTried, setTried] = useState(false);
  const add = useAct(addGift, {
    changes: campaignChanges,
    onDone: () => (showToast(t('pages.gift.done')), onClose()),
  });
  const amount = parseMoney(values.amount);
  const faults = {
    giver:
      (giver === 'person' && person === null) || (giver === 'unit' && unitId === '') ? ui('field.missing') : undefined,
    amount: amount === null || amount <= 0n ? t('pages.amountWrong') : undefined,
    on: isDay(values.on) ? undefined : ui('field.dayWrong'),
  };
  const show = (fault: string | undefined) => (isTried ? fault : undefined);
  const submit = (): boolean => {
    setTried(true);
    if (amount === null || Object.values(faults).some((fault) => fault !== undefined)) return false;
    const body = { giver, isNamed: giver !== 'anonymous' && isNamed, amount, on: values.on, way };
    const named = giver === 'person' ? { personId: person!.id } : giver === 'unit' ? { unitId } : {};
    void add.act({ params: { id: campaign.id }, body: { ...body, ...named } });
    return true;
  };
  return (
    <FormDialog
      title={t('pages.gift.title')}
      submit={t('pages.gift.title')}
      error={add.error}
      isBusy={add.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <GiverFields who={who} fault={show(faults.giver)} onChange={setWho} />
      <Field label={t('columns.amount')} width="half" fault={show(faults.amount)}>
        <MoneyInput value={values.amount} onChange={(event) => setValues({ ...values, amount: event.target.value })} />
      </Field>
      <Field label={t('columns.on')} width="half" fault={show(faults.on)}>
        <DayInput
          value={values.on}
          yearAtHand={Number(today.slice(0, 4))}
          onChange={(on) => setValues({ ...values, on })}
        />
      </Field>
      <WayField value={way} onChange={setWay} />
      {giver === 'anonymous' ? null : (
        <Checkbox
          label={t('pages.gift.named')}
          checked={isNamed}
          onChange={(event) => setNamed(event.target.checked)}
        />
      )}
    </FormDialog>
  );
}

/** Records that cash was taken to the bank. */
export function BankDialog({ campaign, onClose }: DialogProps) {
  const t = useFundTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [amount, setAmount] = useState(formatMoney(campaign.cash).replace(/[^\d.]/g, ''));
  const [on, setOn] = useState(today);
  const bank = useAct(bankGifts, {
    changes: campaignChanges,
    onDone: () => (showToast(t('pages.campaign.banked')), onClose()),
  });
  const fen = parseMoney(amount);
  const submit = (): boolean => {
    if (fen === null || fen <= 0n || !isDay(on)) return false;
    void bank.act({ params: { id: campaign.id }, body: { amount: fen, on } });
    return true;
  };
  return (
    <FormDialog
      title={t('pages.campaign.bank')}
      submit={t('pages.campaign.bank')}
      error={bank.error}
      isBusy={bank.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={t('columns.amount')}
        width="half"
        fault={fen === null || fen <= 0n ? t('pages.amountWrong') : undefined}
      >
        <MoneyInput value={amount} onChange={(event) => setAmount(event.target.value)} />
      </Field>
      <Field label={t('columns.on')} width="half" fault={isDay(on) ? undefined : ui('field.dayWrong')}>
        <DayInput value={on} yearAtHand={Number(today.slice(0, 4))} onChange={setOn} />
      </Field>
    </FormDialog>
  );
}

/** Closes a campaign: nothing is given to it any more. */
export function CloseDialog({ campaign, onClose }: DialogProps) {
  const t = useFundTexts();
  const close = useAct(closeCampaign, {
    changes: campaignChanges,
    onDone: () => (showToast(t('pages.campaign.closed')), onClose()),
  });
  const submit = (): boolean => {
    void close.act({ params: { id: campaign.id }, body: { version: campaign.version } });
    return true;
  };
  return (
    <FormDialog
      title={t('pages.campaign.close')}
      effect={t('pages.campaign.closeEffect')}
      submit={t('pages.campaign.close')}
      error={close.error}
      isBusy={close.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t(`remainders.${campaign.remainder}`)}</p>
    </FormDialog>
  );
}

/** Asks for the rest to pass on by the campaign's own rule; the chair decides under Finance. */
export function PassOnDialog({ campaign, onClose }: DialogProps) {
  const t = useFundTexts();
  const [toCampaignId, setTo] = useState('');
  const isNext = campaign.remainder === 'next';
  const { data } = useCall(listCampaigns, { query: { limit: 100 } }, { enabled: isNext });
  const pass = useAct(passOnRemainder, {
    changes: campaignChanges,
    onDone: () => (showToast(t('pages.campaign.asked')), onClose()),
  });
  const others = (data?.rows ?? []).filter((row) => row.id !== campaign.id && !row.isClosed);
  const submit = (): boolean => {
    if (isNext && toCampaignId === '') return false;
    const to = isNext ? { toCampaignId } : {};
    void pass.act({ params: { id: campaign.id }, body: { version: campaign.version, ...to } });
    return true;
  };
  return (
    <FormDialog
      title={t('pages.campaign.passOn')}
      effect={t('pages.campaign.passOnEffect')}
      submit={t('pages.campaign.passOn')}
      error={pass.error}
      isBusy={pass.isUnderWay}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>
        {t(`remainders.${campaign.remainder}`)} · {formatMoney(campaign.sums.left)}
      </p>
      {isNext ? (
        <Field label={t('remainders.next')}>
          <Select
            options={others.map(({ id, title }) => ({ value: id, label: title }))}
            blank={t('pages.prepare.noCampaign')}
            value={toCampaignId}
            onChange={(event) => setTo(event.target.value)}
          />
        </Field>
      ) : null}
    </FormDialog>
  );
}

/** The receipt for a gift, as it is printed and signed. */
export function ReceiptDialog({ gift, title, onClose }: { gift: Gift; title: string; onClose: () => void }) {
  const t = useFundTexts();
  const ui = useUiTexts();
  const language = useLanguage();
  const { organisation } = useSession().hello;
  const acts = (
    <>
      <Button onClick={onClose}>{ui('cancel')}</Button>
      <Button kind="main" icon="print" onClick={() => window.print()}>
        {t('pages.receipt.print')}
      </Button>
    </>
  );
  return (
    <Overlay title={t('pages.receipt.title')} onClose={onClose} acts={acts} closesBy="keys">
      <div className="rf-receipt">
        <h3>{t('pages.receipt.title')}</h3>
        <p>
          {t('pages.receipt.from')}: {gift.giverName ?? t('givers.anonymous')}
        </p>
        <p>
          {t('columns.campaign')}: <span lang="zh-CN">{title}</span>
        </p>
        <p>
          {t('columns.amount')}: {formatMoney(gift.amount)} <span lang="zh-CN">{gift.inWords}</span>
        </p>
        <p>
          {t('columns.way')}: {t(`ways.${gift.way}`)} · {formatDay(gift.on, language)}
        </p>
        <p>
          {t('pages.receipt.number')}: {gift.id.slice(-12).toUpperCase()}
        </p>
        <p>
          {organisation} · {t('pages.receipt.by')}: {gift.byName}
        </p>
      </div>
    </Overlay>
  );
}
