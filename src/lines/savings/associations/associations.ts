import { AppError, audit, may, newId, scopePaths, text, userOf, type Context } from '#kernel';
import { accountByCode, foundBook, getBook, openBooks, postEntry } from '#engines/ledger';
import { getUnit, unitNames, unitsOn } from '#engines/roster';
import type { EndpointInput, EndpointResponse } from '#kernel/contract';
import { notFound } from '#kernel';
import { codes, sourceOfAssociation } from '../book';
import { associationFor, refuseDayAhead, refuseSum } from '../policy';
import type * as contract from './contract';
import type { Association } from './contract';
import * as store from './store';
import type { AssociationRecord } from './store';

type Body<E> = EndpointInput<E> extends { body: infer B } ? B : never;

/** Of the warnings that the program brings; a later wording is another edition. */
const EDITION = 'savings-warnings-1';
const WARNINGS = ['members', 'no_promise', 'cap', 'apart', 'hands', 'watch', 'exit'] as const;

const warningsIn = (ctx: Context): string[] =>
  WARNINGS.map((name) => text(ctx.language, `savings:founding.warnings.${name}`));

export async function listAssociations(ctx: Context): Promise<EndpointResponse<typeof contract.listAssociations>> {
  const rows = await store.associationsUnder(ctx, scopePaths(ctx.user, 'savings.account.read'));
  return {
    rows: await presentAssociations(ctx, rows),
    abilities: { found: scopePaths(ctx.user, 'savings.association.found').length > 0 },
  };
}

async function presentAssociations(ctx: Context, rows: readonly AssociationRecord[]): Promise<Association[]> {
  const names = await unitNames(
    ctx,
    rows.map((row) => row.unitId),
  );
  const shown: Association[] = [];
  for (const { id, unitId, unitPath, bookId, foundedOn, decision, edition, warnings, ...row } of rows) {
    const can = (permission: string) => may(ctx.user, permission, unitPath);
    shown.push({
      ...{ id, foundedOn, decision, unit: { id: unitId, name: names.get(unitId) ?? '' } },
      book: { id: bookId, name: (await getBook(ctx, bookId)).name },
      acknowledged: {
        ...{ edition, warnings, byName: row.acknowledgedByName, at: row.acknowledgedAt.toISOString() },
      },
      abilities: {
        write: can('savings.account.write'),
        pay: can('savings.account.pay'),
        decide: can('savings.association.decide'),
      },
    });
  }
  return shown;
}

/** What has to be acknowledged, and the units of whoever asks in whose part of the tree nobody has founded one. */
export async function showWarnings(ctx: Context): Promise<EndpointResponse<typeof contract.showWarnings>> {
  const today = ctx.clock.today();
  const founded = await store.associationsUnder(ctx, ['/']);
  const units = [];
  for (const under of scopePaths(ctx.user, 'savings.association.found')) {
    for (const { id, name, path } of await unitsOn(ctx, { day: today, under }))
      if (!founded.some((one) => isInOneLine(one.unitPath, path))) units.push({ id, name });
  }
  return { edition: EDITION, warnings: warningsIn(ctx), units };
}

const isInOneLine = (one: string, other: string): boolean => one.startsWith(other) || other.startsWith(one);

/**
 * Refuses: a unit that isn't in reach; one in whose line of the tree there is an association (savings.founded_already); warnings
 * of another edition, or not all of them acknowledged (savings.warnings_unread); a day that has not come, or before the unit's
 * book of savings begins (savings.founded_before_book); what `foundBook` refuses.
 */
export async function foundAssociation(
  ctx: Context,
  body: Body<typeof contract.foundAssociation>,
): Promise<Association> {
  const { unitId, foundedOn, decision, edition, acknowledged } = body;
  const unit = await getUnit(ctx, unitId);
  if (!may(ctx.user, 'savings.association.found', unit.path)) throw notFound();
  refuseDayAhead(ctx, foundedOn);
  if (edition !== EDITION || WARNINGS.some((_, place) => !acknowledged.includes(place)))
    throw new AppError('savings.warnings_unread');
  await store.holdFounding(ctx);
  const founded = await store.associationsUnder(ctx, ['/']);
  if (founded.some((one) => isInOneLine(one.unitPath, unit.path))) throw new AppError('savings.founded_already');

  const own = (await openBooks(ctx, 'savings')).find((book) => book.unitId === unitId);
  if (own !== undefined && own.openedOn > foundedOn)
    throw new AppError('savings.founded_before_book', { day: own.openedOn });
  const name = `${unit.name}储金会`;
  const bookId = own?.id ?? (await foundBook(ctx, { unitId, kind: 'savings', name, openedOn: foundedOn })).id;
  for (const code of Object.values(codes)) await accountByCode(ctx, bookId, code);

  const id = newId();
  const { accountId, name: acknowledgedByName } = userOf(ctx);
  await store.insertAssociation(ctx, {
    ...{ id, unitId, unitPath: unit.path, bookId, foundedOn, decision, edition, warnings: warningsIn(ctx) },
    ...{ acknowledgedBy: accountId, acknowledgedByName },
  });
  audit(ctx, {
    action: 'savings.foundAssociation',
    subject: `association:${id}`,
    details: { unitId, day: foundedOn },
  });
  const [shown] = await presentAssociations(ctx, [(await store.associationById(ctx, id))!]);
  return shown!;
}

/** Refuses: an association that isn't in reach, a sum that is no sum of money, a day that has not come. */
export async function addEarnings(
  ctx: Context,
  id: string,
  { amount, on, words }: Body<typeof contract.addEarnings>,
): Promise<{ entryId: string }> {
  const { bookId } = await associationFor(ctx, id, 'savings.account.write');
  refuseSum(amount);
  refuseDayAhead(ctx, on);
  const entry = await postEntry(ctx, {
    ...{ bookId, on, words, source: sourceOfAssociation(id), key: `savings.earnings:${newId()}` },
    lines: [
      { account: codes.bank, debit: amount },
      { account: codes.undistributed, credit: amount },
    ],
  });
  audit(ctx, {
    action: 'savings.addEarnings',
    subject: `association:${id}`,
    details: { amount: amount.toString(), day: on },
  });
  return { entryId: entry.id };
}
