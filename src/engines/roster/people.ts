import { AppError, assert, audit, newId, notFound, type Context } from '#kernel';
import type { Day, EndpointInput } from '#kernel/contract';
import type * as contract from './contract';
import type { Person, PersonRow } from './contract';
import type { NewPerson } from './imports';
import { readName } from './names';
import { bornByIdentity, changeDossier, noteRead, dossierInsert, dossierOf, refuseTaken } from './dossier/file';
import { EARLIEST_DAY } from './dossier/rules';
import { holdingAbilities, mayOnPerson, personAbilities, scopeOf, searchWithin, seesPhone } from './policy';
import { decodeCursor, encodeCursor, maskPhone, nameGrams, nameKey } from './rules';
import * as store from './store/people';
import { holdingRows } from './store/posts';
import { refuseClosed, refuseFuture, namedUnit, visibleUnit } from './units';

type Input<E> = EndpointInput<E>;
export type PersonKey = { id: string } | { staffNumber: string } | { accountId: string };

/** A person by id, staff number or account, or null; whoever asks has to judge the rights by `unitPath`. */
export function findPerson(ctx: Context, key: PersonKey): Promise<Person | null> {
  return store.personBy(ctx, key);
}

/** Refuses: a person who is not there. Whoever asks has to judge the rights by `unitPath`. */
export async function getPerson(ctx: Context, id: string): Promise<Person> {
  const person = await store.personBy(ctx, { id });
  if (person === null) throw notFound();
  return person;
}

export function personNames(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  return store.namesOf(ctx, ids);
}

/** Who was placed where on a day, by name; `under` is a path of today's tree. */
export function peopleOn(
  ctx: Context,
  question: { day: Day; under?: string; ids?: readonly string[] },
): Promise<store.PersonOnDay[]> {
  return store.peopleRowsOn(ctx, question);
}

function present(ctx: Context, person: Person): PersonRow {
  const isWhole = person.unitPath !== null && seesPhone(ctx, person.unitPath);
  return {
    ...person,
    phone: isWhole ? person.phone : maskPhone(person.phone),
    abilities: personAbilities(ctx, person),
  };
}

export async function listPeople(ctx: Context, query: Input<typeof contract.listPeople>['query']) {
  const unit = query.unitId === undefined ? null : await visibleUnit(ctx, query.unitId, 'roster.person.read');
  const scopes = unit === null ? scopeOf(ctx, 'roster.person.read') : [unit.path];
  const rows = await store.personRows(ctx, {
    scopes,
    search: searchWithin(ctx, query.search ?? '', scopes),
    after: decodeCursor(query.cursor),
    limit: query.limit,
  });
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: page.map((row) => present(ctx, row)),
    nextCursor: rows.length > query.limit && last !== undefined ? encodeCursor([last.nameKey, last.id]) : null,
    abilities: { create: scopeOf(ctx, 'roster.person.write').length > 0 },
  };
}

/** The file of a person; the log keeps who opened it. Refuses: a person who is not there. */
export async function showPerson(ctx: Context, id: string) {
  const person = await visiblePerson(ctx, id, 'roster.person.read');
  await noteRead(ctx, [person.id], 'file');
  const holdings = await holdingRows(ctx, { personId: person.id });
  return {
    person: present(ctx, person),
    dossier: await dossierOf(ctx, person),
    placements: await store.placementsOf(ctx, person.id),
    holdings: holdings.map((row) => ({ ...row, abilities: holdingAbilities(ctx, row) })),
  };
}

/**
 * Refuses: a staff number or identity number that is taken, a unit that is closed on the day, a day that has not come or
 * before the birth, an identity number that can't be one or contradicts birth or gender, a bank card that can't be one.
 */
export async function createPerson(
  ctx: Context,
  body: Input<typeof contract.createPerson>['body'],
): Promise<PersonRow> {
  const unit = await namedUnit(ctx, 'unitId', body.unitId, 'roster.person.write', 'hold');

  refuseClosed(unit, body.from);
  refuseFuture(ctx, body.from);
  const bornOn = body.bornOn ?? bornByIdentity(ctx, body);
  refuseImpossible(bornOn, body.from);

  const id = newId();
  const row = await asInsert(ctx, { ...body, bornOn, id });
  await refuseTaken(ctx, [{ ...body, id }]);
  store.leavePerson(ctx, row, unit.path, refusals(body));

  audit(ctx, { action: 'roster.createPerson', subject: `person:${id}`, details: { unitId: unit.id, from: body.from } });
  return present(ctx, {
    ...fieldsShown(row),
    id,
    employedFrom: body.from,
    employedTo: null,
    unitId: unit.id,
    unitName: unit.name,
    unitPath: unit.path,
    version: 1,
  });
}

const refusals = ({ staffNumber }: { staffNumber: string }): store.PersonRefusals => ({
  person_staff_number_key: () => new AppError('roster.staff_number_taken', { number: staffNumber }),
});

/**
 * What is left out stays as it is. Refuses: a version that somebody else has changed meanwhile, a birth after the first
 * day, and as `createPerson` for numbers.
 */
export async function updatePerson(
  ctx: Context,
  id: string,
  body: Input<typeof contract.updatePerson>['body'],
): Promise<PersonRow> {
  const person = await visiblePerson(ctx, id, 'roster.person.write', 'change');

  if (person.version !== body.version) throw new AppError('kernel.changed_meanwhile');
  const bornOn = (body.bornOn === undefined ? person.bornOn : body.bornOn) ?? bornByIdentity(ctx, body);
  refuseImpossible(bornOn, person.employedFrom);

  const fields = await asFields({
    ...body,
    formerNames: body.formerNames ?? person.formerNames,
    reading: body.reading === undefined && body.name === person.name ? person.reading : (body.reading ?? null),
    bornOn,
    phone: body.phone === undefined ? person.phone : body.phone,
  });
  const isAboutChanged = fields.bornOn !== person.bornOn || fields.gender !== person.gender;
  const changedDossier = await changeDossier(ctx, { ...fields, id }, body, isAboutChanged);
  store.leavePersonChange(ctx, id, fields, refusals(body));

  const changed = Object.keys(body).filter(
    (key) => key in person && body[key as keyof typeof body] !== person[key as keyof Person],
  );
  audit(ctx, {
    action: 'roster.updatePerson',
    subject: `person:${id}`,
    details: { changed: [...changed.filter((key) => key !== 'version' && key !== 'formerNames'), ...changedDossier] },
  });
  return present(ctx, { ...person, ...fieldsShown(fields), version: person.version + 1 });
}

/** Refuses: a person who has left, a closed target, a day before the present placement began or that has not come. */
export async function movePerson(
  ctx: Context,
  id: string,
  body: Input<typeof contract.movePerson>['body'],
): Promise<PersonRow> {
  const person = await visiblePerson(ctx, id, 'roster.person.write', 'change');
  const unit = await namedUnit(ctx, 'unitId', body.unitId, 'roster.person.write', 'hold');

  await refuseDayOf(ctx, person, body.from);
  refuseClosed(unit, body.from);

  await store.placePerson(ctx, id, { id: newId(), unitId: unit.id, path: unit.path, from: body.from });

  audit(ctx, {
    action: 'roster.movePerson',
    subject: `person:${id}`,
    details: { from: person.unitId, to: unit.id, day: body.from },
  });
  return present(ctx, await getPerson(ctx, id));
}

/** Refuses: a person who has left already, a day before the present placement began or that has not come. */
export async function recordLeaving(ctx: Context, id: string, lastDay: Day): Promise<PersonRow> {
  const person = await visiblePerson(ctx, id, 'roster.person.write', 'change');

  await refuseDayOf(ctx, person, lastDay);

  await store.endEmploymentRow(ctx, id, lastDay);

  audit(ctx, { action: 'roster.recordLeaving', subject: `person:${id}`, details: { lastDay } });
  return present(ctx, await getPerson(ctx, id));
}

/**
 * Adds many people at once with ids of the caller. For the program itself and for imports: whoever calls it has
 * judged the rights and the rows. Refuses: a staff number or an identity number that is taken, or stands twice in the
 * batch; an identity number or bank card that can't be one.
 */
export async function importPeople(ctx: Context, rows: readonly NewPerson[]): Promise<void> {
  const inserts: store.PersonInsert[] = [];
  for (const row of rows) inserts.push(await asInsert(ctx, row));
  await refuseTaken(ctx, rows);
  const taken = await store.insertPeople(ctx, inserts);
  if (taken.length > 0) throw new AppError('roster.staff_number_taken', { number: taken.slice(0, 5).join(', ') });
  audit(ctx, { action: 'roster.importPeople', details: { count: rows.length } });
}

/** Refuses: a person who isn't there or lies elsewhere; to change: a record that was merged into another one. */
export async function visiblePerson(
  ctx: Context,
  id: string,
  permission: string,
  mode: 'read' | 'change' = 'read',
): Promise<store.PersonRecord> {
  const person = await store.personBy(ctx, { id }, mode);
  if (person === null) throw notFound();
  if (person.mergedIntoId !== null) {
    const { name, staffNumber } = await visiblePerson(ctx, person.mergedIntoId, permission);
    throw new AppError('roster.person_merged', { name, number: staffNumber });
  }
  if (!mayOnPerson(ctx, permission, person) || !isOpenTo(ctx, person)) throw notFound();
  return person;
}

/** A shell has no file; a blocked file is opened by a right of its own, to be read and not to be changed. */
const isOpenTo = (ctx: Context, person: store.PersonRecord): boolean =>
  !person.isErased && (!person.isBlocked || mayOnPerson(ctx, 'roster.blocked.read', person));

function refuseImpossible(bornOn: Day | null, from: Day): void {
  if (bornOn !== null && bornOn >= from) throw new AppError('roster.born_too_late', { from });
  if (from < EARLIEST_DAY || (bornOn !== null && bornOn < EARLIEST_DAY))
    throw new AppError('roster.day_too_early', { from: EARLIEST_DAY });
}

async function refuseDayOf(ctx: Context, person: store.PersonRecord, day: Day): Promise<void> {
  if (person.unitId === null) throw new AppError('roster.person_left', { name: person.name });
  const present = (await store.placementsOf(ctx, person.id)).at(-1);
  assert(present !== undefined && present.validTo === null, `person ${person.id} has no open placement`);
  if (day < present.validFrom) throw new AppError('roster.day_before_start', { from: present.validFrom });
  refuseFuture(ctx, day);
}

type Fields = Pick<NewPerson, 'name' | 'reading' | 'staffNumber' | 'gender' | 'bornOn' | 'phone' | 'employmentKind'>;

/** All pieces by which a person is found: those of the name, and those of the names before it. */
export async function gramsOf(
  name: string,
  syllables: readonly string[],
  formerNames: readonly string[],
): Promise<string[]> {
  const grams = [nameGrams(name, syllables)];
  for (const former of formerNames) grams.push(nameGrams(former, await readName(former)));
  return [...new Set(grams.flat())].sort();
}

async function asFields(given: Fields & Pick<NewPerson, 'formerNames'>): Promise<store.PersonFields> {
  const reading = given.reading ?? null;
  const name = given.name.normalize('NFC');
  const syllables = await readName(name, reading);
  return {
    staffNumber: given.staffNumber,
    name,
    reading,
    nameKey: nameKey(name, syllables),
    nameGrams: await gramsOf(name, syllables, given.formerNames ?? []),
    gender: given.gender,
    bornOn: given.bornOn ?? null,
    phone: given.phone ?? null,
    employmentKind: given.employmentKind,
  };
}

/** What is shown of the written fields: the keys by which a name is found and ordered stay inside. */
function fieldsShown(written: store.PersonFields): Fields & Pick<Person, 'reading' | 'bornOn' | 'phone'> {
  const { staffNumber, name, reading, gender, bornOn, phone, employmentKind } = written;
  return { staffNumber, name, reading, gender, bornOn, phone, employmentKind };
}

async function asInsert(ctx: Context, given: NewPerson): Promise<store.PersonInsert> {
  const fields = await asFields(given);
  const dossier = dossierInsert(ctx, given.id, given, fields);
  return { ...fields, ...dossier, id: given.id, placementId: newId(), unitId: given.unitId, from: given.from };
}
