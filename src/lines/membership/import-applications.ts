import { addWorkingDays, audit, newId, userOf, type Context } from '#kernel';
import { accountsOfPeople, importEnrolments, peopleById } from '#engines/roster';
import type { Day } from '#kernel/contract';
import type { OpenState } from './applications/procedures';
import { insertApplications, insertSteps, type ApplicationRecord, type StepRecord } from './applications/store';
import { memberScheme } from './scheme';

export interface ApplicationToImport {
  readonly personId: string;
  readonly state: OpenState;
  readonly submittedOn: Day;
  readonly words: string;
  /** What the group wrote, where it has agreed or returned. */
  readonly opinion?: { readonly on: Day; readonly note: string };
}

const DAYS_OF_A_STEP = 10;

/**
 * Applications to join that are under way, for the program itself and imports: whoever calls it has judged rights and rows.
 */
export async function importApplications(ctx: Context, given: readonly ApplicationToImport[]): Promise<void> {
  const ids = given.map((one) => one.personId);
  const people = await peopleById(ctx, ids);
  const accounts = await accountsOfPeople(ctx, ids);
  const { accountId, name } = userOf(ctx);
  const records = given.map((one): ApplicationRecord => {
    const person = people.get(one.personId)!;
    return {
      ...{ id: newId(), personId: one.personId, unitId: person.unitId, unitPath: person.unitPath, kind: 'join' },
      ...{ state: one.state, way: 'phone', declaration: null, declarationId: null, paperId: null, version: 1 },
      form: {
        ...{ kind: 'join', signedName: person.name, isDeclared: true, words: one.words },
        ...{ education: null, politicalStatus: null, paysByPayroll: true },
      },
      enteredBy: accounts.get(one.personId) ?? null,
      enteredByName: person.name,
      submittedOn: one.submittedOn,
      dueOn: addWorkingDays(one.opinion?.on ?? one.submittedOn, DAYS_OF_A_STEP),
      ...{ decidedByName: null, decidedOn: null },
    };
  });
  await insertApplications(ctx, records);
  const steps = records.flatMap((record, i): StepRecord[] => {
    const { opinion, state, submittedOn } = given[i]!;
    const step = { applicationId: record.id, details: {} };
    return [
      {
        ...step,
        id: newId(),
        step: 'submitted',
        day: submittedOn,
        note: '',
        by: record.enteredBy,
        byName: record.enteredByName,
      },
      ...(opinion === undefined || state === 'submitted'
        ? []
        : [{ ...step, id: newId(), step: state, day: opinion.on, note: opinion.note, by: accountId, byName: name }]),
    ];
  });
  await insertSteps(ctx, steps);
  const moves = records.map(({ id, personId, submittedOn }) => ({
    ...{ personId, to: 'applicant' as const, from: submittedOn, reason: '', source: `application:${id}` },
  }));
  await importEnrolments(ctx, memberScheme, moves);
  audit(ctx, { action: 'membership.importApplications', details: { count: records.length } });
}
