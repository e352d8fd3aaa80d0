import { isDay } from '#kernel/contract';
import { FormDialog, UnitPick } from '#engines/roster/web';
import { DayInput, Field, Select, TextInput, navigate, showToast, useAct, useToday, useUiTexts } from '#ui';
import { useState } from 'react';
import { type BookKindName, bookKindNames, foundBook, listBooks, renameBook, showBook } from '../../books/contract';
import { at } from '../addresses';
import { useBookTerms, useBookTexts } from '../texts';

/** Founds a book; its page opens, where the opening balances are entered. */
export function FoundDialog({ onClose }: { onClose: () => void }) {
  const t = useBookTexts();
  const terms = useBookTerms();
  const ui = useUiTexts();
  const today = useToday();
  const [unitId, setUnit] = useState('');
  const [kind, setKind] = useState<BookKindName>('union_funds');
  const [name, setName] = useState('');
  const [openedOn, setOpenedOn] = useState(`${today.slice(0, 4)}-01-01`);
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(foundBook, {
    changes: [listBooks],
    onDone: ({ id }) => (showToast(t('founded')), navigate(at.book(id))),
  });
  const missing = (isMissing: boolean) => (isTried && isMissing ? ui('field.missing') : undefined);
  const isNamed = name.trim().length >= 2;
  const submit = (): boolean => {
    setTried(true);
    if (unitId === '' || !isNamed || !isDay(openedOn)) return false;
    void act({ body: { unitId, kind, name: name.trim(), openedOn } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('found'), submit: t('found'), effect: t('foundEffect'), error, isBusy: isUnderWay }}
      {...{ onSubmit: submit, onClose }}
    >
      <Field label={t('unit')} fault={missing(unitId === '')}>
        <UnitPick value={unitId} onChange={setUnit} />
      </Field>
      <Field label={t('kind')}>
        <Select
          options={bookKindNames.map((value) => ({ value, label: terms(`kinds.${value}`) }))}
          value={kind}
          onChange={(event) => setKind(bookKindNames.find((one) => one === event.target.value) ?? kind)}
        />
      </Field>
      <Field label={t('name')} fault={missing(!isNamed)}>
        <TextInput
          maxLength={60}
          value={name}
          placeholder={t('nameExample')}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <Field label={t('openedOn')} fault={isTried && !isDay(openedOn) ? ui('field.dayWrong') : undefined}>
        <DayInput value={openedOn} onChange={setOpenedOn} />
      </Field>
    </FormDialog>
  );
}

export function RenameBookDialog(props: { book: { id: string; name: string; version: number }; onClose: () => void }) {
  const { book, onClose } = props;
  const t = useBookTexts();
  const ui = useUiTexts();
  const [name, setName] = useState(book.name);
  const { act, error, isUnderWay } = useAct(renameBook, {
    changes: [listBooks, showBook],
    onDone: () => (showToast(t('renamed')), onClose()),
  });
  const isNamed = name.trim().length >= 2;
  const submit = (): boolean => {
    if (isNamed) void act({ params: { id: book.id }, body: { name: name.trim(), version: book.version } });
    return isNamed;
  };
  return (
    <FormDialog
      {...{ title: t('renameBook'), submit: t('renameAccount'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}
    >
      <Field label={t('name')} fault={isNamed ? undefined : ui('field.missing')}>
        <TextInput maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
