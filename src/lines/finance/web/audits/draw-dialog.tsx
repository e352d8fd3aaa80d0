import { formatFen } from '#kernel/contract';
import { type BudgetBoard, listBudgets, listParties, showBook, showBudget } from '#engines/ledger/contract';
import { FormDialog } from '#engines/roster/web';
import { Field, MoneyInput, Note, Segmented, Select, TextInput, parseMoney, showToast, useAct, useCall } from '#ui';
import { useRows } from '#ui';
import { useState } from 'react';
import {
  type AuditWhole,
  type DrawSource,
  countAuditPopulation,
  drawAuditSample,
  drawSources,
} from '../../audits/contract';
import { asFen, touched } from './pieces';
import { useAuditTerms, useAuditTexts } from './texts';

interface Values {
  bookId: string;
  account: string;
  partyId: string;
  budgetId: string;
  budgetLineId: string;
  commitmentId: string;
  source: string;
  atLeast: string;
  way: 'all' | 'random';
  size: string;
  seed: string;
}
const blank: Values = {
  ...{ bookId: '', account: '', partyId: '', budgetId: '', budgetLineId: '', commitmentId: '' },
  ...{ source: '', atLeast: '', way: 'all', size: '30', seed: '' },
};
type Set = (patch: Partial<Values>) => void;

/** What the typed conditions say as the server takes them; null while the amount is none. */
function filterOf(values: Values) {
  const { bookId, account, partyId, budgetLineId, commitmentId, source, atLeast } = values;
  const amount = atLeast.trim() === '' ? undefined : parseMoney(atLeast);
  if (amount === null || (amount !== undefined && amount <= 0n)) return null;
  return {
    ...(bookId === '' ? {} : { bookId }),
    ...(account === '' ? {} : { account }),
    ...(partyId === '' ? {} : { partyId }),
    ...(budgetLineId === '' ? {} : { budgetLineId }),
    ...(commitmentId === '' ? {} : { commitmentId }),
    ...(source === '' ? {} : { source: source as DrawSource }),
    ...(amount === undefined ? {} : { atLeast: amount }),
  };
}

/** A line of the budget, and a promise of the plan that its lines name. */
function OfBudget({ lines, values, set }: { lines: BudgetBoard['lines']; values: Values; set: Set }) {
  const t = useAuditTexts();
  const promises = new Map(lines.flatMap((line) => line.commitments.map(({ id, title }) => [id, title] as const)));
  return (
    <>
      <Field label={t('budgetLine')} width="half" isOptional>
        <Select
          blank={t('anyLine')}
          options={lines.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.budgetLineId}
          onChange={(event) => set({ budgetLineId: event.target.value })}
        />
      </Field>
      <Field label={t('commitment')} isOptional>
        <Select
          blank={t(promises.size === 0 ? 'noCommitments' : 'anyCommitment')}
          options={[...promises].map(([value, label]) => ({ value, label }))}
          value={values.commitmentId}
          onChange={(event) => set({ commitmentId: event.target.value })}
        />
      </Field>
    </>
  );
}

/** Account, party and budget line are of one book; they are offered once it is chosen. */
function OfBook({ values, set }: { values: Values; set: Set }) {
  const t = useAuditTexts();
  const { bookId, account, partyId, budgetId } = values;
  const book = useCall(showBook, { params: { id: bookId } });
  const accounts = book.data?.id === bookId ? book.data.accounts : [];
  const chosen = accounts.find((one) => one.code === account);
  const hasParties = chosen !== undefined && chosen.party !== null;
  const parties = useRows(
    listParties,
    { params: { id: chosen?.id ?? bookId }, query: { limit: 100 } },
    { enabled: hasParties },
  );
  const budgets = useRows(listBudgets, { query: { limit: 100 } });
  const board = useCall(showBudget, { params: { id: budgetId } }, { enabled: budgetId !== '' });
  const ofBook = budgets.rows.filter((budget) => budget.book.id === bookId);
  return (
    <>
      <Field label={t('account')} width="half" isOptional>
        <Select
          blank={t('anyAccount')}
          options={accounts.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
          value={account}
          onChange={(event) => set({ account: event.target.value, partyId: '' })}
        />
      </Field>
      {hasParties ? (
        <Field label={t('party')} width="half" isOptional>
          <Select
            blank={t('anyParty')}
            options={parties.rows.flatMap(({ id, name }) => (name === null ? [] : [{ value: id, label: name }]))}
            value={partyId}
            onChange={(event) => set({ partyId: event.target.value })}
          />
        </Field>
      ) : null}
      <Field label={t('budget')} width="half" isOptional>
        <Select
          blank={t('anyBudget')}
          options={ofBook.map(({ id, year }) => ({ value: id, label: String(year) }))}
          value={budgetId}
          onChange={(event) => set({ budgetId: event.target.value, budgetLineId: '', commitmentId: '' })}
        />
      </Field>
      {budgetId !== '' && board.data?.id === budgetId ? (
        <OfBudget lines={board.data.lines} {...{ values, set }} />
      ) : null}
    </>
  );
}

/** All that fits, or so many by chance: the seed is anybody's who was there. */
function Chance({ values, set, fault }: { values: Values; set: Set; fault: string | undefined }) {
  const t = useAuditTexts();
  return (
    <>
      <Field label={t('way')}>
        <Segmented
          label={t('way')}
          value={values.way}
          options={(['all', 'random'] as const).map((value) => ({ value, label: t(`way_${value}`) }))}
          onChange={(way) => set({ way: way as Values['way'] })}
        />
      </Field>
      {values.way === 'random' ? (
        <>
          <Field label={t('size')} width="half" fault={fault}>
            <TextInput
              className="num"
              inputMode="numeric"
              value={values.size}
              onChange={(event) => set({ size: event.target.value })}
            />
          </Field>
          <Field label={t('seed')} width="half" hint={t('seedHint')} isOptional>
            <TextInput maxLength={60} value={values.seed} onChange={(event) => set({ seed: event.target.value })} />
          </Field>
        </>
      ) : null}
    </>
  );
}

/** Conditions, what they find now, and the draw. */
export function DrawDialog({ audit, onClose }: { audit: AuditWhole; onClose: () => void }) {
  const t = useAuditTexts();
  const terms = useAuditTerms();
  const [values, setValues] = useState(blank);
  const [isTried, setTried] = useState(false);
  const set: Set = (patch) => setValues((before) => ({ ...before, ...patch }));
  const { act, error, isUnderWay } = useAct(drawAuditSample, {
    changes: touched,
    onDone: () => (showToast(t('drawn')), onClose()),
  });
  const filter = filterOf(values);
  const found = useCall(
    countAuditPopulation,
    { params: { id: audit.id }, query: filter ?? {} },
    { enabled: filter !== null },
  );
  const size = /^\d{1,4}$/.test(values.size.trim()) ? Number(values.size) : 0;
  const sizeFault = values.way === 'random' && (size < 1 || size > 2000) ? t('sizeWrong') : undefined;
  const submit = (): boolean => {
    setTried(true);
    if (filter === null || sizeFault !== undefined) return false;
    const seed = values.seed.trim();
    const chance = values.way === 'all' ? {} : { size, ...(seed === '' ? {} : { seed }) };
    void act({ params: { id: audit.id }, body: { ...filter, ...chance } });
    return true;
  };
  return (
    <FormDialog
      {...{ title: t('draw'), submit: t('drawAct'), error, isBusy: isUnderWay, onSubmit: submit, onClose }}
      effect={t('drawEffect')}
    >
      <Field label={terms('columns.book')} width="half" isOptional>
        <Select
          blank={t('allBooks')}
          options={audit.books.map(({ id, name }) => ({ value: id, label: name }))}
          value={values.bookId}
          onChange={(event) => set({ ...blank, way: values.way, size: values.size, bookId: event.target.value })}
        />
      </Field>
      <Field label={t('source')} width="half" isOptional>
        <Select
          blank={t('anySource')}
          options={drawSources.map((value) => ({ value, label: terms(`sources.${value}`) }))}
          value={values.source}
          onChange={(event) => set({ source: event.target.value })}
        />
      </Field>
      <Field label={t('atLeast')} width="half" isOptional fault={filter === null ? t('amountWrong') : undefined}>
        <MoneyInput value={values.atLeast} onChange={(event) => set({ atLeast: event.target.value })} />
      </Field>
      {values.bookId === '' ? null : <OfBook values={values} set={set} />}
      <Chance values={values} set={set} fault={isTried ? sizeFault : undefined} />
      {found.data && filter !== null ? (
        <Note kind={found.data.waiting > 0 ? 'warn' : 'info'}>
          {t('finds', { count: found.data.count, sum: formatFen(asFen(found.data.sum)) })}
          {found.data.waiting > 0 ? ` ${t('waiting', { count: found.data.waiting })}` : null}
        </Note>
      ) : null}
    </FormDialog>
  );
}
