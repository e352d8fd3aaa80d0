import type { Language } from '#kernel/contract';
import { type FormEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { z } from 'zod';
import { messageOf } from '../blanks';
import { Button, Chip } from '../button';
import { CallRefused } from '../call';
import { Note } from '../card';
import { useLanguage } from '../choices';
import { DayInput, type DayWindow, DayWindowInput } from '../day-input';
import { Checkbox, Field, MoneyInput, Select, TextArea, TextInput, focusFirstFault } from '../field';
import { useUiTexts } from '../ui-texts';
import { useDraft } from '../use-draft';
import { type RawValue, type SchemaField, fieldsOf, rawOf, readField } from './schema-fields';

/** What the schema can't know of a field: its words, and where they come from. */
export interface FieldWords {
  label: ReactNode;
  hint?: ReactNode;
  example?: string;
  width?: 'half' | 'third';
  /** For selects: the choices, where they aren't the schema's own, or the words of those that are. */
  options?: readonly { value: string; label: string }[];
  /** Left out of the form; its value comes from `fixed`. */
  isHidden?: boolean;
  /** A control of one's own instead of the one that the schema suggests. */
  control?: (value: RawValue, set: (value: RawValue) => void) => ReactNode;
}

export interface FormFromSchemaProps<S extends z.ZodObject> {
  schema: S;
  fields: Readonly<Record<keyof z.input<S> & string, FieldWords>>;
  /** Names the draft; add the row's id when a row is edited. */
  draftKey: string;
  initial?: Partial<z.input<S>>;
  /** Values that the person doesn't fill in. */
  fixed?: Partial<z.input<S>>;
  submit: string;
  /** Sends the request; an answer drops the draft, undefined (refused) keeps it. Made for `useAct().act`. */
  onSubmit: (body: z.input<S>) => Promise<unknown>;
  error?: Error | null;
  isBusy?: boolean;
  onCancel?: () => void;
}

type Faults = Readonly<Record<string, string>>;

/** zod's own messages in the person's language; each language is fetched once. */
const messages: Partial<Record<Language, z.core.$ZodErrorMap>> = {};
async function errorMapFor(language: Language): Promise<z.core.$ZodErrorMap | undefined> {
  const load = language === 'en' ? import('zod/v4/locales/en.js') : import('zod/v4/locales/zh-CN.js');
  messages[language] ??= (await load).default().localeError as z.core.$ZodErrorMap;
  return messages[language];
}

function serverFaults(error: Error | null | undefined): Faults {
  if (!(error instanceof CallRefused)) return {};
  return Object.fromEntries(error.issues.map((issue) => [issue.path.replace(/^body\./, ''), issue.message]));
}

/** A form built from a request's schema: what it asks for, what it refuses and why. The draft is kept until it is sent. */
export function FormFromSchema<S extends z.ZodObject>(props: FormFromSchemaProps<S>) {
  const { schema, fields: words, draftKey, initial, fixed, error } = props;
  const t = useUiTexts();
  const language = useLanguage();
  const form = useRef<HTMLFormElement>(null);
  const all = useMemo(() => fieldsOf(schema), [schema]);
  const shown = all.filter((field) => words[field.name as keyof typeof words]?.isHidden !== true && !(fixed && field.name in fixed));
  const [start] = useState(() =>
    Object.fromEntries(shown.map((field) => [field.name, rawOf(field, (initial as Record<string, unknown> | undefined)?.[field.name])])),
  );
  const draft = useDraft<Record<string, RawValue>>(`form.${draftKey}`, start);
  const [faults, setFaults] = useState<Faults>({});
  const ofServer = serverFaults(error);

  const check = async (): Promise<{ body: Record<string, unknown>; found: Faults }> => {
    const found: Record<string, string> = {};
    const body: Record<string, unknown> = { ...fixed };
    for (const field of shown) {
      const { value, fault } = readField(field, draft.values[field.name] ?? '');
      if (fault) found[field.name] = t(`field.${fault}`);
      if (value !== undefined) body[field.name] = value;
    }
    const map = await errorMapFor(language);
    const answer = schema.safeParse(body, map ? { error: map } : undefined);
    for (const issue of answer.error?.issues ?? []) found[String(issue.path[0] ?? '')] ??= issue.message;
    return { body, found };
  };
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { body, found } = await check();
    setFaults(found);
    if (Object.keys(found).length > 0) return void requestAnimationFrame(() => focusFirstFault(form.current));
    const answer = await props.onSubmit(body as z.input<S>);
    if (answer !== undefined) draft.drop();
    else requestAnimationFrame(() => focusFirstFault(form.current));
  };
  const set = (name: string) => (value: RawValue) => {
    draft.set({ [name]: value });
    if (faults[name]) setFaults(Object.fromEntries(Object.entries(faults).filter(([other]) => other !== name)));
  };
  const isElsewhere = error && Object.keys(ofServer).every((path) => !shown.some(({ name }) => path.split('.')[0] === name));
  const faultOf = (name: string) => faults[name] ?? Object.entries(ofServer).find(([path]) => path.split('.')[0] === name)?.[1];
  return (
    <form ref={form} noValidate className="col g16" onSubmit={(event) => void submit(event)}>
      <div className="fields">
        {shown.map((field) => {
          const own = words[field.name as keyof typeof words];
          const value = draft.values[field.name] ?? rawOf(field, undefined);
          return (
            <Field
              key={field.name}
              name={field.name}
              label={own.label}
              hint={own.hint}
              fault={faultOf(field.name)}
              isOptional={field.isOptional && field.kind !== 'yes-no'}
              {...(own.width ? { width: own.width } : {})}
            >
              {own.control ? own.control(value, set(field.name)) : <FieldControl field={field} words={own} value={value} onChange={set(field.name)} />}
            </Field>
          );
        })}
      </div>
      {isElsewhere ? <Note kind="refuse">{messageOf(error, t)}</Note> : null}
      <div className="row wrap">
        <Button type="submit" kind="main" isBusy={props.isBusy ?? false}>
          {props.submit}
        </Button>
        {props.onCancel ? <Button onClick={props.onCancel}>{t('cancel')}</Button> : null}
        <span className="sp" />
        {draft.isDraft ? (
          <span className="dim t12">
            {t('field.draftKept')}{' '}
            <Button kind="text" size="sm" onClick={draft.drop}>
              {t('field.dropDraft')}
            </Button>
          </span>
        ) : null}
      </div>
    </form>
  );
}

interface FieldControlProps {
  field: SchemaField;
  words: FieldWords;
  value: RawValue;
  onChange: (value: RawValue) => void;
}

/** The control that a schema suggests. */
function FieldControl({ field, words, value, onChange }: FieldControlProps) {
  const t = useUiTexts();
  const options = words.options ?? field.options.map((option) => ({ value: option, label: option }));
  const text = typeof value === 'string' ? value : '';
  const typed = { value: text, placeholder: words.example, maxLength: field.maxLength ?? undefined };
  if (words.options && field.kind === 'text') field = { ...field, kind: 'select' };
  switch (field.kind) {
    case 'textarea':
      return <TextArea {...typed} onChange={(event) => onChange(event.target.value)} />;
    case 'money':
      return <MoneyInput value={text} onChange={(event) => onChange(event.target.value)} />;
    case 'number':
      return <TextInput {...typed} inputMode="decimal" className="num" onChange={(event) => onChange(event.target.value)} />;
    case 'day':
      return <DayInput value={text} onChange={onChange} />;
    case 'window':
      return <DayWindowInput value={value as DayWindow} withWords={field.hasWords} onChange={(next) => onChange({ ...next })} />;
    case 'select':
      return <Select options={options} blank={t('field.choose')} value={text} onChange={(event) => onChange(event.target.value)} />;
    case 'yes-no':
      return <Checkbox label={t('field.yes')} checked={value === true} onChange={(event) => onChange(event.target.checked)} />;
    case 'many': {
      const picked = Array.isArray(value) ? (value as readonly string[]) : [];
      const toggle = (one: string) => onChange(picked.includes(one) ? picked.filter((other) => other !== one) : [...picked, one]);
      return (
        <span className="row wrap">
          {options.map((option) => (
            <Chip key={option.value} isOn={picked.includes(option.value)} onToggle={() => toggle(option.value)}>
              {option.label}
            </Chip>
          ))}
        </span>
      );
    }
    default:
      return <TextInput {...typed} onChange={(event) => onChange(event.target.value)} />;
  }
}
