import { formatFen } from '#kernel/contract';
import { FormDialog } from '#engines/roster/web';
import { Checkbox, Field, MoneyInput, Select, TextArea, navigate, parseMoney, showToast } from '#ui';
import { useAct, useRows, useUiTexts } from '#ui';
import { useState } from 'react';
import { type AuditWhole, listAuditPapers } from '../../audits/contract';
import {
  type FindingWhole,
  addAuditFinding,
  findingKinds,
  gravities,
  saveAuditFinding,
} from '../../audits/contract-findings';
import { asFen, at, touched } from './pieces';
import { useAuditTerms, useAuditTexts } from './texts';

interface Values {
  bookId: string;
  kind: (typeof findingKinds)[number];
  gravity: (typeof gravities)[number];
  words: string;
  amount: string;
  answererId: string;
  entryIds: readonly string[];
}

/** The entries of the sample in the chosen book: which of them it is about. */
function Entries({ audit, values, set }: { audit: AuditWhole; values: Values; set: (ids: readonly string[]) => void }) {
  const t = useAuditTexts();
  const { bookId, entryIds } = values;
  const papers = useRows(listAuditPapers, { params: { id: audit.id }, query: { bookId, limit: 100 } });
  return (
    <Field label={t('entries')} isOptional>
      <div className="col g8 fa-pick" lang="zh-CN">
        {papers.rows.map(({ entry, words, amount }) => (
          <Checkbox
            key={entry.id}
            label={`${entry.month} #${entry.number ?? ''} ${words} ${formatFen(asFen(amount))}`}
            checked={entryIds.includes(entry.id)}
            onChange={(event) =>
              set(event.target.checked ? [...entryIds, entry.id] : entryIds.filter((id) => id !== entry.id))
            }
          />
        ))}
      </div>
    </Field>
  );
}

/** What is typed, what is wrong with it, and the act that keeps it. */
function useFindingForm(
  audit: AuditWhole,
  {
    finding,
    entryId,
    onClose,
  }: { finding: FindingWhole | undefined; entryId: string | undefined; onClose: () => void },
) {
  const t = useAuditTexts();
  const ui = useUiTexts();
  const [values, setValues] = useState<Values>({
    bookId: finding?.book.id ?? audit.books[0]?.id ?? '',
    kind: finding?.kind ?? 'no_attachment',
    gravity: finding?.gravity ?? 'plain',
    words: finding?.words ?? '',
    amount: finding === undefined || finding.amount === null ? '' : formatFen(asFen(finding.amount)),
    answererId: finding?.answererId ?? '',
    entryIds: finding?.entryRows.map((entry) => entry.id) ?? (entryId === undefined ? [] : [entryId]),
  });
  const [isTried, setTried] = useState(false);
  const done = ({ id }: { id: string }) => {
    showToast(t('findingKept'));
    onClose();
    navigate(at.finding(id));
  };
  const add = useAct(addAuditFinding, { changes: touched, onDone: done });
  const save = useAct(saveAuditFinding, { changes: touched, onDone: done });
  const amount = values.amount.trim() === '' ? null : parseMoney(values.amount);
  const faults = {
    words: values.words.trim().length < 2 ? ui('field.missing') : undefined,
    amount: values.amount.trim() !== '' && (amount === null || amount < 0n) ? t('amountWrong') : undefined,
  };
  const submit = (): boolean => {
    setTried(true);
    if (faults.words !== undefined || faults.amount !== undefined) return false;
    const { bookId, kind, gravity, answererId, entryIds } = values;
    const told = { bookId, kind, gravity, words: values.words.trim(), amount, entryIds: [...entryIds] };
    const body = { ...told, answererId: answererId === '' ? null : answererId };
    if (finding === undefined) void add.act({ params: { id: audit.id }, body });
    else void save.act({ params: { id: finding.id }, body: { ...body, version: finding.version } });
    return true;
  };
  const set = (patch: Partial<Values>) => setValues((before) => ({ ...before, ...patch }));
  const faultOf = (name: keyof typeof faults) => (isTried ? faults[name] : undefined);
  return { values, set, faultOf, submit, act: finding === undefined ? add : save };
}

/** A finding being written or rewritten; it is a draft until it is issued. */
export function FindingDialog(props: {
  audit: AuditWhole;
  finding?: FindingWhole;
  entryId?: string;
  onClose: () => void;
}) {
  const { audit, finding, entryId, onClose } = props;
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const { values, set, faultOf, submit, act } = useFindingForm(audit, { finding, entryId, onClose });
  return (
    <FormDialog
      {...{ title: t('addFinding'), submit: t('save'), error: act.error, isBusy: act.isUnderWay, onClose }}
      onSubmit={submit}
      effect={t('findingEffect')}
    >
      <Field label={terms('columns.kind')} width="half">
        <Select
          options={findingKinds.map((value) => ({ value, label: terms(`kinds.${value}`) }))}
          value={values.kind}
          onChange={(event) => set({ kind: event.target.value as Values['kind'] })}
        />
      </Field>
      <Field label={terms('columns.gravity')} width="half">
        <Select
          options={gravities.map((value) => ({ value, label: terms(`gravities.${value}`) }))}
          value={values.gravity}
          onChange={(event) => set({ gravity: event.target.value as Values['gravity'] })}
        />
      </Field>
      <Field label={terms('columns.finding')} fault={faultOf('words')}>
        <TextArea
          maxLength={2000}
          placeholder={t('findingExample')}
          value={values.words}
          onChange={(event) => set({ words: event.target.value })}
        />
      </Field>
      <Field label={terms('columns.inQuestion')} width="half" isOptional fault={faultOf('amount')}>
        <MoneyInput value={values.amount} onChange={(event) => set({ amount: event.target.value })} />
      </Field>
      <Field label={terms('columns.answerer')} width="half" isOptional>
        <Select
          blank={t('anyAnswerer')}
          options={audit.answerers.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.answererId}
          onChange={(event) => set({ answererId: event.target.value })}
        />
      </Field>
      <Field label={terms('columns.book')}>
        <Select
          options={audit.books.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.bookId}
          onChange={(event) => set({ bookId: event.target.value, entryIds: [] })}
        />
      </Field>
      <Entries audit={audit} values={values} set={(entryIds) => set({ entryIds })} />
    </FormDialog>
  );
}
