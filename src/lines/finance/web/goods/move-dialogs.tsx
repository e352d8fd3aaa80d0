import { formatFen, isDay } from '#kernel/contract';
import { FormDialog, PersonPick, type PickedPerson, UnitPick, useUnitOptions } from '#engines/roster/web';
import {
  Button,
  DayInput,
  Field,
  MoneyInput,
  Select,
  TextInput,
  formatDay,
  navigate,
  parseMoney,
  showToast,
} from '#ui';
import { useAct, useCall, useLanguage, useToday, useUiTexts } from '#ui';
import { useState } from 'react';
import { type GoodsMove, type GoodsWhole, checkGoods, countGoods, issueGoods, listGoods } from '../../goods/contract';
import { listGoodsEntries, listGoodsMoves, receiveGoods, returnGoods } from '../../goods/contract';
import { showGoods, showGoodsIssue, tieGoods } from '../../goods/contract';
import { asFen, isQuantity } from './pieces';
import { useGoodsTerms, useGoodsTexts } from './texts';

export const changes = [listGoods, showGoods, listGoodsMoves, showGoodsIssue, checkGoods, listGoodsEntries];

interface Props {
  goods: GoodsWhole;
  onClose: () => void;
}

/** What was bought comes in, by another hand than the buyer's. */
export function ReceiveDialog({ goods, onClose }: Props) {
  const t = useGoodsTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [values, setValues] = useState({ quantity: '', value: '', on: today, words: '' });
  const [buyer, setBuyer] = useState<PickedPerson | null>(null);
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(receiveGoods, {
    changes,
    onDone: () => (showToast(t('receive.done')), onClose()),
  });
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const value = parseMoney(values.value);
  const faults = {
    quantity: isQuantity(values.quantity) ? undefined : t('issue.quantityWrong'),
    value: value === null || value < 0n ? t('receive.valueWrong') : undefined,
    on: isDay(values.on) ? undefined : ui('field.dayWrong'),
    buyer: buyer === null ? ui('field.missing') : undefined,
  };
  const faultOf = (key: keyof typeof faults) => (isTried ? faults[key] : undefined);
  const submit = (): boolean => {
    setTried(true);
    if (value === null || buyer === null || Object.values(faults).some((one) => one !== undefined)) return false;
    const { on, words } = values;
    const body = { quantity: values.quantity.trim(), value, on, buyerId: buyer.id, words: words.trim() };
    void act({ params: { id: goods.id }, body });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('receive.act'), submit: t('receive.act'), effect: t('receive.effect'), error }}
      {...{ isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      <Field label={`${t('receive.quantity')}（${goods.measure}）`} width="half" fault={faultOf('quantity')}>
        <TextInput
          className="num"
          inputMode="decimal"
          value={values.quantity}
          onChange={(event) => set({ quantity: event.target.value })}
        />
      </Field>
      <Field label={t('receive.value')} width="half" fault={faultOf('value')}>
        <MoneyInput value={values.value} onChange={(event) => set({ value: event.target.value })} />
      </Field>
      <Field label={t('receive.on')} width="half" fault={faultOf('on')}>
        <DayInput value={values.on} onChange={(on) => set({ on })} />
      </Field>
      <Field label={t('receive.buyer')} width="half" fault={faultOf('buyer')}>
        <PersonPick
          label={t('receive.buyer')}
          name={buyer?.name ?? ''}
          onPick={setBuyer}
          onClear={() => setBuyer(null)}
        />
      </Field>
      <Field label={t('receive.words')} isOptional>
        <TextInput
          maxLength={100}
          placeholder={t('receive.wordsExample')}
          value={values.words}
          onChange={(event) => set({ words: event.target.value })}
        />
      </Field>
    </FormDialog>
  );
}

interface Receiver {
  key: string;
  label: string;
  personId: string | null;
  unitId: string | null;
}

function Receivers({ to, setTo }: { to: readonly Receiver[]; setTo: (to: readonly Receiver[]) => void }) {
  const t = useGoodsTexts();
  const units = useUnitOptions();
  const taken = new Set(to.map((one) => one.key));
  const add = (one: Receiver) => (taken.has(one.key) ? undefined : setTo([...to, one]));
  const addUnit = (unitId: string): void => {
    const label = units.find((unit) => unit.value === unitId)?.label.trim() ?? '';
    if (unitId !== '') add({ key: unitId, label, unitId, personId: null });
  };
  const addPerson = ({ id, name, unitName }: PickedPerson): void =>
    add({ key: id, label: [name, unitName].filter(Boolean).join(' · '), personId: id, unitId: null });
  return (
    <>
      <div className="fg-pick">
        <PersonPick label={t('issue.addPerson')} taken={taken} onPick={addPerson} />
        <UnitPick label={t('issue.addUnit')} blank={t('issue.addUnit')} value="" onChange={addUnit} />
      </div>
      <ul className="fg-parts">
        {to.map((one) => (
          <li key={one.key}>
            <span lang="zh-CN">{one.label}</span>
            <Button size="sm" onClick={() => setTo(to.filter(({ key }) => key !== one.key))}>
              {t('issue.remove')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The same quantity for each receiver, on one list. */
export function IssueDialog({ goods, onClose }: Props) {
  const t = useGoodsTexts();
  const ui = useUiTexts();
  const today = useToday();
  const [values, setValues] = useState({ quantity: '1', on: today, words: '' });
  const [to, setTo] = useState<readonly Receiver[]>([]);
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(issueGoods, {
    changes,
    onDone: ({ id }) => (showToast(t('issue.done')), navigate(`/finance/goods/issues/${id}`)),
  });
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const faults = {
    quantity: isQuantity(values.quantity) ? undefined : t('issue.quantityWrong'),
    words: values.words.trim().length < 2 ? ui('field.missing') : undefined,
    on: isDay(values.on) ? undefined : ui('field.dayWrong'),
    to: to.length === 0 ? t('issue.none') : undefined,
  };
  const faultOf = (key: keyof typeof faults) => (isTried ? faults[key] : undefined);
  const submit = (): boolean => {
    setTried(true);
    if (Object.values(faults).some((one) => one !== undefined)) return false;
    const quantity = values.quantity.trim();
    const parts = to.map(({ personId, unitId }) => ({ personId, unitId, quantity }));
    void act({ params: { id: goods.id }, body: { on: values.on, words: values.words.trim(), to: parts } });
    return true;
  };
  const all = isQuantity(values.quantity) ? Math.round(Number(values.quantity) * 1000 * to.length) / 1000 : 0;
  return (
    <FormDialog
      {...{ title: `${t('issue.act')} · ${goods.name}`, submit: t('issue.act'), effect: t('issue.effect'), error }}
      {...{ isBusy: isUnderWay, onSubmit: submit, onClose, size: 'wide' }}
      note={t('issue.sum', { count: to.length, quantity: String(all), measure: goods.measure })}
    >
      <Field label={t('issue.words')} fault={faultOf('words')}>
        <TextInput
          maxLength={100}
          placeholder={t('issue.wordsExample')}
          value={values.words}
          onChange={(event) => set({ words: event.target.value })}
        />
      </Field>
      <Field label={`${t('issue.quantity')}（${goods.measure}）`} width="half" fault={faultOf('quantity')}>
        <TextInput
          className="num"
          inputMode="decimal"
          value={values.quantity}
          onChange={(event) => set({ quantity: event.target.value })}
        />
      </Field>
      <Field label={t('issue.on')} width="half" fault={faultOf('on')}>
        <DayInput value={values.on} onChange={(on) => set({ on })} />
      </Field>
      <div className="fld">
        <span className="label">{t('issue.to')}</span>
        <Receivers to={to} setTo={setTo} />
        {faultOf('to') ? (
          <p className="fault t13 c-refuse" role="alert">
            {faultOf('to')}
          </p>
        ) : null}
      </div>
    </FormDialog>
  );
}

/** What was counted, with the reason of the difference. */
export function CountDialog({ goods, onClose }: Props) {
  const t = useGoodsTexts();
  const ui = useUiTexts();
  const [counted, setCounted] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(countGoods, {
    changes,
    onDone: () => (showToast(t('count.done')), onClose()),
  });
  const isCounted = counted.trim() === '0' || isQuantity(counted);
  const submit = (): boolean => {
    setTried(true);
    if (!isCounted || reason.trim().length < 2) return false;
    void act({ params: { id: goods.id }, body: { counted: counted.trim(), reason: reason.trim() } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('count.act'), submit: t('count.act'), effect: t('count.effect'), error }}
      {...{ isBusy: isUnderWay, onSubmit: submit, onClose }}
      note={t('count.expected', { quantity: goods.onHand, measure: goods.measure })}
    >
      <Field label={t('count.counted')} fault={isTried && !isCounted ? t('issue.quantityWrong') : undefined}>
        <TextInput
          className="num"
          inputMode="decimal"
          value={counted}
          onChange={(event) => setCounted(event.target.value)}
        />
      </Field>
      <Field label={t('count.reason')} fault={isTried && reason.trim().length < 2 ? ui('field.missing') : undefined}>
        <TextInput
          maxLength={200}
          placeholder={t('count.reasonExample')}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}

/** What was handed out comes back. */
export function ReturnDialog({ move, onClose }: { move: GoodsMove; onClose: () => void }) {
  const t = useGoodsTexts();
  const ui = useUiTexts();
  const [quantity, setQuantity] = useState(move.quantity.replace('-', ''));
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(returnGoods, {
    changes,
    onDone: () => (showToast(t('back.done')), onClose()),
  });
  const submit = (): boolean => {
    setTried(true);
    if (!isQuantity(quantity) || reason.trim().length < 2) return false;
    void act({ params: { id: move.id }, body: { quantity: quantity.trim(), reason: reason.trim() } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('back.act'), submit: t('back.act'), effect: t('back.effect'), error }}
      {...{ isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      <Field label={t('back.quantity')} fault={isTried && !isQuantity(quantity) ? t('issue.quantityWrong') : undefined}>
        <TextInput
          className="num"
          inputMode="decimal"
          value={quantity}
          onChange={(event) => setQuantity(event.target.value)}
        />
      </Field>
      <Field label={t('back.reason')} fault={isTried && reason.trim().length < 2 ? ui('field.missing') : undefined}>
        <TextInput maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

/** The entry by which a movement stands in the book. */
export function TieDialog({ move, goods, onClose }: Props & { move: GoodsMove }) {
  const t = useGoodsTexts();
  const terms = useGoodsTerms();
  const ui = useUiTexts();
  const language = useLanguage();
  const [entryId, setEntryId] = useState('');
  const [isTried, setTried] = useState(false);
  const { data } = useCall(listGoodsEntries, { params: { id: goods.book.id } });
  const entries = data?.rows ?? [];
  const goesIn = asFen(move.value) > 0n;
  const open = entries.filter((one) => asFen(one.left) !== 0n && asFen(one.left) > 0n === goesIn);
  const isEmpty = data !== undefined && open.length === 0;
  const { act, error, isUnderWay } = useAct(tieGoods, {
    changes,
    onDone: () => (showToast(t('tie.done')), onClose()),
  });
  const submit = (): boolean => {
    setTried(true);
    if (entryId !== '') void act({ params: { id: move.id }, body: { entryId } });
    return entryId !== '';
  };
  return (
    <FormDialog
      {...{ title: t('tie.act'), submit: t('tie.act'), effect: t(isEmpty ? 'tie.none' : 'tie.effect'), error }}
      whyNot={isEmpty ? t('tie.none') : undefined}
      note={t('tie.what', {
        ...{ kind: terms(`moves.${move.kind}`), quantity: move.quantity, measure: goods.measure },
        value: formatFen(asFen(move.value)),
      })}
      {...{ isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      <Field label={t('tie.entry')} fault={isTried && entryId === '' ? ui('field.missing') : undefined}>
        <Select
          blank={isEmpty ? '—' : t('tie.choose')}
          options={open.map(({ id, on, words, left }) => ({
            value: id,
            label: t('tie.choice', { on: formatDay(on, language), words, left: formatFen(asFen(left)) }),
          }))}
          value={entryId}
          onChange={(event) => setEntryId(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}
