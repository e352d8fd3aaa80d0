import { FormDialog, PersonPick, type PickedPerson } from '#engines/roster/web';
import { isDay } from '#kernel/contract';
import { Checkbox, DayInput, Field, TextInput, MoneyInput, Select, parseMoney, showToast, useAct, useCall } from '#ui';
import { useToday, useUiTexts } from '#ui';
import { useId, useState } from 'react';
import { listCampaigns } from '../../../campaigns/contract';
import {
  type GoodsCondition,
  type GoodsItem,
  type GoodsKind,
  disinfectGoods,
  goodsConditions,
  goodsKinds,
  handOutGoods,
  listGoods,
  listGoodsMoves,
  passOnGoods,
  takeGoods,
} from '../../../goods/contract';
import { type Campaign, GiverFields, type Who } from '../campaign-dialogs';
import { useFundTexts } from '../texts';

export const goodsChanges = [listGoods, listGoodsMoves];

/** Exact as it is typed: the server reckons with the digits. */
const quantityIn = (text: string): string | null => {
  const digits = text.trim();
  return /^\d{1,9}(\.\d{1,3})?$/.test(digits) && /[1-9]/.test(digits) ? digits : null;
};

interface TypedProps {
  readonly value: string;
  readonly isTried: boolean;
  readonly onChange: (text: string) => void;
}

function QuantityField({ value, isTried, onChange }: TypedProps) {
  const t = useFundTexts();
  const fault = isTried && quantityIn(value) === null ? t('goods.quantityWrong') : undefined;
  return (
    <Field label={t('goods.columns.quantity')} width="half" fault={fault}>
      <TextInput inputMode="decimal" value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}

function OnField({ value, isTried, onChange }: TypedProps) {
  const t = useFundTexts();
  const ui = useUiTexts();
  return (
    <Field
      label={t('goods.columns.on')}
      width="half"
      fault={isTried && !isDay(value) ? ui('field.dayWrong') : undefined}
    >
      <DayInput value={value} onChange={onChange} />
    </Field>
  );
}

interface TakeProps {
  campaign: Campaign;
  items: readonly GoodsItem[];
  onClose: () => void;
}

interface Typed {
  readonly name: string;
  readonly size: string;
  readonly measure: string;
  readonly kind: GoodsKind;
  readonly condition: GoodsCondition;
}

/** What the goods are; names that are known are offered, so that one sort doesn't become two. */
function SortFields({
  typed,
  items,
  fault,
  onChange,
}: {
  typed: Typed;
  items: readonly GoodsItem[];
  fault: string | undefined;
  onChange: (typed: Typed) => void;
}) {
  const t = useFundTexts();
  const listId = useId();
  const known = [...new Set(items.map(({ name }) => name))];
  const options = <Value extends string>(values: readonly Value[], group: 'kinds' | 'conditions') =>
    values.map((value) => ({ value, label: t(`goods.${group}.${value}` as 'goods.kinds.food') }));
  return (
    <>
      <Field label={t('goods.columns.name')} width="half" fault={typed.name.trim() === '' ? fault : undefined}>
        <TextInput
          value={typed.name}
          maxLength={40}
          list={listId}
          onChange={(event) => onChange({ ...typed, name: event.target.value })}
        />
      </Field>
      <datalist id={listId}>
        {known.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <Field label={t('goods.columns.kind')} width="half">
        <Select
          options={options(goodsKinds, 'kinds')}
          value={typed.kind}
          onChange={(event) => onChange({ ...typed, kind: event.target.value as GoodsKind })}
        />
      </Field>
      <Field label={t('goods.columns.size')} width="half" isOptional hint={t('goods.sizeHint')}>
        <TextInput
          value={typed.size}
          maxLength={20}
          onChange={(event) => onChange({ ...typed, size: event.target.value })}
        />
      </Field>
      <Field label={t('goods.columns.condition')} width="half">
        <Select
          options={options(goodsConditions, 'conditions')}
          value={typed.condition}
          onChange={(event) => onChange({ ...typed, condition: event.target.value as GoodsCondition })}
        />
      </Field>
      <Field label={t('goods.columns.measure')} width="half" fault={typed.measure.trim() === '' ? fault : undefined}>
        <TextInput
          value={typed.measure}
          maxLength={10}
          onChange={(event) => onChange({ ...typed, measure: event.target.value })}
        />
      </Field>
    </>
  );
}

/** Takes in goods of a person, a unit, or without a name. */
export function TakeGoodsDialog({ campaign, items, onClose }: TakeProps) {
  const t = useFundTexts();
  const ui = useUiTexts();
  const [who, setWho] = useState<Who>({ giver: 'person', person: null, unitId: '' });
  const [typed, setTyped] = useState<Typed>({ name: '', size: '', measure: '件', kind: 'clothing', condition: 'good' });
  const [values, setValues] = useState({ quantity: '', estimate: '', on: useToday() });
  const [isNamed, setNamed] = useState(false);
  const [isTried, setTried] = useState(false);
  const take = useAct(takeGoods, { changes: goodsChanges, onDone: () => (showToast(t('goods.taken')), onClose()) });
  const { giver, person, unitId } = who;
  const quantity = quantityIn(values.quantity);
  const estimate = values.estimate.trim() === '' ? null : parseMoney(values.estimate);
  const isWorthWrong = values.estimate.trim() !== '' && (estimate === null || estimate <= 0n);
  const isWhoMissing = (giver === 'person' && person === null) || (giver === 'unit' && unitId === '');
  const missing = isTried ? ui('field.missing') : undefined;
  const submit = (): boolean => {
    setTried(true);
    const { name, size, measure } = typed;
    const isSortMissing = name.trim() === '' || measure.trim() === '';
    if (quantity === null || isWorthWrong || isWhoMissing || isSortMissing || !isDay(values.on)) return false;
    const sort = { ...typed, name: name.trim(), size: size.trim(), measure: measure.trim() };
    const named = giver === 'person' ? { personId: person!.id } : giver === 'unit' ? { unitId } : {};
    const given = { giver, ...named, isNamed: giver !== 'anonymous' && isNamed };
    void take.act({ params: { id: campaign.id }, body: { ...sort, ...given, quantity, estimate, on: values.on } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('goods.take'), submit: t('goods.take'), effect: t('goods.takeEffect') }}
      {...{ error: take.error, isBusy: take.isUnderWay, onSubmit: submit, onClose }}
    >
      <GiverFields who={who} fault={isWhoMissing ? missing : undefined} onChange={setWho} />
      <SortFields typed={typed} items={items} fault={missing} onChange={setTyped} />
      <QuantityField
        value={values.quantity}
        isTried={isTried}
        onChange={(text) => setValues({ ...values, quantity: text })}
      />
      <Field
        label={t('goods.columns.estimate')}
        width="half"
        isOptional
        hint={t('goods.estimateHint')}
        fault={isTried && isWorthWrong ? t('pages.amountWrong') : undefined}
      >
        <MoneyInput
          value={values.estimate}
          onChange={(event) => setValues({ ...values, estimate: event.target.value })}
        />
      </Field>
      <OnField value={values.on} isTried={isTried} onChange={(on) => setValues({ ...values, on })} />
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

/** Hands goods out to one of the roster, a member or not. */
export function HandOutDialog({ item, onClose }: { item: GoodsItem; onClose: () => void }) {
  const t = useFundTexts();
  const ui = useUiTexts();
  const [person, setPerson] = useState<PickedPerson | null>(null);
  const [values, setValues] = useState({ quantity: '1', on: useToday() });
  const [isSigned, setSigned] = useState(false);
  const [isTried, setTried] = useState(false);
  const hand = useAct(handOutGoods, {
    changes: goodsChanges,
    onDone: () => (showToast(t('goods.handedOut')), onClose()),
  });
  const quantity = quantityIn(values.quantity);
  const submit = (): boolean => {
    setTried(true);
    if (person === null || quantity === null || !isDay(values.on)) return false;
    void hand.act({ params: { id: item.id }, body: { personId: person.id, quantity, isSigned, on: values.on } });
    return true;
  };
  return (
    <FormDialog
      title={t('goods.handOutTitle', { name: [item.name, item.size].filter(Boolean).join(' ') })}
      submit={t('goods.handOut')}
      effect={t('goods.handOutEffect', { stock: item.stock, measure: item.measure })}
      {...{ error: hand.error, isBusy: hand.isUnderWay, onSubmit: submit, onClose }}
    >
      <PersonPick label={t('goods.receiver')} name={person?.name ?? ''} onPick={setPerson} />
      {isTried && person === null ? <p className="c-refuse t13">{ui('field.missing')}</p> : null}
      <QuantityField
        value={values.quantity}
        isTried={isTried}
        onChange={(text) => setValues({ ...values, quantity: text })}
      />
      <OnField value={values.on} isTried={isTried} onChange={(on) => setValues({ ...values, on })} />
      <Checkbox label={t('goods.isSigned')} checked={isSigned} onChange={(event) => setSigned(event.target.checked)} />
    </FormDialog>
  );
}

/** Notes that what has come of a sort was disinfected. */
export function DisinfectDialog({ item, onClose }: { item: GoodsItem; onClose: () => void }) {
  const t = useFundTexts();
  const [on, setOn] = useState(useToday());
  const note = useAct(disinfectGoods, { changes: goodsChanges, onDone: () => (showToast(t('goods.done')), onClose()) });
  const submit = (): boolean => {
    if (!isDay(on)) return false;
    void note.act({ params: { id: item.id }, body: { on } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('goods.disinfect'), submit: t('goods.disinfect') }}
      effect={t('goods.disinfectEffect', { name: item.name })}
      {...{ error: note.error, isBusy: note.isUnderWay, onSubmit: submit, onClose }}
    >
      <OnField value={on} isTried onChange={setOn} />
    </FormDialog>
  );
}

/** What is left goes where the campaign said. */
export function PassOnGoodsDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const t = useFundTexts();
  const [toCampaignId, setTo] = useState('');
  const isNext = campaign.remainder === 'next';
  const { data } = useCall(listCampaigns, { query: { limit: 100 } }, { enabled: isNext });
  const pass = useAct(passOnGoods, {
    changes: goodsChanges,
    onDone: ({ sorts }) => (showToast(t('goods.passedOn', { count: sorts })), onClose()),
  });
  const others = (data?.rows ?? []).filter((row) => row.id !== campaign.id && !row.isClosed);
  const submit = (): boolean => {
    if (isNext && toCampaignId === '') return false;
    void pass.act({ params: { id: campaign.id }, body: isNext ? { toCampaignId } : {} });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('goods.passOn'), submit: t('goods.passOn'), effect: t('goods.passOnEffect') }}
      {...{ error: pass.error, isBusy: pass.isUnderWay, onSubmit: submit, onClose }}
    >
      {isNext ? (
        <Field label={t('remainders.next')}>
          <Select
            options={others.map(({ id, title }) => ({ value: id, label: title }))}
            blank={t('pages.prepare.noCampaign')}
            value={toCampaignId}
            onChange={(event) => setTo(event.target.value)}
          />
        </Field>
      ) : (
        <p>{t('goods.toStock')}</p>
      )}
    </FormDialog>
  );
}
