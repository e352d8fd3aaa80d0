import {
  type ParameterDetail,
  type ParameterVersionView,
  addDays,
  getParameter,
  isDay,
  listParameters,
  setParameterVersion,
  settableLevels,
} from '#kernel/contract';
import {
  Button,
  DayInput,
  Field,
  Note,
  Select,
  TextArea,
  focusFirstFault,
  formatDay,
  messageOf,
  showToast,
  useAct,
  useDraft,
  useLanguage,
  useToday,
  useUiTexts,
} from '#ui';
import { type FormEvent, useRef, useState } from 'react';
import { OtherVersion } from './other-version';
import { useParameterTexts } from './texts';
import { useFormFaults } from './use-form-faults';
import { ValueEditor } from './value-editor';
import { type LeafFault, type RawValue, type ValueNode, rawOf, readValue } from './value-nodes';

type Level = (typeof settableLevels)[number];

interface Draft {
  value: RawValue;
  validFrom: string;
  level: Level;
  source: string;
  verifiedOn: string;
  note: string;
  /** The version recorded last when the person began: the server compares it, and so does the page. */
  seenId: string;
}

const LEAST_SOURCE = 2;

/** The last day of a version that would begin on a day, as far as later ones are recorded. */
function lastDayOf(versions: readonly ParameterVersionView[], validFrom: string): string | null {
  const later = versions.map((one) => one.validFrom).filter((day) => day > validFrom);
  return later.length === 0
    ? null
    : addDays(
        later.reduce((a, b) => (a < b ? a : b)),
        -1,
      );
}

interface FieldsProps {
  draft: Draft;
  set: (patch: Partial<Draft>) => void;
  detail: ParameterDetail;
  faultOf: (path: string) => string | undefined;
}

/** From when, by whose rule, by which source, and why. */
function SourceFields({ draft, set, detail, faultOf }: FieldsProps) {
  const t = useParameterTexts();
  const language = useLanguage();
  const today = useToday();
  const isBack = isDay(draft.validFrom) && draft.validFrom < today;
  const until = isDay(draft.validFrom) ? lastDayOf(detail.versions, draft.validFrom) : null;
  const hint = until === null ? t('form.forGood') : t('form.until', { day: formatDay(until, language) });
  return (
    <div className="fields">
      <Field
        name="validFrom"
        label={t('form.validFrom')}
        hint={isDay(draft.validFrom) ? hint : undefined}
        fault={faultOf('validFrom')}
        width="half"
      >
        <DayInput value={draft.validFrom} onChange={(validFrom) => set({ validFrom })} />
      </Field>
      <Field name="level" label={t('form.level')} width="half">
        <Select
          options={settableLevels.map((level) => ({ value: level, label: t(`level.${level}`) }))}
          value={draft.level}
          onChange={(event) => set({ level: event.target.value as Level })}
        />
      </Field>
      {isBack ? <Note kind="warn">{t('form.back')}</Note> : null}
      <Field name="source" label={t('form.source')} fault={faultOf('source')}>
        <TextArea
          rows={2}
          maxLength={300}
          value={draft.source}
          placeholder={t('form.sourceExample')}
          onChange={(event) => set({ source: event.target.value })}
        />
      </Field>
      <Field name="verifiedOn" label={t('verified')} isOptional fault={faultOf('verifiedOn')} width="half">
        <DayInput value={draft.verifiedOn} onChange={(verifiedOn) => set({ verifiedOn })} />
      </Field>
      <Field
        name="note"
        label={isBack ? t('form.reason') : t('form.note')}
        isOptional={!isBack}
        fault={faultOf('note')}
      >
        <TextArea
          rows={2}
          maxLength={500}
          value={draft.note}
          placeholder={t('form.noteExample')}
          onChange={(event) => set({ note: event.target.value })}
        />
      </Field>
    </div>
  );
}

/** What can be said before the server is asked; the rest it says itself. */
function useCheck(node: ValueNode) {
  const t = useParameterTexts();
  const ui = useUiTexts();
  const today = useToday();
  return (draft: Draft) => {
    const leaves = new Map<string, LeafFault>();
    const value = readValue(node, draft.value, 'value', leaves);
    const faults = new Map([...leaves].map(([path, fault]) => [path, ui(`field.${fault}`)]));
    if (!isDay(draft.validFrom)) faults.set('validFrom', ui('field.dayWrong'));
    if (draft.verifiedOn !== '' && !isDay(draft.verifiedOn)) faults.set('verifiedOn', ui('field.dayWrong'));
    if (draft.source.trim().length < LEAST_SOURCE) faults.set('source', t('form.missingSource'));
    if (isDay(draft.validFrom) && draft.validFrom < today && draft.note.trim() === '')
      faults.set('note', ui('field.missing'));
    return { value, faults };
  };
}

interface VersionFormProps {
  detail: ParameterDetail;
  node: ValueNode;
  onDone: () => void;
  /** Reads the parameter again. */
  again: () => void;
}

/** The draft, its faults and its sending. */
function useVersionForm({ detail, node, onDone, again }: VersionFormProps) {
  const t = useParameterTexts();
  const language = useLanguage();
  const today = useToday();
  const form = useRef<HTMLFormElement>(null);
  const [start] = useState<Draft>(() => ({
    value: rawOf(node, detail.current.value),
    validFrom: today,
    level: 'enterprise',
    source: '',
    verifiedOn: '',
    note: '',
    seenId: detail.latestId,
  }));
  const draft = useDraft<Draft>(`parameter.${detail.key}`, start);
  const { act, error, forget, isUnderWay } = useAct(setParameterVersion, { changes: [listParameters, getParameter] });
  const { faultOf, setFaults, refusal } = useFormFaults(error);
  const check = useCheck(node);
  const focus = () => requestAnimationFrame(() => focusFirstFault(form.current));
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { value, faults } = check(draft.values);
    setFaults(faults);
    forget();
    if (faults.size > 0) return void focus();
    const { validFrom, level, source, verifiedOn, note, seenId } = draft.values;
    const texts = { source: source.trim(), note: note.trim(), verifiedOn: verifiedOn === '' ? null : verifiedOn };
    const body = { value, validFrom, level, ...texts, knownVersionId: seenId };
    if ((await act({ params: { key: detail.key }, body })) === undefined) {
      again();
      focus();
      return;
    }
    draft.drop();
    showToast(t('form.done', { day: formatDay(validFrom, language) }));
    onDone();
  };
  const acceptOther = (): void => {
    forget();
    draft.set({ seenId: detail.latestId });
  };
  return { form, draft, submit, acceptOther, faultOf, refusal, isUnderWay };
}

/** Records a new version. What was typed survives a reload; what another person recorded meanwhile is shown first. */
export function VersionForm(props: VersionFormProps) {
  const { detail, node, onDone } = props;
  const t = useParameterTexts();
  const ui = useUiTexts();
  const { form, draft, submit, acceptOther, faultOf, refusal, isUnderWay } = useVersionForm(props);
  const { values } = draft;
  const isOverheard = values.seenId !== detail.latestId;
  return (
    <form ref={form} noValidate className="col g16" onSubmit={(event) => void submit(event)}>
      <ValueEditor
        node={node}
        raw={values.value}
        onChange={(value) => draft.set({ value })}
        words={{ fields: detail.fields, hints: detail.hints, faultOf }}
      />
      <SourceFields draft={values} set={draft.set} detail={detail} faultOf={(path) => faultOf(path, true)} />
      {isOverheard ? <OtherVersion detail={detail} seenId={values.seenId} node={node} onSeen={acceptOther} /> : null}
      {refusal && !isOverheard ? <Note kind="refuse">{messageOf(refusal, ui)}</Note> : null}
      <div className="row wrap">
        <Button type="submit" kind="main" isBusy={isUnderWay}>
          {t('form.submit')}
        </Button>
        <Button onClick={onDone}>{ui('cancel')}</Button>
        <span className="sp" />
        {draft.isDraft ? (
          <span className="dim t12">
            {ui('field.draftKept')}{' '}
            <Button kind="text" size="sm" onClick={draft.drop}>
              {ui('field.dropDraft')}
            </Button>
          </span>
        ) : null}
      </div>
    </form>
  );
}
