import { accountNames, fileRows, may, type Context } from '#kernel';
import { bookAccounts, booksByIds, entryById } from '#engines/ledger';
import { accountsWhoMay, peopleById, unitNames } from '#engines/roster';
import { presentBudget } from './budget';
import type { ClaimRow, ClaimWhole } from './contract';
import { findingsOf } from './judge';
import { claimAbilities } from './policy';
import * as store from './store';

export async function presentClaims(ctx: Context, records: readonly store.ClaimRecord[]): Promise<ClaimRow[]> {
  const people = await peopleById(ctx, [...new Set(records.map((record) => record.personId))]);
  const units = await unitNames(ctx, [...new Set(records.map((record) => record.unitId))]);
  return records.map(({ id, kind, words, amount, spentOn, submittedOn, state, personId, unitId, version }) => ({
    ...{ id, kind, words, amount, spentOn, submittedOn, state, version },
    claimant: { id: personId, name: people.get(personId)?.name ?? '' },
    unit: { id: unitId, name: units.get(unitId) ?? '' },
  }));
}

const holderOf = {
  submitted: 'finance.claim.check',
  checked: 'finance.claim.approve',
  approved: 'finance.claim.pay',
  reversed: 'finance.claim.approve',
} as const;
const FEW = 3;

/** The names of those who may take the next step; of many nobody is named, the page says the office. */
async function holdersOf(ctx: Context, { state, unitPath, enteredBy }: store.ClaimRecord): Promise<string[]> {
  if (!(state in holderOf)) return [];
  const accounts = (await accountsWhoMay(ctx, holderOf[state as keyof typeof holderOf], unitPath)).filter(
    (id) => id !== enteredBy,
  );
  if (accounts.length > FEW) return [];
  return [...(await accountNames(ctx, accounts)).values()];
}

async function presentPayees(ctx: Context, payees: readonly store.PayeeRecord[]): Promise<ClaimWhole['payees']> {
  const people = await peopleById(
    ctx,
    payees.map((payee) => payee.personId),
  );
  return payees.map(({ personId, amount }) => {
    const person = people.get(personId);
    const isOpen = person !== undefined && may(ctx.user, 'roster.person.read', person.unitPath);
    return { personId, amount, name: isOpen ? person.name : null };
  });
}

/** Its course. Which voucher and entry a payment was, is for those at the desk. */
async function presentSteps(ctx: Context, { id, unitPath, personId }: store.ClaimRecord): Promise<ClaimWhole['steps']> {
  const isDesk = personId !== ctx.user?.personId && may(ctx.user, 'finance.claim.read', unitPath);
  const steps: ClaimWhole['steps'] = [];
  for (const { step, at, byName, note, voucherId, entryId } of await store.stepsOf(ctx, id)) {
    const entry = entryId === null ? null : await entryById(ctx, entryId);
    const papers = isDesk ? { voucherId, entryId } : { voucherId: null, entryId: null };
    const reversal = entry === null ? null : { on: entry.on, ...papers };
    steps.push({ step, at: at.toISOString(), byName, note, reversal });
  }
  return steps;
}

export async function presentClaim(ctx: Context, record: store.ClaimRecord): Promise<ClaimWhole> {
  const [row] = await presentClaims(ctx, [record]);
  const payees = await store.payeesOf(ctx, record.id);
  const [book] = record.bookId === null ? [] : await booksByIds(ctx, [record.bookId]);
  const accounts = book === undefined ? [] : await bookAccounts(ctx, [book.id]);
  const account = accounts.find(({ code }) => code === record.account);
  const findings = record.state === 'submitted' ? await findingsOf(ctx, record, payees) : record.findings;
  const ids = await store.filesOf(ctx, record.id);
  const files = await fileRows(ctx, ids);
  const { form, people, participants, checkNote, voucherId, eventId, eventTitle } = record;
  return {
    ...row!,
    ...{ form, people, participants, checkNote, voucherId },
    event: eventId === null ? null : { id: eventId, title: eventTitle },
    files: ids.map((id) => files.get(id)!).map(({ id, name, mediaType }) => ({ id, name, mediaType })),
    payees: await presentPayees(ctx, payees),
    findings: findings.map(({ rule, verdict, source, found, most }) => ({ rule, verdict, source, found, most })),
    book: book === undefined ? null : { id: book.id, name: book.name },
    account: account === undefined ? null : { code: account.code, name: account.name },
    budget: await presentBudget(ctx, record),
    holders: await holdersOf(ctx, record),
    steps: await presentSteps(ctx, record),
    abilities: claimAbilities(ctx, record),
  };
}
