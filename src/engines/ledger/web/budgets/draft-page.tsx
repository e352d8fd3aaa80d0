import type { EndpointResponse } from '#kernel/contract';
import {
  Button,
  Card,
  ErrorState,
  Field,
  Note,
  Skeleton,
  TextArea,
  focusFirstFault,
  formatMoney,
  messageOf,
  navigate,
  showToast,
  useAct,
  useCall,
  useDraft,
  useParams,
  useUiTexts,
} from '#ui';
import { PageHead } from '#ui/desktop';
import { type FormEvent, useRef, useState } from 'react';
import { MOST_BUDGET_LINES, getBudgetDraft, saveBudgetDraft } from '../../budgets/contract';
import './budgets.css';
import { asFen } from '../pieces';
import { DraftLine } from './draft-line';
import { type TypedLine, blankLine, bodyOf, faultsOf, plannedOf, typedLines, typedTarget } from './draft-lines';
import { touched } from './pieces';
import { useBudgetTexts } from './texts';

type Draft = EndpointResponse<typeof getBudgetDraft>;

/** A line takes on a promise: where it asks for nothing yet, it asks for what the promise says. */
function withCommitments(draft: Draft, line: TypedLine, ids: readonly string[]): Partial<TypedLine> {
  const added = draft.commitments.find((one) => ids.includes(one.id) && !line.commitmentIds.includes(one.id));
  const isEmpty = line.amount.trim() === '';
  return {
    commitmentIds: ids,
    ...(added?.target && isEmpty ? typedTarget(added.target, draft.tolerance) : {}),
    ...(added && line.name.trim() === '' ? { name: added.title.replace(/^\S+ /, '').slice(0, 60) } : {}),
  };
}

function useLineWords(draft: Draft) {
  const t = useBudgetTexts();
  return (id: string | null): string => {
    const line = draft.lines.find((one) => one.id === id);
    if (line === undefined || (asFen(line.spent) === 0n && asFen(line.reserved) === 0n)) return '';
    return t('used', { spent: formatMoney(line.spent), reserved: formatMoney(line.reserved) });
  };
}

/** The kept form, with what is sent and what is wrong with it. */
function useForm(draft: Draft) {
  const t = useBudgetTexts();
  const ui = useUiTexts();
  const form = useRef<HTMLFormElement>(null);
  const [first] = useState(() => ({ reason: draft.draft?.reason ?? '', lines: typedLines(draft) }));
  // What was typed belongs to the version that it began from.
  const kept = useDraft(`ledger.budget.${draft.id}.${draft.draft?.version ?? 0}`, first);
  const { reason, lines } = kept.values;
  const [isTried, setTried] = useState(false);
  const { act, error, isUnderWay } = useAct(saveBudgetDraft, {
    changes: touched,
    onDone: () => {
      kept.drop();
      showToast(t('saved'));
      navigate(`/finance/budgets/${draft.id}`);
    },
  });
  const say = { missing: ui('field.missing'), twice: t('nameTwice'), amount: t('amountWrong') };
  const faults = new Map(lines.map((line) => [line.key, faultsOf(line, lines, say)]));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTried(true);
    if ([...faults.values()].some((fault) => Object.keys(fault).length > 0))
      return void requestAnimationFrame(() => focusFirstFault(form.current));
    void act({ params: { id: draft.id }, body: bodyOf(reason, lines, draft.draft?.version ?? null) });
  };
  const put = (key: number, patch: Partial<TypedLine>) =>
    kept.set({ lines: lines.map((line) => (line.key === key ? { ...line, ...patch } : line)) });
  return { form, kept, reason, lines, isTried, error, isUnderWay, faults, submit, put };
}

function Editor({ draft }: { draft: Draft }) {
  const t = useBudgetTexts();
  const ui = useUiTexts();
  const used = useLineWords(draft);
  const { form, kept, reason, lines, isTried, error, isUnderWay, faults, submit, put } = useForm(draft);
  const accounts = draft.accounts.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  const commitments = draft.commitments.map(({ id, title }) => ({ value: id, label: title }));
  const add = () => {
    const key = Math.max(0, ...lines.map((line) => line.key)) + 1;
    kept.set({ lines: [...lines, blankLine(key, draft.tolerance)] });
  };
  return (
    <form ref={form} noValidate className="col g16" onSubmit={submit}>
      {draft.isBehind ? <Note kind="warn">{t('isBehind')}</Note> : null}
      <Card title={t('lines')} note={t('plannedSum', { amount: formatMoney(plannedOf(lines)) })}>
        {lines.length === 0 ? <p className="dim">{t('noLinesYet')}</p> : null}
        {lines.map((line, i) => (
          <DraftLine
            key={line.key}
            {...{ line, number: i + 1, accounts, commitments, used: used(line.id) }}
            faults={isTried ? faults.get(line.key)! : {}}
            onChange={(patch) => put(line.key, patch)}
            onCommitments={(ids) => put(line.key, withCommitments(draft, line, ids))}
            onRemove={() => kept.set({ lines: lines.filter((one) => one.key !== line.key) })}
          />
        ))}
        {lines.length < MOST_BUDGET_LINES ? (
          <div className="bg-acts">
            <Button icon="plus" onClick={add}>
              {t('addLine')}
            </Button>
          </div>
        ) : null}
      </Card>
      <Card>
        <Field label={t('reason')} isOptional={draft.isFirst} hint={draft.isFirst ? undefined : t('reasonHint')}>
          <TextArea
            maxLength={300}
            value={reason}
            placeholder={t('reasonExample')}
            onChange={(event) => kept.set({ reason: event.target.value })}
          />
        </Field>
      </Card>
      {error ? <Note kind="refuse">{messageOf(error, ui)}</Note> : null}
      <div className="row g8">
        <Button kind="main" type="submit" isBusy={isUnderWay}>
          {t('save')}
        </Button>
        <Button onClick={() => navigate(`/finance/budgets/${draft.id}`)}>{ui('cancel')}</Button>
        {kept.isDraft ? (
          <Button kind="text" onClick={kept.drop}>
            {t('dropTyped')}
          </Button>
        ) : null}
      </div>
    </form>
  );
}

/** Where a budget or an adjustment is written; what is in force stays as it is until somebody else approves. */
export default function DraftPage() {
  const t = useBudgetTexts();
  const { budgetId = '' } = useParams();
  const answer = useCall(getBudgetDraft, { params: { id: budgetId } });
  const draft = answer.data;
  if (!draft)
    return answer.error ? (
      <ErrorState error={answer.error} onRetry={() => void answer.refetch()} />
    ) : (
      <Skeleton lines={8} />
    );
  const title = t(draft.isFirst ? 'draftTitle' : 'adjustTitle', { year: draft.year, book: draft.book.name });
  const crumbs = [
    { label: t('title'), to: '/finance/budgets' },
    { label: draft.book.name, to: `/finance/budgets/${draft.id}` },
  ];
  return (
    <>
      <PageHead title={title} crumbs={crumbs} />
      {draft.draft?.state === 'proposed' ? <Note kind="warn">{t('isProposed')}</Note> : <Editor draft={draft} />}
    </>
  );
}
