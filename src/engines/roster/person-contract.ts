import { z } from 'zod';
import { abilities, day, endpoint, pageOf, pageQuery } from '#kernel/contract';
import { personDossier, dossierFields, dossierRefusals } from './dossier/contract';
import { SEEN, code, idParams, line } from './unit-contract';

export const genders = ['female', 'male'] as const;
export const employmentKinds = ['permanent', 'contract', 'dispatched', 'temporary', 'seasonal'] as const;

export const personName = line.min(1).max(60).regex(SEEN);
export const staffNumber = z
  .string()
  .trim()
  .regex(/^[\w-]{1,32}$/);

export const person = z.object({
  id: z.uuid(),
  staffNumber: z.string(),
  name: z.string(),
  /** How the name is read when the rules read it wrong, syllable by syllable: `shan4 xiao3 ming2`. */
  reading: z.string().nullable(),
  gender: z.enum(genders),
  bornOn: day.nullable(),
  /** `138****1234` for those who may not change the person. */
  phone: z.string().nullable(),
  employmentKind: z.enum(employmentKinds),
  employedFrom: day,
  employedTo: day.nullable(),
  /** Null once the person has left. */
  unitId: z.uuid().nullable(),
  unitName: z.string().nullable(),
  unitPath: z.string().nullable(),
  version: z.number().int(),
});
export type Person = z.infer<typeof person>;

export const personRow = person.extend({ abilities });
export type PersonRow = z.infer<typeof personRow>;

export const placement = z.object({ unitId: z.uuid(), unitName: z.string(), validFrom: day, validTo: day.nullable() });

/** A post that a person holds in a unit. */
export const holding = z.object({
  id: z.uuid(),
  personId: z.uuid(),
  personName: z.string(),
  post: z.string(),
  postName: z.string(),
  unitId: z.uuid(),
  unitName: z.string(),
  unitPath: z.string(),
  validFrom: day,
  validTo: day.nullable(),
});
export type Holding = z.infer<typeof holding>;

export const holdingRow = holding.extend({ abilities });

const personFields = {
  name: personName,
  reading: z
    .string()
    .trim()
    .regex(/^[a-z]{1,7}[0-5](?: [a-z]{1,7}[0-5])*$/)
    .nullable()
    .optional(),
  gender: z.enum(genders),
  bornOn: day.nullable().optional(),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d -]{5,20}$/)
    .nullable()
    .optional(),
  employmentKind: z.enum(employmentKinds),
  ...dossierFields,
};

export const listPeople = endpoint({
  name: 'roster.listPeople',
  method: 'GET',
  path: '/api/roster/people',
  permission: 'roster.person.read',
  summary:
    'Lists people of the own part of the tree by name; finds by characters of the name or a former one, initials of the pinyin, staff number or the last digits of the phone.',
  query: pageQuery.extend({ search: z.string().trim().max(60).optional(), unitId: z.uuid().optional() }),
  response: pageOf(personRow).extend({ abilities }),
});

export const showPerson = endpoint({
  name: 'roster.showPerson',
  method: 'GET',
  path: '/api/roster/people/:id',
  permission: 'roster.person.read',
  summary:
    'Shows the file of a person, with the units and posts of the past and of today; the log of readers keeps who opened it.',
  params: idParams,
  response: z.object({
    person: personRow,
    dossier: personDossier,
    placements: z.array(placement),
    holdings: z.array(holdingRow),
  }),
});

export const createPerson = endpoint({
  name: 'roster.createPerson',
  method: 'POST',
  path: '/api/roster/people',
  permission: 'roster.person.write',
  summary: 'Adds a person to a unit from a day on.',
  body: z.object({ ...personFields, staffNumber, unitId: z.uuid(), from: day }),
  response: personRow,
  errors: [
    'roster.staff_number_taken',
    'roster.born_too_late',
    'roster.unit_closed',
    'roster.day_in_future',
    ...dossierRefusals,
  ],
});

export const updatePerson = endpoint({
  name: 'roster.updatePerson',
  method: 'PATCH',
  path: '/api/roster/people/:id',
  permission: 'roster.person.write',
  summary: 'Corrects what is known of a person; the version makes sure that nobody else has changed it meanwhile.',
  params: idParams,
  body: z.object({ ...personFields, staffNumber, version: z.number().int() }),
  response: personRow,
  errors: ['roster.staff_number_taken', 'roster.born_too_late', 'kernel.changed_meanwhile', ...dossierRefusals],
});

export const movePerson = endpoint({
  name: 'roster.movePerson',
  method: 'POST',
  path: '/api/roster/people/:id/move',
  permission: 'roster.person.write',
  summary: 'Places a person in another unit from a day on; where the person was before is kept.',
  params: idParams,
  body: z.object({ unitId: z.uuid(), from: day }),
  response: personRow,
  errors: ['roster.person_left', 'roster.unit_closed', 'roster.day_before_start', 'roster.day_in_future'],
});

export const recordLeaving = endpoint({
  name: 'roster.recordLeaving',
  method: 'POST',
  path: '/api/roster/people/:id/leave',
  permission: 'roster.person.write',
  summary: 'Records the last day of a person who leaves; the placement and all posts end with it.',
  params: idParams,
  body: z.object({ lastDay: day }),
  response: personRow,
  errors: ['roster.person_left', 'roster.day_before_start', 'roster.day_in_future'],
});

export const listHoldings = endpoint({
  name: 'roster.listHoldings',
  method: 'GET',
  path: '/api/roster/holdings',
  permission: 'roster.person.read',
  summary: 'Lists who held a post on a day in the own part of the tree.',
  query: z.object({ post: code.optional(), day: day.optional(), under: z.uuid().optional() }),
  response: z.object({ rows: z.array(holdingRow) }),
});

export const appoint = endpoint({
  name: 'roster.appoint',
  method: 'POST',
  path: '/api/roster/holdings',
  permission: 'roster.post.write',
  summary: 'Gives a person a post in a unit from a day on.',
  body: z.object({ personId: z.uuid(), post: code, unitId: z.uuid(), from: day, to: day.nullable().default(null) }),
  response: holdingRow,
  errors: [
    'roster.post_unknown',
    'roster.post_overlap',
    'roster.person_left',
    'roster.unit_closed',
    'roster.day_before_start',
  ],
});

export const endPost = endpoint({
  name: 'roster.endPost',
  method: 'POST',
  path: '/api/roster/holdings/:id/end',
  permission: 'roster.post.write',
  summary: 'Ends a post at the end of a day.',
  params: idParams,
  body: z.object({ lastDay: day }),
  response: holdingRow,
  errors: ['roster.day_before_start', 'roster.already_ended'],
});
