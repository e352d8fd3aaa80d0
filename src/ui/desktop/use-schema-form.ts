import type { Language } from '#kernel/contract';
import { type FormEvent, type RefObject, useMemo, useRef, useState } from 'react';
import type { z } from 'zod';
import { CallRefused } from '../call';
import { useLanguage } from '../choices';
import { focusFirstFault } from '../field';
import { useUiTexts } from '../ui-texts';
import { useDraft } from '../use-draft';
import { issueWords } from './issue-words';
import { type RawValue, type SchemaField, fieldsOf, rawOf, readField } from './schema-fields';
import { type TypedValues, isOvertaken, nothingTyped, withTyped, withoutTyped } from './typed-values';

type Faults = Readonly<Record<string, string>>;

/** zod's own messages in the person's language, fetched when a form is first sent. */
async function errorMapFor(language: Language): Promise<z.core.$ZodErrorMap> {
  const locale = await (language === 'en' ? import('zod/v4/locales/en.js') : import('zod/v4/locales/zh-CN.js'));
  return locale.default().localeError;
}

function firstPart(path: string): string {
  return path.replace(/^body\./, '').split('.')[0] ?? '';
}

/** What the server found faulty, by field. */
function serverFaults(error: Error | null | undefined): Faults {
  if (!(error instanceof CallRefused)) return {};
  return Object.fromEntries(error.issues.map((issue) => [firstPart(issue.path), issue.message]));
}

export interface SchemaFormSpec {
  schema: z.ZodObject;
  isHidden: (name: string) => boolean;
  /** Never written to the browser's store; left empty it is not sent. */
  isSecret: (name: string) => boolean;
  draftKey: string;
  initial: Readonly<Record<string, unknown>>;
  fixed: Readonly<Record<string, unknown>>;
  onSubmit: (body: Record<string, unknown>) => Promise<unknown>;
  error: Error | null | undefined;
  form: RefObject<HTMLFormElement | null>;
}

async function check(
  spec: SchemaFormSpec,
  shown: readonly SchemaField[],
  values: Readonly<Record<string, RawValue>>,
  language: Language,
) {
  const body: Record<string, unknown> = { ...spec.fixed };
  const faults = new Map<string, ReturnType<typeof readField>['fault'] | { issue: z.core.$ZodIssue }>();
  for (const field of shown) {
    const raw = values[field.name] ?? '';
    if (spec.isSecret(field.name) && raw === '') continue;
    const { value, fault } = readField(field, raw);
    if (fault) faults.set(field.name, fault);
    if (value !== undefined) body[field.name] = value;
  }
  const answer = spec.schema.safeParse(body, { error: await errorMapFor(language) });
  for (const issue of answer.error?.issues ?? []) {
    const name = String(issue.path[0] ?? '');
    if (!faults.has(name)) faults.set(name, { issue });
  }
  return { body, faults };
}

/** The state of a form built from a schema: values as a draft, faults of browser and server, sending. */
export function useSchemaForm(spec: SchemaFormSpec) {
  const t = useUiTexts();
  const language = useLanguage();
  const { schema, initial, form } = spec;
  const all = useMemo(() => fieldsOf(schema), [schema]);
  const shown = all.filter((field) => !spec.isHidden(field.name) && !(field.name in spec.fixed));
  const given = Object.fromEntries(shown.map((field) => [field.name, rawOf(field, initial[field.name])]));
  const draft = useDraft<TypedValues>(`form.${spec.draftKey}`, nothingTyped);
  const sentOver = useRef('');
  const [secrets, setSecrets] = useState<Readonly<Record<string, RawValue>>>({});
  const [faults, setFaults] = useState<Faults>({});
  const ofServer = serverFaults(spec.error);
  const focus = () => void requestAnimationFrame(() => focusFirstFault(form.current));

  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const values = { ...given, ...draft.values.typed, ...secrets };
    const { body, faults: found } = await check(spec, shown, values, language);
    const said = [...found].map(([name, fault]) => [
      name,
      typeof fault === 'object' ? issueWords(fault.issue, t) : t(`field.${fault ?? 'missing'}`),
    ]);
    setFaults(Object.fromEntries(said) as Faults);
    if (found.size > 0) return focus();
    sentOver.current = JSON.stringify(spec.fixed);
    if ((await spec.onSubmit(body)) === undefined) return focus();
    draft.drop();
    setSecrets({});
  };
  return {
    shown,
    draft,
    submit,
    valueOf: (field: SchemaField) => secrets[field.name] ?? draft.values.typed[field.name] ?? given[field.name] ?? '',
    set: (name: string, value: RawValue) => {
      if (spec.isSecret(name)) setSecrets((before) => ({ ...before, [name]: value }));
      else draft.set(withTyped(draft.values, given, name, value));
      if (faults[name]) setFaults(Object.fromEntries(Object.entries(faults).filter(([other]) => other !== name)));
    },
    /** What the record holds by now, where somebody else has changed a field that this person has filled in. */
    theirsOf: (name: string) => (isOvertaken(draft.values, given, name) ? given[name] : undefined),
    takeTheirs: (name: string) => draft.set(withoutTyped(draft.values, name)),
    /** The record was fetched anew since the server refused what was filled in over the former one. */
    isFetchedAnew: () => sentOver.current !== '' && sentOver.current !== JSON.stringify(spec.fixed),
    faultOf: (name: string) => faults[name] ?? ofServer[name],
    /** A refusal that no field of the form can show. */
    refusal: spec.error && !shown.some(({ name }) => ofServer[name]) ? spec.error : null,
  };
}
