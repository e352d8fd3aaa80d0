import { z } from 'zod';
import { endpoint } from '#kernel/contract';
import { listPeople } from './person-contract';
import { listUnits } from './unit-contract';
import { listUsers } from './user-contract';

const wholeList = { cursor: true, limit: true } as const;

export const exportPeople = endpoint({
  name: 'roster.exportPeople',
  method: 'GET',
  path: '/api/roster/people.xlsx',
  permission: 'roster.person.read',
  summary: 'The people of the list, as it is filtered, as an Excel file.',
  query: listPeople.query!.omit(wholeList),
  response: 'file',
  errors: ['workbook.export_too_long'],
});

export const exportUnits = endpoint({
  name: 'roster.exportUnits',
  method: 'GET',
  path: '/api/roster/units.xlsx',
  permission: 'roster.unit.read',
  summary: 'The units of the tree as they were on a day, each with its path in names, as an Excel file.',
  query: listUnits.query!.extend({ find: z.string().trim().max(60).optional() }),
  response: 'file',
  errors: ['workbook.export_too_long'],
});

export const exportUsers = endpoint({
  name: 'roster.exportUsers',
  method: 'GET',
  path: '/api/roster/users.xlsx',
  permission: 'roster.user.manage',
  summary: 'The accounts of the list with their roles, as an Excel file.',
  query: listUsers.query!.omit(wholeList),
  response: 'file',
  errors: ['workbook.export_too_long'],
});
