import { AppError, errorText, may, sealedPlace, text, type Context, type SealedColumn } from '#kernel';
import type { Day } from '#kernel/contract';
import type { MaskedField, OpenedField, PersonDossier } from './contract';
import {
  cleanFormerNames,
  maskBankCard,
  maskIdentityNumber,
  readBankCard,
  readIdentityNumber,
  type IdentityFacts,
} from './rules';
import * as store from './store';

/** The dossier as it is written: each field may be left out. */
export interface DossierInput {
  readonly formerNames?: readonly string[] | undefined;
  readonly nation?: PersonDossier['nation'] | undefined;
  readonly education?: PersonDossier['education'] | undefined;
  readonly employer?: string | null | undefined;
  readonly isMigrant?: boolean | undefined;
  readonly identityNumber?: string | null | undefined;
  readonly bankCard?: string | null | undefined;
}

type About = { readonly gender: IdentityFacts['gender']; readonly bornOn: Day | null };

export const identityColumn: SealedColumn = { table: 'roster.person', column: 'identity_number', idColumn: 'id' };
export const bankCardColumn: SealedColumn = { table: 'roster.person', column: 'bank_card', idColumn: 'id' };

/** A refusal that stands beside its field. */
function refusal(ctx: Context, field: string, code: string, params: Record<string, unknown> = {}): AppError {
  return new AppError(code, params, [{ path: field, message: errorText(ctx.language, code, params) }]);
}

/** The birth that an identity number tells, for a person of whom none is known. */
export function bornByIdentity(ctx: Context, given: DossierInput): Day | null {
  if (!given.identityNumber) return null;
  const facts = readIdentityNumber(given.identityNumber, ctx.clock.today());
  return 'fault' in facts ? null : facts.bornOn;
}

function refuseContradiction(ctx: Context, facts: IdentityFacts, about: About): void {
  if (about.bornOn !== null && about.bornOn !== facts.bornOn)
    throw refusal(ctx, 'bornOn', 'roster.identity_born_differs', { day: facts.bornOn, given: about.bornOn });
  if (about.gender !== facts.gender)
    throw refusal(ctx, 'gender', 'roster.identity_gender_differs', {
      gender: text(ctx.language, `roster:gender.${facts.gender}`),
    });
}

/** Refuses: an identity number that can't be one, or that contradicts birth or gender; a bank card that can't be one. */
function readSealed(ctx: Context, given: DossierInput, about: About) {
  const { identityNumber, bankCard } = given;
  const identity = identityNumber ? readIdentityNumber(identityNumber, ctx.clock.today()) : null;
  if (identity !== null && 'fault' in identity) throw refusal(ctx, 'identityNumber', identity.fault);
  if (identity !== null) refuseContradiction(ctx, identity, about);
  const card = bankCard ? readBankCard(bankCard) : null;
  if (card !== null && 'fault' in card) throw refusal(ctx, 'bankCard', card.fault);
  return { identityNumber: identity?.number ?? null, bankCard: card?.number ?? null };
}

const identityIndex = (ctx: Context, number: string): number => ctx.house.secrets.blindIndex(number, 'identity');

function sealIdentity(ctx: Context, id: string, number: string): { sealed: Buffer; index: number } {
  return {
    sealed: ctx.house.secrets.seal(number, sealedPlace(identityColumn, id)),
    index: identityIndex(ctx, number),
  };
}

const sealCard = (ctx: Context, id: string, number: string): Buffer =>
  ctx.house.secrets.seal(number, sealedPlace(bankCardColumn, id));

/** The columns of a new person's dossier, as the insert takes them; sealed values as base64. */
export interface DossierInsert extends store.PlainDossier {
  identityNumber: string | null;
  identityIndex: number | null;
  bankCard: string | null;
}

/** Refuses: as `readSealed`. Whether somebody holds the number already is asked for all of a batch by `refuseTaken`. */
export function dossierInsert(
  ctx: Context,
  id: string,
  given: DossierInput & { readonly name: string },
  about: About,
): DossierInsert {
  const plain = readSealed(ctx, given, about);
  const identity = plain.identityNumber === null ? null : sealIdentity(ctx, id, plain.identityNumber);
  return {
    formerNames: cleanFormerNames(given.formerNames ?? [], given.name),
    nation: given.nation ?? null,
    education: given.education ?? null,
    employer: given.employer || null,
    isMigrant: given.isMigrant ?? false,
    identityNumber: identity?.sealed.toString('base64') ?? null,
    identityIndex: identity?.index ?? null,
    bankCard: plain.bankCard === null ? null : sealCard(ctx, id, plain.bankCard).toString('base64'),
  };
}

export interface Holder {
  id: string;
  name: string;
  rightsPath: string;
  index: number;
}

/** Who holds which number behind these indexes, opened to be compared and never shown; in the order of their ids. */
export async function holdersBehind(ctx: Context, indexes: readonly number[]): Promise<Map<string, Holder[]>> {
  const holders = new Map<string, Holder[]>();
  for (const { id, name, rightsPath, index, sealed } of await store.identityCandidates(ctx, indexes)) {
    const number = ctx.house.secrets.open(sealed, sealedPlace(identityColumn, id));
    if (number === null) continue;
    holders.set(number, [...(holders.get(number) ?? []), { id, name, rightsPath, index }]);
  }
  return holders;
}

async function holdersOf(ctx: Context, numbers: readonly string[]): Promise<Map<string, Holder[]>> {
  const wanted = new Set(numbers);
  const behind = await holdersBehind(ctx, [...new Set([...wanted].map((number) => identityIndex(ctx, number)))]);
  return new Map([...behind].filter(([number]) => wanted.has(number)));
}

/**
 * The people who hold these identity numbers, as they were typed; numbers that nobody holds are missing in the answer.
 * Whoever asks has to judge the rights.
 */
export async function peopleByIdentityNumber(ctx: Context, numbers: readonly string[]): Promise<Map<string, string[]>> {
  const read = new Map(numbers.map((text) => [text, readIdentityNumber(text, ctx.clock.today())]));
  const known = [...read.values()].flatMap((facts) => ('fault' in facts ? [] : [facts.number]));
  const holders = await holdersOf(ctx, known);
  return new Map(
    [...read].flatMap(([text, facts]) => {
      const found = 'fault' in facts ? undefined : holders.get(facts.number);
      return found === undefined ? [] : [[text, found.map(({ id }) => id)] as const];
    }),
  );
}

type Numbered = { readonly id: string; readonly name: string; readonly identityNumber?: string | null | undefined };

/** Refuses: an identity number that another person holds, or that stands twice in the batch. Others wait for the commit. */
export async function refuseTaken(ctx: Context, given: readonly Numbered[]): Promise<void> {
  const owners = new Map<string, Pick<Holder, 'id' | 'name'>[]>();
  for (const { id, name, identityNumber } of given) {
    const facts = identityNumber ? readIdentityNumber(identityNumber, ctx.clock.today()) : null;
    if (facts === null || 'fault' in facts) continue;
    owners.set(facts.number, [...(owners.get(facts.number) ?? []), { id, name }]);
  }
  if (owners.size === 0) return;
  const numbers = [...owners.keys()];
  await store.holdIdentities(
    ctx,
    numbers.map((number) => identityIndex(ctx, number)),
  );
  const held = await holdersOf(ctx, numbers);
  for (const [number, [own, second]] of owners) {
    const other = held.get(number)?.find(({ id }) => id !== own!.id);
    if (second !== undefined) throw refusal(ctx, 'identityNumber', 'roster.identity_taken', { name: own!.name });
    if (other === undefined) continue;
    throw takenBy(ctx, other);
  }
}

/** Who works where the writer sees nobody is not named. */
function takenBy(ctx: Context, holder: Holder): AppError {
  return may(ctx.user, 'roster.person.read', holder.rightsPath)
    ? refusal(ctx, 'identityNumber', 'roster.identity_taken', { name: holder.name })
    : refusal(ctx, 'identityNumber', 'roster.identity_taken_elsewhere');
}

/** Refuses: a number that comes back to one of these people and that somebody else was given meanwhile. */
export async function refuseGivenAway(ctx: Context, ids: readonly string[], numbers: readonly string[]): Promise<void> {
  await store.holdIdentities(
    ctx,
    numbers.map((number) => identityIndex(ctx, number)),
  );
  const other = [...(await holdersOf(ctx, numbers)).values()].flat().find(({ id }) => !ids.includes(id));
  if (other !== undefined) throw takenBy(ctx, other);
}

/** Refuses: an identity number on record that contradicts birth or gender. One that can't be read contradicts nothing. */
export async function refuseContradicted(ctx: Context, id: string, about: About): Promise<void> {
  const { identityNumber } = openDossier(ctx, id, await store.dossierRow(ctx, id));
  if (identityNumber.value === null) return;
  const facts = readIdentityNumber(identityNumber.value, ctx.clock.today());
  if (!('fault' in facts)) refuseContradiction(ctx, facts, about);
}

/** Writes both sealed fields of a person, each anew at this person's place; left out means unchanged, null empties. */
export async function writeSealed(
  ctx: Context,
  id: string,
  values: { readonly identityNumber?: string | null; readonly bankCard?: string | null },
): Promise<void> {
  const { identityNumber, bankCard } = values;
  await store.updateDossierRow(ctx, id, {
    ...(identityNumber === undefined
      ? {}
      : { identity: identityNumber === null ? null : sealIdentity(ctx, id, identityNumber) }),
    ...(bankCard === undefined ? {} : { bankCard: bankCard === null ? null : sealCard(ctx, id, bankCard) }),
  });
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

function openField(ctx: Context, sealed: Uint8Array | null, column: SealedColumn, id: string): OpenedField {
  if (sealed === null) return { state: 'none', value: null };
  const value = ctx.house.secrets.open(sealed, sealedPlace(column, id));
  return value === null ? { state: 'unreadable', value: null } : { state: 'kept', value };
}

/**
 * Writes what is given of the dossier, and answers the names of the fields that changed. The person's row is held by the
 * caller. Refuses: as `readSealed` and `refuseTaken`; a birth or gender that contradicts the number on record.
 */
export async function changeDossier(
  ctx: Context,
  person: { id: string; name: string } & About,
  given: DossierInput,
  isAboutChanged: boolean,
): Promise<string[]> {
  const { formerNames, nation, education, employer, isMigrant } = given;
  const plain = {
    ...(formerNames === undefined ? {} : { formerNames: cleanFormerNames(formerNames, person.name) }),
    ...(nation === undefined ? {} : { nation }),
    ...(education === undefined ? {} : { education }),
    ...(employer === undefined ? {} : { employer: employer || null }),
    ...(isMigrant === undefined ? {} : { isMigrant }),
  };
  const isSealedGiven = given.identityNumber !== undefined || given.bankCard !== undefined;
  if (Object.keys(plain).length === 0 && !isSealedGiven && !isAboutChanged) return [];
  const known = await store.dossierRow(ctx, person.id);
  const before = openDossier(ctx, person.id, known);
  const written = readSealed(ctx, given, person);
  if (given.identityNumber === undefined && before.identityNumber.value !== null) {
    const facts = readIdentityNumber(before.identityNumber.value, ctx.clock.today());
    if (!('fault' in facts)) refuseContradiction(ctx, facts, person);
  }
  if (written.identityNumber !== null) await refuseTaken(ctx, [{ ...person, identityNumber: written.identityNumber }]);
  const change: store.DossierChange = Object.fromEntries(
    Object.entries(plain).filter(([name, value]) => !isSame(value, known[name as keyof store.PlainDossier])),
  );
  const names = Object.keys(change);
  if (given.identityNumber !== undefined && isNew(before.identityNumber, written.identityNumber)) {
    change.identity = written.identityNumber === null ? null : sealIdentity(ctx, person.id, written.identityNumber);
    names.push('identityNumber');
  }
  if (given.bankCard !== undefined && isNew(before.bankCard, written.bankCard)) {
    change.bankCard = written.bankCard === null ? null : sealCard(ctx, person.id, written.bankCard);
    names.push('bankCard');
  }
  await store.updateDossierRow(ctx, person.id, change);
  return names;
}

/** A value that can't be read is always replaced. */
const isNew = (before: OpenedField, written: string | null): boolean =>
  before.state === 'unreadable' || before.value !== written;

/** Both sealed fields of a person, opened. */
export function openDossier(
  ctx: Context,
  id: string,
  row: Pick<store.DossierRow, 'identityNumber' | 'bankCard'>,
): { identityNumber: OpenedField; bankCard: OpenedField } {
  return {
    identityNumber: openField(ctx, row.identityNumber, identityColumn, id),
    bankCard: openField(ctx, row.bankCard, bankCardColumn, id),
  };
}

const masked = ({ state, value }: OpenedField, mask: (value: string) => string): MaskedField => ({
  state,
  mask: value === null ? null : mask(value),
});

/** What stands in a dossier, with its sealed fields masked. */
export function maskedDossier(ctx: Context, id: string, row: store.DossierRow): Omit<PersonDossier, 'abilities'> {
  const { identityNumber, bankCard } = openDossier(ctx, id, row);
  return {
    ...row,
    identityNumber: masked(identityNumber, maskIdentityNumber),
    bankCard: masked(bankCard, maskBankCard),
  };
}

/** A person's dossier with its sealed fields masked. */
export async function dossierOf(ctx: Context, person: { id: string; rightsPath: string }): Promise<PersonDossier> {
  return {
    ...maskedDossier(ctx, person.id, await store.dossierRow(ctx, person.id)),
    abilities: {
      readSecrets: may(ctx.user, 'roster.secret.read', person.rightsPath),
      readLog: may(ctx.user, 'roster.read_log.read', person.rightsPath),
    },
  };
}

/** Notes that somebody opened the files of people; what the program itself reads is nobody's curiosity. */
export async function noteRead(
  ctx: Context,
  personIds: readonly string[],
  what: store.ReadNote['what'],
): Promise<void> {
  if (ctx.user === null) return;
  await store.insertRead(ctx, { personIds, accountId: ctx.user.accountId, readerName: ctx.user.name, what });
}
