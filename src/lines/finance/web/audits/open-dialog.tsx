import { isDay } from '#kernel/contract';
import { listBooks } from '#engines/ledger/contract';
import { FormDialog } from '#engines/roster/web';
import { Checkbox, DayInput, Field, Select, TextArea, TextInput, navigate, showToast } from '#ui';
import { useAct, useRows, useToday, useUiTexts } from '#ui';
import { useState } from 'react';
import { openAudit } from '../../audits/contract';
import { at, touched } from './pieces';
import { useAuditTexts } from './texts';

/** What is typed, what is wrong with it, and the act that opens the audit. */
function useOpenForm() {
  const t = useAuditTexts();
  const ui = useUiTexts();
  const today = useToday();
  const year = today.slice(0, 4);
  const books = useRows(listBooks, { query: { limit: 100 } }).rows;
  const units = [...new Map(books.map(({ unit }) => [unit.id, unit.name]))];
  const [values, setValues] = useState({
    ...{ unitId: '', name: '', why: '', from: `${year}-01-01`, to: today, bookIds: [] as readonly string[] },
  });
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(openAudit, {
    changes: touched,
    onDone: ({ id }) => (showToast(t('opened')), navigate(at.audit(id))),
  });
  const unitId = values.unitId === '' ? (units[0]?.[0] ?? '') : values.unitId;
  const own = books.filter((book) => book.unit.id === unitId);
  const bookIds = values.bookIds.filter((id) => own.some((book) => book.id === id));
  const missing = (words: string) => (words.trim().length < 2 ? ui('field.missing') : undefined);
  const faults = {
    name: missing(values.name),
    why: missing(values.why),
    from: isDay(values.from) ? undefined : ui('field.dayWrong'),
    to: isDay(values.to) && values.to >= values.from && values.to <= today ? undefined : t('spanWrong'),
    books: bookIds.length === 0 ? t('booksMissing') : undefined,
  };
  const set = (patch: Partial<typeof values>) => setValues((before) => ({ ...before, ...patch }));
  const submit = (): boolean => {
    setTried(true);
    if (Object.values(faults).some((fault) => fault !== undefined)) return false;
    const { name, why, from, to } = values;
    void act({ body: { unitId, name: name.trim(), why: why.trim(), from, to, bookIds } });
    return true;
  };
  const fault = (name: keyof typeof faults) => (isTried ? faults[name] : undefined);
  return { t, year, units, own, unitId, bookIds, values, set, fault, submit, error, isUnderWay };
}

/** A new audit: whose books, which days, why. */
export function OpenDialog({ onClose }: { onClose: () => void }) {
  const { t, year, units, own, unitId, bookIds, values, set, fault, submit, error, isUnderWay } = useOpenForm();
  return (
    <FormDialog
      {...{ title: t('open'), submit: t('openAct'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}
      effect={t('openEffect')}
    >
      <Field label={t('name')} fault={fault('name')}>
        <TextInput
          maxLength={100}
          placeholder={t('nameExample')}
          value={values.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field label={t('unit')}>
        <Select
          options={units.map(([value, label]) => ({ value, label }))}
          value={unitId}
          onChange={(event) => set({ unitId: event.target.value, bookIds: [] })}
        />
      </Field>
      <Field label={t('from')} width="half" fault={fault('from')}>
        <DayInput value={values.from} yearAtHand={Number(year)} onChange={(from) => set({ from })} />
      </Field>
      <Field label={t('to')} width="half" fault={fault('to')}>
        <DayInput value={values.to} yearAtHand={Number(year)} onChange={(to) => set({ to })} />
      </Field>
      <Field label={t('books')} fault={fault('books')}>
        <div className="col g8" lang="zh-CN">
          {own.map((book) => (
            <Checkbox
              key={book.id}
              label={book.name}
              checked={bookIds.includes(book.id)}
              onChange={(event) =>
                set({ bookIds: event.target.checked ? [...bookIds, book.id] : bookIds.filter((id) => id !== book.id) })
              }
            />
          ))}
        </div>
      </Field>
      <Field label={t('why')} fault={fault('why')}>
        <TextArea
          maxLength={500}
          placeholder={t('whyExample')}
          value={values.why}
          onChange={(event) => set({ why: event.target.value })}
        />
      </Field>
    </FormDialog>
  );
}
