import { formatFen, isDay } from '#kernel/contract';
import { FormDialog, PersonPick, type PickedPerson, UnitPick } from '#engines/roster/web';
import { DayInput, Field, MoneyInput, Select, TextInput, formatDay, parseMoney, showToast } from '#ui';
import { useAct, useCall, useLanguage, useToday, useUiTexts } from '#ui';
import { useState } from 'react';
import { addAsset, checkAssets, listAssetEntries, listAssets } from '../../assets/contract';
import { type AssetClass, assetClasses } from '../../assets/terms';
import { asFen } from './pieces';
import { useAssetTerms, useAssetTexts } from './texts';

const blank = {
  ...{ entryId: '', name: '', class: '', specification: '', formerNumber: '', boughtOn: '', cost: '', unitId: '' },
};
type Values = typeof blank;

/** What is typed, what is wrong with it, and the act that enters it. */
function useAssetForm(bookId: string, onClose: () => void) {
  const t = useAssetTexts();
  const ui = useUiTexts();
  const [values, setValues] = useState<Values>(blank);
  const [keeper, setKeeper] = useState<PickedPerson | null>(null);
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(addAsset, {
    changes: [listAssets, checkAssets, listAssetEntries],
    onDone: () => (showToast(t('form.saved')), onClose()),
  });
  const cost = parseMoney(values.cost);
  const missing = (value: string) => (value.trim() === '' ? ui('field.missing') : undefined);
  const faults = {
    name: missing(values.name),
    class: missing(values.class),
    boughtOn: isDay(values.boughtOn) ? undefined : ui('field.dayWrong'),
    cost: cost === null || cost <= 0n ? t('form.costWrong') : undefined,
    unitId: missing(values.unitId),
    keeper: keeper === null ? ui('field.missing') : undefined,
  };
  const submit = (): boolean => {
    setTried(true);
    if (cost === null || keeper === null || Object.values(faults).some((fault) => fault !== undefined)) return false;
    const { entryId, unitId, boughtOn } = values;
    const named = {
      ...{ name: values.name.trim(), specification: values.specification.trim() },
      ...{ formerNumber: values.formerNumber.trim(), class: values.class as AssetClass },
    };
    const held = { bookId, unitId, keeperId: keeper.id, boughtOn, cost, entryId: entryId === '' ? null : entryId };
    void act({ body: { ...named, ...held } });
    return true;
  };
  const set = (patch: Partial<Values>) => setValues((before) => ({ ...before, ...patch }));
  const faultOf = (name: keyof typeof faults) => (isTried ? faults[name] : undefined);
  return { values, set, keeper, setKeeper, faultOf, submit, error, isUnderWay };
}

type Form = ReturnType<typeof useAssetForm>;

/** The entry that bought it brings its day and what no card names yet. */
function EntryField({ bookId, form }: { bookId: string; form: Form }) {
  const t = useAssetTexts();
  const language = useLanguage();
  const entries = useCall(listAssetEntries, { params: { id: bookId } }).data?.rows ?? [];
  const open = entries.filter((entry) => asFen(entry.left) > 0n);
  const choose = (entryId: string): void => {
    const entry = open.find((one) => one.id === entryId);
    form.set({ entryId, ...(entry ? { boughtOn: entry.on, cost: formatFen(asFen(entry.left)) } : {}) });
  };
  const words = (entry: (typeof open)[number]) =>
    t('form.entryChoice', {
      ...{ on: formatDay(entry.on, language), words: entry.words, left: formatFen(asFen(entry.left)) },
    });
  return (
    <Field label={t('form.entry')} hint={t('form.entryHint')} isOptional>
      <Select
        blank={t('form.noEntry')}
        options={open.map((entry) => ({ value: entry.id, label: words(entry) }))}
        value={form.values.entryId}
        onChange={(event) => choose(event.target.value)}
      />
    </Field>
  );
}

function ThingFields({ form }: { form: Form }) {
  const t = useAssetTexts();
  const terms = useAssetTerms();
  const { values, set, faultOf } = form;
  return (
    <>
      <Field label={t('form.name')} width="half" fault={faultOf('name')}>
        <TextInput
          maxLength={60}
          placeholder={t('form.nameExample')}
          value={values.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field label={t('form.class')} width="half" fault={faultOf('class')}>
        <Select
          blank=""
          options={assetClasses.map((one) => ({ value: one, label: terms(`classes.${one}`) }))}
          value={values.class}
          onChange={(event) => set({ class: event.target.value })}
        />
      </Field>
      <Field label={t('form.specification')} width="half" isOptional>
        <TextInput
          maxLength={80}
          placeholder={t('form.specificationExample')}
          value={values.specification}
          onChange={(event) => set({ specification: event.target.value })}
        />
      </Field>
      <Field label={t('form.formerNumber')} width="half" isOptional>
        <TextInput
          maxLength={40}
          value={values.formerNumber}
          onChange={(event) => set({ formerNumber: event.target.value })}
        />
      </Field>
    </>
  );
}

/** A new card. */
export function AssetDialog({ bookId, onClose }: { bookId: string; onClose: () => void }) {
  const t = useAssetTexts();
  const today = useToday();
  const form = useAssetForm(bookId, onClose);
  const { values, set, keeper, setKeeper, faultOf, submit, error, isUnderWay } = form;
  return (
    <FormDialog
      {...{ title: t('form.add'), submit: t('form.save'), effect: t('form.effect'), error, isBusy: isUnderWay }}
      {...{ onSubmit: submit, onClose, size: 'wide' }}
    >
      <EntryField bookId={bookId} form={form} />
      <ThingFields form={form} />
      <Field label={t('form.boughtOn')} width="half" fault={faultOf('boughtOn')}>
        <DayInput
          value={values.boughtOn}
          yearAtHand={Number(today.slice(0, 4))}
          onChange={(boughtOn) => set({ boughtOn })}
        />
      </Field>
      <Field label={t('form.cost')} width="half" fault={faultOf('cost')}>
        <MoneyInput value={values.cost} onChange={(event) => set({ cost: event.target.value })} />
      </Field>
      <Field label={t('form.unit')} width="half" fault={faultOf('unitId')}>
        <UnitPick value={values.unitId} onChange={(unitId) => set({ unitId })} />
      </Field>
      <Field label={t('form.keeper')} width="half" fault={faultOf('keeper')}>
        <PersonPick
          label={t('form.keeper')}
          name={keeper?.name ?? ''}
          onPick={setKeeper}
          onClear={() => setKeeper(null)}
        />
      </Field>
    </FormDialog>
  );
}
