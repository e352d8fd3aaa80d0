import {
  newId,
  readWorkbook,
  registerTexts,
  seedParameters,
  type Context,
  type FileAnswer,
  type House,
  type SignedInUser,
} from '#kernel';
import { testUser } from '#kernel/testing';
import { importPeople } from '#engines/roster';
import { makePerson, makeUnit } from '#engines/roster/testing';
import type { Day } from '#kernel/contract';
import { membershipPermissions } from './contract';
import { importMembers } from './import-members';
import { parameters } from './parameters';
import { membershipTexts } from './texts';

/** A house that knows this line's parameters and who holds its rights; their values are to be seeded. */
export function memberHouse(house: House): House {
  registerTexts({ membership: membershipTexts });
  const known = new Map(parameters.map((one) => [one.shape.key, one]));
  return { ...house, parameters: known, rolesWith: () => ['chair'] };
}

export const seedMembership = (ctx: Context): Promise<void> => seedParameters(ctx);

/** Who keeps members in a subtree and decides for the committee. */
export function committeeUser(unitPath = '/', change: Partial<SignedInUser> = {}): SignedInUser {
  return testUser(membershipPermissions, unitPath, change);
}

/** What a worker may do: all that is of the own person. */
export function ownUser(personId: string | null, unitPath = '/'): SignedInUser {
  return testUser(['membership.application.own', 'membership.card.own'], unitPath, { personId });
}

/** A member with a card: without arguments of a new unit, since 2022. */
export async function makeMember(
  ctx: Context,
  change: { unitId?: string; joinedOn?: Day; name?: string; gender?: 'female' | 'male' } = {},
): Promise<{ id: string; unitId: string; unitPath: string }> {
  const { joinedOn = '2022-03-01', unitId = (await makeUnit(ctx)).id, ...person } = change;
  const { id, unitPath } = await makePerson(ctx, { ...person, unitId });
  await importMembers(ctx, [{ personId: id, joinedOn }]);
  return { id, unitId, unitPath: unitPath! };
}

/** So many members of one unit at once, who joined on one day. */
export async function makeMembers(
  ctx: Context,
  count: number,
  { unitId, joinedOn, gender }: { unitId: string; joinedOn: Day; gender: 'female' | 'male' },
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await importPeople(
    ctx,
    ids.map((id, i) => ({
      ...{ id, unitId, gender, name: `会员${i}`, staffNumber: `M${id}`, from: '2020-01-01' },
      employmentKind: 'contract',
    })),
  );
  await importMembers(
    ctx,
    ids.map((personId) => ({ personId, joinedOn })),
  );
  return ids;
}

/** All that stands in the cells of a file, as one text. */
export async function wordsOfFile(file: FileAnswer): Promise<string> {
  const rows: unknown[] = [];
  for await (const piece of (await readWorkbook(file.bytes, file.name)).rows) rows.push(piece);
  return JSON.stringify(rows);
}
