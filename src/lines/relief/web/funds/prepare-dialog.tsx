import type { EndpointRequest } from '#kernel/contract';
import { FormDialog, PersonPick, type PickedPerson } from '#engines/roster/web';
import {
  Field,
  MoneyInput,
  Note,
  Select,
  TextArea,
  formatDay,
  formatMoney,
  parseMoney,
  showToast,
  useAct,
  useCall,
  useLanguage,
  useUiTexts,
} from '#ui';
import { useDeferredValue, useState } from 'react';
import { checkPayment, listPaymentChoices, listPayments, preparePayment } from '../../payments/contract';
import { type Purpose, type Source, purposes, sources } from '../../terms';
import { useFundTexts } from './texts';

interface Values {
  readonly source: Source;
  readonly purpose: Purpose;
  readonly amount: string;
  readonly reason: string;
  readonly exception: string;
  readonly account: string;
  readonly campaignId: string;
  readonly budgetLineId: string;
  readonly commitmentId: string;
}

/** What the rules say while it is typed, and what the person had this year. */
function useCheck(person: PickedPerson | null, { source, purpose, amount }: Values) {
  const typed = useDeferredValue(parseMoney(amount));
  const isAsked = person !== null && typed !== null && typed > 0n;
  const query = { personId: person?.id ?? '', source, purpose, amount: typed ?? 1n };
  const { data } = useCall(checkPayment, { query }, { enabled: isAsked });
  return isAsked ? data : undefined;
}

type Set = (patch: Partial<Values>) => void;

/** What goes with the source: an account and budget line, or a campaign; and the promise that it keeps. */
function OfSource({ person, values, set }: { person: PickedPerson | null; values: Values; set: Set }) {
  const t = useFundTexts();
  const query = { personId: person?.id ?? '' };
  const { data } = useCall(listPaymentChoices, { query }, { enabled: person !== null });
  if (data === undefined) return null;
  const named = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      {values.source === 'own' ? (
        <>
          <Field label={t('pages.prepare.account')} width="half">
            <Select
              options={data.accounts.map(({ code, name }) => ({ value: code, label: `${code} ${name}` }))}
              value={values.account || (data.accounts[0]?.code ?? '')}
              onChange={(event) => set({ account: event.target.value })}
            />
          </Field>
          <Field label={t('pages.prepare.budgetLine')} width="half" isOptional>
            <Select
              options={named(data.budgetLines)}
              blank={t('pages.prepare.noChoice')}
              value={values.budgetLineId}
              onChange={(event) => set({ budgetLineId: event.target.value })}
            />
          </Field>
        </>
      ) : null}
      {values.source === 'donation' ? (
        <Field label={t('columns.campaign')}>
          <Select
            options={data.campaigns.map(({ id, title, left }) => ({
              value: id,
              label: `${title} · ${t('columns.left')} ${formatMoney(left)}`,
            }))}
            blank={t('pages.prepare.noCampaign')}
            value={values.campaignId}
            onChange={(event) => set({ campaignId: event.target.value })}
          />
        </Field>
      ) : null}
      {data.commitments.length > 0 ? (
        <Field label={t('pages.prepare.commitment')} isOptional>
          <Select
            options={data.commitments.map(({ id, title }) => ({ value: id, label: title }))}
            blank={t('pages.prepare.noChoice')}
            value={values.commitmentId}
            onChange={(event) => set({ commitmentId: event.target.value })}
          />
        </Field>
      ) : null}
    </>
  );
}

function Had({ check }: { check: ReturnType<typeof useCheck> }) {
  const t = useFundTexts();
  const language = useLanguage();
  if (check === undefined) return null;
  return (
    <>
      {check.had.length > 0 ? (
        <Note>
          {t('pages.prepare.had')}
          {check.had.map(({ source, purpose, amount, on, state }) => (
            <p key={`${source}${purpose}${on}${amount}`}>
              {formatDay(on, language)} · {t(`sources.${source}`)} · {t(`purposes.${purpose}`)} · {formatMoney(amount)}{' '}
              · {t(`states.${state}`)}
            </p>
          ))}
        </Note>
      ) : null}
      {check.findings.map(({ rule, words, isRefused }) => (
        <Note key={rule + words} kind={isRefused ? 'refuse' : 'warn'}>
          {words}
        </Note>
      ))}
    </>
  );
}

/** Out of which money, for what, how much. */
function WhatFields({ values, set, fault }: { values: Values; set: Set; fault: string | undefined }) {
  const t = useFundTexts();
  return (
    <>
      <Field label={t('columns.source')} width="half">
        <Select
          options={sources.map((value) => ({ value, label: t(`sources.${value}`) }))}
          value={values.source}
          onChange={(event) => set({ source: sources.find((one) => one === event.target.value) ?? 'own' })}
        />
      </Field>
      <Field label={t('columns.purpose')} width="half">
        <Select
          options={purposes.map((value) => ({ value, label: t(`purposes.${value}`) }))}
          value={values.purpose}
          onChange={(event) => set({ purpose: purposes.find((one) => one === event.target.value) ?? 'other' })}
        />
      </Field>
      <Field label={t('columns.amount')} width="half" fault={fault}>
        <MoneyInput value={values.amount} onChange={(event) => set({ amount: event.target.value })} />
      </Field>
    </>
  );
}

/** What is sent of what was filled in: what goes with another source stays out. */
function bodyOf(personId: string, amount: bigint, values: Values): EndpointRequest<typeof preparePayment>['body'] {
  const { source, purpose, account, budgetLineId, campaignId, commitmentId } = values;
  return {
    ...{ source, purpose, personId, amount },
    ...{ reason: values.reason.trim(), exception: values.exception.trim() },
    ...(source === 'own' && account !== '' ? { account } : {}),
    ...(source === 'own' && budgetLineId !== '' ? { budgetLineId } : {}),
    ...(source === 'donation' && campaignId !== '' ? { campaignId } : {}),
    ...(commitmentId === '' ? {} : { commitmentId }),
  };
}

/** Prepares an aid: for whom, out of which money, why; what a rule speaks against needs its reason. */
export function PrepareDialog({ campaignId, onClose }: { campaignId?: string | undefined; onClose: () => void }) {
  const t = useFundTexts();
  const ui = useUiTexts();
  const [person, setPerson] = useState<PickedPerson | null>(null);
  const [values, setValues] = useState<Values>({
    ...{ source: campaignId === undefined ? 'own' : 'donation', purpose: 'illness', amount: '', reason: '' },
    ...{ exception: '', account: '', campaignId: campaignId ?? '', budgetLineId: '', commitmentId: '' },
  });
  const [isTried, setTried] = useState(false);
  const set: Set = (patch) => setValues((before) => ({ ...before, ...patch }));
  const check = useCheck(person, values);
  const prepare = useAct(preparePayment, {
    changes: [listPayments],
    onDone: () => (showToast(t('pages.prepare.done')), onClose()),
  });
  const amount = parseMoney(values.amount);
  const asksWhy = (check?.findings.length ?? 0) > 0;
  const faults = {
    amount: amount === null || amount <= 0n ? t('pages.amountWrong') : undefined,
    reason: values.reason.trim().length < 2 ? ui('field.missing') : undefined,
    exception: asksWhy && values.exception.trim() === '' ? ui('field.missing') : undefined,
  };
  const show = (fault: string | undefined) => (isTried ? fault : undefined);
  const submit = (): boolean => {
    setTried(true);
    if (person === null || amount === null || Object.values(faults).some((fault) => fault !== undefined)) return false;
    void prepare.act({ body: bodyOf(person.id, amount, values) });
    return true;
  };
  return (
    <FormDialog
      title={t('pages.prepare.title')}
      effect={t('pages.prepare.effect')}
      submit={t('pages.prepare.submit')}
      error={prepare.error}
      isBusy={prepare.isUnderWay}
      size="wide"
      onSubmit={submit}
      onClose={onClose}
    >
      <Field label={t('columns.person')} fault={show(person === null ? ui('field.missing') : undefined)}>
        <PersonPick label={t('columns.person')} name={person?.name ?? ''} onPick={setPerson} />
      </Field>
      <WhatFields values={values} set={set} fault={show(faults.amount)} />
      <OfSource person={person} values={values} set={set} />
      <Field label={t('columns.reason')} fault={show(faults.reason)}>
        <TextArea
          rows={2}
          maxLength={300}
          value={values.reason}
          onChange={(event) => set({ reason: event.target.value })}
        />
      </Field>
      <Had check={check} />
      {asksWhy ? (
        <Field label={t('pages.prepare.exception')} fault={show(faults.exception)}>
          <TextArea
            rows={2}
            maxLength={300}
            value={values.exception}
            onChange={(event) => set({ exception: event.target.value })}
          />
        </Field>
      ) : null}
    </FormDialog>
  );
}
