import { AppError, audit, may, notFound, type Context } from '#kernel';
import type { Day, EndpointInput } from '#kernel/contract';
import { visiblePerson } from '../people';
import type * as contract from './contract';
import type { Skill } from './contract';
import { insertSkill, personOfSkill, skillRows, voidSkillRow } from './store';

type SkillRow = Skill & { abilities: Record<string, boolean> };

/** What stands on people's records; entries that were taken off only if asked for. */
export function skillsOf(
  ctx: Context,
  question: { personIds: readonly string[]; withVoid?: boolean },
): Promise<Skill[]> {
  return skillRows(ctx, { withVoid: false, ...question });
}

export interface NewSkill {
  readonly personId: string;
  readonly kind: Skill['kind'];
  readonly title: string;
  readonly grade?: string | null;
  readonly issuer?: string | null;
  readonly gainedOn: Day;
  readonly expiresOn?: Day | null;
  readonly fileId?: string | null;
  /** The contest or class that brought it; one of a source stands once on a record. */
  readonly source?: string;
}

/**
 * For modules that know that a person has shown a skill: whoever calls it has judged the rights. Refuses: a day that has
 * not come, an end before the beginning. The same source a second time changes nothing.
 */
export async function noteSkill(ctx: Context, given: NewSkill): Promise<string> {
  const today = ctx.clock.today();
  if (given.gainedOn > today) throw new AppError('roster.day_in_future', { today });
  const expiresOn = given.expiresOn ?? null;
  if (expiresOn !== null && expiresOn < given.gainedOn)
    throw new AppError('roster.day_before_start', { from: given.gainedOn });
  const id = await insertSkill(ctx, {
    ...given,
    grade: given.grade ?? null,
    issuer: given.issuer ?? null,
    expiresOn,
    fileId: given.fileId ?? null,
    source: given.source ?? null,
  });
  audit(ctx, {
    action: 'roster.recordSkill',
    subject: `person:${given.personId}`,
    details: { skillId: id, kind: given.kind },
  });
  return id;
}

const present = (ctx: Context, row: Skill, unitPath: string): SkillRow => ({
  ...row,
  abilities: { void: row.voidReason === null && may(ctx.user, 'roster.skill.write', unitPath) },
});

export async function listSkills(ctx: Context, personId: string) {
  const person = await visiblePerson(ctx, personId, 'roster.person.read');
  const rows = await skillsOf(ctx, { personIds: [personId], withVoid: true });
  return {
    rows: rows.map((row) => present(ctx, row, person.rightsPath)),
    abilities: { record: may(ctx.user, 'roster.skill.write', person.rightsPath) },
  };
}

/** Refuses: a person that isn't in reach, and what `noteSkill` refuses. */
export async function recordSkill(
  ctx: Context,
  personId: string,
  body: EndpointInput<typeof contract.recordSkill>['body'],
): Promise<SkillRow> {
  const person = await visiblePerson(ctx, personId, 'roster.skill.write', 'change');
  const id = await noteSkill(ctx, { ...body, personId });
  const row = (await skillsOf(ctx, { personIds: [personId] })).find((one) => one.id === id);
  return present(ctx, row!, person.rightsPath);
}

/** Refuses: an entry that isn't there or of a person out of reach, one that was taken off before. */
export async function voidSkill(ctx: Context, id: string, reason: string): Promise<SkillRow> {
  const personId = await personOfSkill(ctx, id);
  if (personId === null) throw notFound();
  const person = await visiblePerson(ctx, personId, 'roster.skill.write', 'change');

  const voided = await voidSkillRow(ctx, id, reason);
  if (voided === null) throw new AppError('roster.already_ended', { day: ctx.clock.today() });

  audit(ctx, { action: 'roster.voidSkill', subject: `person:${personId}`, details: { skillId: id } });
  return present(ctx, voided, person.rightsPath);
}
