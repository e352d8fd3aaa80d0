import { z } from 'zod';
import { abilities, day, endpoint } from '#kernel/contract';
import { SEEN, idParams, line } from '../unit-contract';

export const skillKinds = ['certificate', 'contest_result'] as const;

/** What a person can do, on paper: a certificate, or what a contest of skill found. */
export const skill = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  kind: z.enum(skillKinds),
  title: z.string(),
  grade: z.string().nullable(),
  issuer: z.string().nullable(),
  gainedOn: day,
  expiresOn: day.nullable(),
  fileId: z.uuid().nullable(),
  recordedByName: z.string(),
  voidReason: z.string().nullable(),
});
export type Skill = z.infer<typeof skill>;
export const skillRow = skill.extend({ abilities });

const words = line.min(1).max(100).regex(SEEN);

export const listSkills = endpoint({
  name: 'roster.listSkills',
  method: 'GET',
  path: '/api/roster/people/:id/skills',
  permission: 'roster.person.read',
  summary: 'Lists the certificates and contest results on a person’s record, with what was taken off it and why.',
  params: idParams,
  response: z.object({ rows: z.array(skillRow), abilities }),
});

export const recordSkill = endpoint({
  name: 'roster.recordSkill',
  method: 'POST',
  path: '/api/roster/people/:id/skills',
  permission: 'roster.skill.write',
  summary: 'Puts a certificate or contest result on a person’s record.',
  params: idParams,
  body: z.object({
    kind: z.enum(skillKinds),
    title: words,
    grade: words.nullable().default(null),
    issuer: words.nullable().default(null),
    gainedOn: day,
    expiresOn: day.nullable().default(null),
  }),
  response: skillRow,
  errors: ['roster.day_in_future', 'roster.day_before_start'],
});

export const voidSkill = endpoint({
  name: 'roster.voidSkill',
  method: 'POST',
  path: '/api/roster/skills/:id/void',
  permission: 'roster.skill.write',
  summary: 'Takes an entry that was recorded by mistake off a person’s record; it stays to be read with the reason.',
  params: idParams,
  body: z.object({ reason: line.min(1).max(200).regex(SEEN) }),
  response: skillRow,
  errors: ['roster.already_ended'],
});

export const skillPermissions = ['roster.skill.write'] as const;
export const skillEndpoints = [listSkills, recordSkill, voidSkill] as const;
