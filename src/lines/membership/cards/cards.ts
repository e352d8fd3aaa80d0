import {
  AppError,
  audit,
  FileAnswer,
  fileRow,
  may,
  notFound,
  photoTypes,
  readFileBytes,
  storeFile,
  text,
  type Context,
} from '#kernel';
import { accountsOfPeople, enrolmentsOf, listEnrolled } from '#engines/roster';
import type { EndpointInput, Page } from '#kernel/contract';
import { ownPerson, pathsAsked } from '../policy';
import { knownPerson, presentPerson } from '../present';
import { memberScheme } from '../scheme';
import { insideStates, type MemberState } from '../terms';
import { claimOf, codeOf, isSealed, maskName } from './code';
import type * as contract from './contract';
import { MAX_PORTRAIT_BYTES, type OwnCard, type PaperCard } from './contract';
import { worksFinder } from './give';
import * as store from './store';

const unionNameOf = (ctx: Context, worksName: string): string =>
  text(ctx.language, 'membership:cards.unionName', { works: worksName });

const isValidIn = (state: MemberState | null): boolean =>
  state !== null && (insideStates as readonly MemberState[]).includes(state);

async function stateOf(ctx: Context, personId: string): Promise<MemberState | null> {
  const day = ctx.clock.today();
  return (await enrolmentsOf(ctx, memberScheme, { personIds: [personId], day })).get(personId)?.state ?? null;
}

export async function getOwnCard(ctx: Context): Promise<{ card: OwnCard | null }> {
  const person = await knownPerson(ctx, ownPerson(ctx));
  const card = (await store.cardsOf(ctx, [person.id])).get(person.id);
  const state = await stateOf(ctx, person.id);
  if (card === undefined || state === null) return { card: null };
  const works = (await worksFinder(ctx))(person.unitPath);
  return {
    card: {
      ...{ number: card.number, name: person.name, unit: presentPerson(person).unit, state, issuedOn: card.issuedOn },
      unionName: unionNameOf(ctx, works.name),
      isValid: isValidIn(state),
      memberSince: card.memberSince ?? card.issuedOn,
      token: codeOf(person.id, card.secret),
      portraitId: await store.portraitOf(ctx, person.id),
    },
  };
}

async function renew(ctx: Context, personId: string): Promise<void> {
  if (!(await store.renewSecret(ctx, personId))) throw new AppError('membership.no_card');
  audit(ctx, { action: 'membership.renewCard', subject: `person:${personId}` });
}

/** Refuses: an account without a person, a person without a card. */
export async function renewOwnCard(ctx: Context): Promise<OwnCard> {
  await renew(ctx, ownPerson(ctx));
  const { card } = await getOwnCard(ctx);
  if (card === null) throw new AppError('membership.no_card');
  return card;
}

/** Refuses: a person out of reach, a person without a card. */
export async function renewCard(ctx: Context, personId: string): Promise<void> {
  const person = await knownPerson(ctx, personId);
  if (!may(ctx.user, 'membership.member.write', person.unitPath)) throw notFound();
  await renew(ctx, personId);
}

/** Refuses: an account without a person, bytes that are no photo, more than a megabyte. */
export async function addOwnPortrait(ctx: Context, bytes: Uint8Array, name: string): Promise<void> {
  const personId = ownPerson(ctx);
  if (bytes.length > MAX_PORTRAIT_BYTES) throw new AppError('kernel.too_large');
  const file = await storeFile(ctx, bytes, name, photoTypes);
  await store.putPortrait(ctx, personId, file.id);
  audit(ctx, { action: 'membership.addPortrait', subject: `person:${personId}`, details: { fileId: file.id } });
}

/** Refuses: a photo that isn't the own one of today. */
export async function getOwnPortrait(ctx: Context, fileId: string): Promise<FileAnswer> {
  if (fileId !== (await store.portraitOf(ctx, ownPerson(ctx)))) throw notFound();
  const file = await fileRow(ctx, fileId);
  return new FileAnswer(await readFileBytes(ctx, file), file.mediaType, file.name, true);
}

/** Whose the code is. Refuses: what is no code, and one that was renewed meanwhile. */
async function holderOf(ctx: Context, code: string): Promise<store.CardRecord> {
  const personId = claimOf(code);
  const card = personId === null ? undefined : (await store.cardsOf(ctx, [personId])).get(personId);
  if (card === undefined || !isSealed(code, card.personId, card.secret)) throw notFound();
  return card;
}

/**
 * What anybody may know who holds the card: that it holds now, and a name that only acquaintances recognise. An officer in
 * whose reach the member is learns whose it is. Refuses: what is no code, and one that was renewed meanwhile.
 */
export async function checkCard(ctx: Context, code: string) {
  const { personId, number } = await holderOf(ctx, code);
  const person = await knownPerson(ctx, personId);
  const works = (await worksFinder(ctx))(person.unitPath);
  const state = await stateOf(ctx, personId);
  const isOfficer = state !== null && may(ctx.user, 'membership.member.read', person.unitPath);
  return {
    maskedName: maskName(person.name),
    unionName: unionNameOf(ctx, works.name),
    isValid: isValidIn(state),
    checkedAt: ctx.clock.now().toISOString(),
    member: isOfficer ? { personId, name: person.name, number, unit: presentPerson(person).unit, state } : null,
  };
}

/**
 * Cards for paper: of members who have no account, or of one person. Codes leave the house on paper, so it is noted how
 * many did. Refuses: a unit that isn't in reach.
 */
export async function listPaperCards(
  ctx: Context,
  query: EndpointInput<typeof contract.listPaperCards>['query'],
): Promise<Page<PaperCard>> {
  const { unitId, personId, cursor, limit } = query;
  const under = await pathsAsked(ctx, 'membership.member.write', unitId);
  const onlyIds = personId === undefined ? undefined : [personId];
  const page = await listEnrolled(ctx, memberScheme, { states: ['active', 'retained'], under, onlyIds, cursor, limit });
  const ids = page.rows.map((row) => row.personId);
  const cards = await store.cardsOf(ctx, ids);
  const accounts = personId === undefined ? await accountsOfPeople(ctx, ids) : new Map<string, string>();
  const worksOf = await worksFinder(ctx);
  const rows = page.rows.flatMap((row): PaperCard[] => {
    const card = cards.get(row.personId);
    if (card === undefined || accounts.has(row.personId)) return [];
    const { name, unitName, unitPath } = row;
    const unionName = unionNameOf(ctx, worksOf(unitPath).name);
    const token = codeOf(row.personId, card.secret);
    return [{ personId: row.personId, name, number: card.number, unitName, unionName, issuedOn: card.issuedOn, token }];
  });
  audit(ctx, { action: 'membership.printCards', details: { count: rows.length, unitId: unitId ?? null } });
  return { rows, nextCursor: page.nextCursor };
}
