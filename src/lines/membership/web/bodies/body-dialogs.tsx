import { isDay } from '#kernel/contract';
import { FormDialog, UnitPick } from '#engines/roster/web';
import { DayInput, Field, Select, TextInput, navigate, showToast, useAct, useToday, useUiTexts } from '#ui';
import { useState } from 'react';
import {
  type BodyKindName,
  type BodyWhole,
  bodyKindNames,
  dissolveUnionBody,
  foundUnionBody,
  listBodies,
  renameUnionBody,
  showBody,
} from '../../bodies/contract';
import { useBodyTerms, useBodyTexts } from './texts';

export const touched = [listBodies, showBody];

interface FoundProps {
  unitId: string;
  kind: BodyKindName | undefined;
  abilities: Readonly<Record<string, boolean>>;
  onClose: () => void;
}

/** Founds a body; its page opens, where the term is entered. */
export function FoundDialog({ abilities, onClose, ...given }: FoundProps) {
  const t = useBodyTexts();
  const terms = useBodyTerms();
  const ui = useUiTexts();
  const today = useToday();
  const offered = bodyKindNames.filter((name) => abilities[`found.${name}`]);
  const [unitId, setUnit] = useState(given.unitId);
  const [kind, setKind] = useState<BodyKindName | undefined>(given.kind ?? offered[0]);
  const [name, setName] = useState('');
  const [foundedOn, setFoundedOn] = useState(today);
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(foundUnionBody, {
    changes: touched,
    onDone: ({ id }) => (showToast(t('founded')), navigate(`/membership/bodies/${id}`)),
  });
  const missing = (isMissing: boolean) => (isTried && isMissing ? ui('field.missing') : undefined);
  const isNamed = name.trim().length >= 2;
  const submit = (): boolean => {
    setTried(true);
    if (unitId === '' || kind === undefined || !isNamed || !isDay(foundedOn)) return false;
    void act({ body: { unitId, kind, name: name.trim(), foundedOn } });
    return true;
  };
  return (
    <FormDialog {...{ title: t('found'), submit: t('found'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}>
      <Field label={t('unit')} fault={missing(unitId === '')}>
        <UnitPick value={unitId} onChange={setUnit} />
      </Field>
      <Field label={t('kind')} fault={missing(kind === undefined)}>
        <Select
          options={offered.map((value) => ({ value, label: terms(`${value}.name`) }))}
          value={kind ?? ''}
          onChange={(event) => setKind(bodyKindNames.find((one) => one === event.target.value))}
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
      <Field label={t('foundedOn')} fault={isTried && !isDay(foundedOn) ? ui('field.dayWrong') : undefined}>
        <DayInput value={foundedOn} onChange={setFoundedOn} />
      </Field>
    </FormDialog>
  );
}

export function RenameDialog({ body, onClose }: { body: BodyWhole; onClose: () => void }) {
  const t = useBodyTexts();
  const ui = useUiTexts();
  const [name, setName] = useState(body.name);
  const { act, error, isUnderWay } = useAct(renameUnionBody, {
    changes: touched,
    onDone: () => (showToast(t('renamed')), onClose()),
  });
  const isNamed = name.trim().length >= 2;
  const submit = (): boolean => {
    if (isNamed) void act({ params: { id: body.id }, body: { name: name.trim(), version: body.version } });
    return isNamed;
  };
  return (
    <FormDialog {...{ title: t('rename'), submit: t('rename'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}>
      <Field label={t('name')} fault={isNamed ? undefined : ui('field.missing')}>
        <TextInput maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
    </FormDialog>
  );
}

export interface LastDayAsked {
  lastDay: string;
  reason: string;
}

/** A last day with its reason: for whoever leaves, for a term that ends early, for a body that is dissolved. */
export function LastDayDialog(props: {
  title: string;
  effect: string;
  submit: string;
  error: Error | null;
  isBusy: boolean;
  onSubmit: (asked: LastDayAsked) => void;
  onClose: () => void;
}) {
  const t = useBodyTexts();
  const ui = useUiTexts();
  const [lastDay, setLastDay] = useState(useToday());
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const { onSubmit, ...rest } = props;
  const submit = (): boolean => {
    setTried(true);
    if (!isDay(lastDay) || reason.trim() === '') return false;
    onSubmit({ lastDay, reason: reason.trim() });
    return true;
  };
  return (
    <FormDialog {...rest} onSubmit={submit}>
      <Field label={t('lastDay')} fault={isTried && !isDay(lastDay) ? ui('field.dayWrong') : undefined}>
        <DayInput value={lastDay} onChange={setLastDay} />
      </Field>
      <Field label={t('reason')} fault={isTried && reason.trim() === '' ? ui('field.missing') : undefined}>
        <TextInput
          maxLength={200}
          value={reason}
          placeholder={t('reasonExample')}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </FormDialog>
  );
}

export function DissolveDialog({ body, onClose }: { body: BodyWhole; onClose: () => void }) {
  const t = useBodyTexts();
  const { act, error, isUnderWay } = useAct(dissolveUnionBody, {
    changes: touched,
    onDone: () => (showToast(t('dissolved')), onClose()),
  });
  return (
    <LastDayDialog
      {...{ title: t('dissolveTitle', { name: body.name }), effect: t('dissolveEffect'), submit: t('dissolve') }}
      {...{ error, isBusy: isUnderWay, onClose }}
      onSubmit={(asked) => void act({ params: { id: body.id }, body: { ...asked, version: body.version } })}
    />
  );
}
