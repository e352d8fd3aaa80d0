import type { z } from 'zod';
import { notFound, type Context } from '#kernel';
import { peopleById, unitNames, type KnownPerson } from '#engines/roster';
import type { ApplicationRow, ApplicationWhole } from './applications/contract';
import { stepRows, type ApplicationRecord } from './applications/store';
import { applicationAbilities } from './policy';
import type { memberPerson } from './terms';

/** How records become what the contract says. */

export function presentPerson(person: KnownPerson): z.infer<typeof memberPerson> {
  const { id, name, staffNumber, gender, bornOn, employmentKind, employedTo, unitId, unitName } = person;
  const unit = employedTo === null ? { id: unitId, name: unitName } : null;
  return { id, name, staffNumber, gender, bornOn, employmentKind, unit };
}

/** Refuses: a person who isn't there. Whoever asks judges the rights by `unitPath`. */
export async function knownPerson(ctx: Context, id: string): Promise<KnownPerson> {
  const person = (await peopleById(ctx, [id])).get(id);
  if (person === undefined) throw notFound();
  return person;
}

export async function presentApplications(
  ctx: Context,
  records: readonly ApplicationRecord[],
): Promise<ApplicationRow[]> {
  const people = await peopleById(ctx, [...new Set(records.map((record) => record.personId))]);
  const units = await unitNames(ctx, [...new Set(records.map((record) => record.unitId))]);
  return records.map((record) => {
    const { id, kind, state, way, submittedOn, dueOn, enteredByName, decidedByName, decidedOn, version } = record;
    return {
      ...{ id, kind, state, way, submittedOn, dueOn, enteredByName, decidedByName, decidedOn, version },
      person: presentPerson(people.get(record.personId)!),
      unit: { id: record.unitId, name: units.get(record.unitId) ?? '' },
      hasPaper: record.paperId !== null,
      abilities: applicationAbilities(ctx, record),
    };
  });
}

export async function presentApplication(ctx: Context, record: ApplicationRecord): Promise<ApplicationWhole> {
  const [row] = await presentApplications(ctx, [record]);
  const steps = await stepRows(ctx, record.id);
  return {
    ...row!,
    form: record.form,
    declaration: record.declaration,
    steps: steps.map(({ step, day, note, byName, details }) => ({
      ...{ step, day, note, byName },
      isCardReturned: details.isCardReturned ?? null,
      filedNote: details.filedNote ?? null,
    })),
  };
}
