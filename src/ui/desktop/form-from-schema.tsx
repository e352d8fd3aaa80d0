import { type ReactNode, useRef } from 'react';
import type { z } from 'zod';
import { messageOf } from '../blanks';
import { CallRefused } from '../call';
import { useLanguage } from '../choices';
import { formatDay } from '../formats';
import { Button } from '../button';
import { Note } from '../card';
import { Field } from '../field';
import { useUiTexts } from '../ui-texts';
import { FieldControl } from './field-control';
import { useFormTexts } from './form-texts';
import type { RawValue, SchemaField } from './schema-fields';
import { useSchemaForm } from './use-schema-form';

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
  /** Held by the page alone: never in a draft, and not sent while it is empty. */
  isSecret?: boolean;
  /** A control of one's own instead of the one that the schema suggests. */
  control?: (value: RawValue, set: (value: RawValue) => void) => ReactNode;
}

export interface FormFromSchemaProps<S extends z.ZodObject> {
  schema: S;
  fields: Readonly<Record<keyof z.input<S> & string, FieldWords>>;
  /** The fields in parts under headings, in this order; without it they stand as the schema states them. */
  sections?: readonly { title: string; fields: readonly (keyof z.input<S> & string)[] }[];
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

const CHANGED_MEANWHILE = 'kernel.changed_meanwhile';

interface TheirsProps {
  field: SchemaField;
  words: FieldWords;
  value: RawValue | undefined;
  onTake: () => void;
}

/** What somebody else has written meanwhile into a field that this person has filled in too. */
function Theirs({ field, words, value, onTake }: TheirsProps) {
  const t = useFormTexts();
  const language = useLanguage();
  const one = (raw: string) => words.options?.find((option) => option.value === raw)?.label ?? raw;
  const said = (raw: RawValue | undefined): string => {
    if (typeof raw === 'boolean') return t(raw ? 'yes' : 'no');
    if (typeof raw === 'string') return field.kind === 'day' && raw !== '' ? formatDay(raw, language) : one(raw);
    return Array.isArray(raw) ? raw.map(String).map(one).join(t('and')) : '';
  };
  // A control of one's own may hold an id: its words aren't known here.
  const text = words.control ? '' : said(value);
  const isEmptied = !words.control && text === '';
  return (
    <>
      {isEmptied ? t('emptied') : text === '' ? t('theirs') : t('theirsIs', { value: text })}{' '}
      <Button kind="text" size="sm" onClick={onTake}>
        {t('takeTheirs')}
      </Button>
    </>
  );
}

/** A form built from a request's schema: what it asks for, what it refuses and why. The draft is kept until it is sent. */
export function FormFromSchema<S extends z.ZodObject>(props: FormFromSchemaProps<S>) {
  const t = useUiTexts();
  const say = useFormTexts();
  const form = useRef<HTMLFormElement>(null);
  const words: Readonly<Record<string, FieldWords>> = props.fields;
  const state = useSchemaForm({
    schema: props.schema,
    isHidden: (name) => words[name]?.isHidden ?? false,
    isSecret: (name) => words[name]?.isSecret ?? false,
    draftKey: props.draftKey,
    initial: props.initial ?? {},
    fixed: props.fixed ?? {},
    onSubmit: (body) => props.onSubmit(body as z.input<S>),
    error: props.error,
    form,
  });
  const { shown, draft, submit, valueOf, set, faultOf, refusal } = state;
  const isOvertaken = refusal instanceof CallRefused && refusal.code === CHANGED_MEANWHILE && state.isFetchedAnew();
  const fieldOf = (field: SchemaField) => {
    const own = words[field.name] ?? { label: field.name };
    const value = valueOf(field);
    const change = (next: RawValue) => set(field.name, next);
    const theirs = state.theirsOf(field.name);
    const beside = <Theirs field={field} words={own} value={theirs} onTake={() => state.takeTheirs(field.name)} />;
    return (
      <Field
        key={field.name}
        name={field.name}
        label={own.label}
        hint={theirs === undefined ? own.hint : beside}
        fault={faultOf(field.name)}
        isOptional={field.isOptional && field.kind !== 'yes-no'}
        {...(own.width ? { width: own.width } : {})}
      >
        {own.control?.(value, change) ?? <FieldControl field={field} words={own} value={value} onChange={change} />}
      </Field>
    );
  };
  const parts = props.sections?.map(({ title, fields }) => ({
    title,
    fields: fields.flatMap((name) => shown.find((field) => field.name === name) ?? []),
  }));
  return (
    <form ref={form} noValidate className="col g16" onSubmit={(event) => void submit(event)}>
      {parts?.map(({ title, fields }) => (
        <fieldset key={title} className="form-part">
          <legend>{title}</legend>
          <div className="fields">{fields.map(fieldOf)}</div>
        </fieldset>
      )) ?? <div className="fields">{shown.map(fieldOf)}</div>}
      {refusal ? <Note kind="refuse">{isOvertaken ? say('overtaken') : messageOf(refusal, t)}</Note> : null}
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
