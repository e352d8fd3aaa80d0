import { z } from 'zod';
import { abilities, endpoint, pageOf, pageQuery } from '#kernel/contract';
import { applicationKinds } from '../applications/contract';
import { byId, day, employmentKinds, genders, memberDay, memberPerson, memberState } from '../terms';

export const memberRow = z.object({
  person: memberPerson,
  /** Of today, or the last one. */
  unitName: z.string(),
  state: memberState,
  /** When the present state began. */
  since: day,
  /** When the person became a member, through all that kept the membership; null for who is none. */
  joinedOn: day.nullable(),
  cardNumber: z.string().nullable(),
});
export type MemberRow = z.infer<typeof memberRow>;

const filters = z.object({
  search: z.string().trim().max(60).optional(),
  unitId: z.uuid().optional(),
  /** Left out: members, active or retained. */
  state: memberState.optional(),
  gender: z.enum(genders).optional(),
  employmentKind: z.enum(employmentKinds).optional(),
  joinedFrom: memberDay.optional(),
  joinedTo: memberDay.optional(),
});

export const listMembers = endpoint({
  name: 'membership.listMembers',
  method: 'GET',
  path: '/api/membership/members',
  permission: 'membership.member.read',
  summary: 'The register of members by name; found by characters, initials, staff number or card number.',
  query: pageQuery.extend(filters.shape),
  response: pageOf(memberRow),
});

export const exportMembers = endpoint({
  name: 'membership.exportMembers',
  method: 'GET',
  path: '/api/membership/members.xlsx',
  permission: 'membership.member.read',
  summary: 'The register of members as an Excel file.',
  query: filters,
  response: 'file',
  errors: ['workbook.export_too_long'],
});

export const lifeEntry = z.object({
  id: z.uuid(),
  state: memberState,
  from: day,
  to: day.nullable(),
  note: z.string(),
  byName: z.string(),
  isVoid: z.boolean(),
  voidReason: z.string().nullable(),
  /** The application that brought it about. */
  application: z.object({ id: z.uuid(), kind: z.enum(applicationKinds) }).nullable(),
  /** The move that an officer recorded: why, and by which paper. */
  move: z.object({ reason: z.string(), document: z.string() }).nullable(),
});
export type LifeEntry = z.infer<typeof lifeEntry>;

export const memberWhole = z.object({
  person: memberPerson,
  unitName: z.string(),
  state: memberState.nullable(),
  since: day.nullable(),
  card: z
    .object({ number: z.string(), issuedOn: day, memberSince: day.nullable(), paysByPayroll: z.boolean() })
    .nullable(),
  openApplication: z.object({ id: z.uuid(), kind: z.enum(applicationKinds) }).nullable(),
  history: z.array(lifeEntry),
  abilities,
});
export type MemberWhole = z.infer<typeof memberWhole>;

export const showMember = endpoint({
  name: 'membership.showMember',
  method: 'GET',
  path: '/api/membership/members/:id',
  permission: 'membership.member.read',
  summary: 'Shows a member with card and the history of the membership.',
  params: byId,
  response: memberWhole,
});
