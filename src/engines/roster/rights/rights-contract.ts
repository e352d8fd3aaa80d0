import { z } from 'zod';
import { day, endpoint, pageOf, pageQuery } from '#kernel/contract';
import { idParams } from '../unit-contract';

const question = z.enum(['read', 'change']);
const kind = z.string().regex(/^[a-z]\w*\.[a-z]\w*$/);
const permissionName = z.string().regex(/^[a-z]\w*\.[a-z]\w*\.[a-z]\w*$/);
const search = z.string().trim().max(60).default('');

/** A grant that gives a right: who exercises what, where, from when until when, and for whom. */
export const givenBy = z.object({
  role: z.string(),
  unitName: z.string(),
  validFrom: day,
  validTo: day.nullable(),
  delegatedBy: z.string().nullable(),
});
export type Reason = z.infer<typeof givenBy>;

export const permissionWords = z.object({ permission: z.string(), words: z.string() });

export const standingConflict = z.object({
  accountId: z.uuid(),
  name: z.string(),
  one: givenBy.omit({ delegatedBy: true }),
  other: givenBy.omit({ delegatedBy: true }),
  rule: z.string(),
  source: z.string(),
});
export type StandingConflict = z.infer<typeof standingConflict>;

export const getRights = endpoint({
  name: 'roster.getRights',
  method: 'GET',
  path: '/api/roster/rights',
  permission: 'roster.rights.read',
  summary:
    'Names the kinds of things and the permissions that can be asked about, and the roles held against the rules.',
  response: z.object({
    kinds: z.array(z.object({ kind: z.string(), name: z.string() })),
    modules: z.array(z.object({ module: z.string(), name: z.string(), permissions: z.array(permissionWords) })),
    conflicts: z.array(standingConflict),
  }),
});

export const findThings = endpoint({
  name: 'roster.findThings',
  method: 'GET',
  path: '/api/roster/rights/things',
  permission: 'roster.rights.read',
  summary: 'Finds things of a kind that the person may read, to ask about one of them.',
  query: z.object({ kind, search }),
  response: z.object({ rows: z.array(z.object({ id: z.uuid(), title: z.string(), note: z.string() })) }),
});

export const personWhoCan = z.object({
  accountId: z.uuid(),
  name: z.string(),
  username: z.string(),
  reasons: z.array(givenBy),
});
export type PersonWhoCan = z.infer<typeof personWhoCan>;

const whoCan = pageOf(personWhoCan).extend({
  /** Of the thing, or of the unit; null where the person who asks may not read it. */
  title: z.string().nullable(),
  /** The policy in a sentence. */
  rule: z.string(),
  total: z.int(),
});

export const whoCanOnThing = endpoint({
  name: 'roster.whoCanOnThing',
  method: 'GET',
  path: '/api/roster/rights/things/:kind/:id',
  permission: 'roster.rights.read',
  summary: 'Lists everyone who can read or change a thing, with the roles that make it so.',
  params: z.object({ kind, id: z.uuid() }),
  query: pageQuery.extend({ question: question.default('read') }),
  response: whoCan,
});

export const whoHolds = endpoint({
  name: 'roster.whoHolds',
  method: 'GET',
  path: '/api/roster/rights/permissions/:permission',
  permission: 'roster.rights.read',
  summary: 'Lists everyone who holds a permission on a unit, with the roles that make it so.',
  params: z.object({ permission: permissionName }),
  query: pageQuery.extend({ unitId: z.uuid() }),
  response: whoCan,
});

export const findAccounts = endpoint({
  name: 'roster.findAccounts',
  method: 'GET',
  path: '/api/roster/rights/accounts',
  permission: 'roster.rights.read',
  summary: 'Finds accounts in the own part of the tree, to ask what one may do.',
  query: z.object({ search }),
  response: z.object({
    rows: z.array(z.object({ accountId: z.uuid(), name: z.string(), username: z.string() })),
  }),
});

export const showAccountRights = endpoint({
  name: 'roster.showAccountRights',
  method: 'GET',
  path: '/api/roster/rights/accounts/:id',
  permission: 'roster.rights.read',
  summary: 'Says what an account may do, where, by which role and until when, in sentences.',
  params: idParams,
  response: z.object({
    name: z.string(),
    username: z.string(),
    grants: z.array(
      givenBy.extend({
        modules: z.array(z.object({ module: z.string(), name: z.string(), permissions: z.array(permissionWords) })),
      }),
    ),
  }),
});
