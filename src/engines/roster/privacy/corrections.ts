import {
  allPages,
  AppError,
  audit,
  errorText,
  exportTable,
  may,
  notFound,
  notify,
  text,
  userOf,
  type Context,
  type FileAnswer,
  type WorkbookColumn,
} from '#kernel';
import type { EndpointInput, Page } from '#kernel/contract';
import { plainDossiers } from '../dossier/store';
import { updatePerson, visiblePerson } from '../people';
import { mayOnPerson, scopeOf } from '../policy';
import type { RoleTable } from '../roles';
import { decodeMoment, encodeCursor } from '../rules';
import { personBy } from '../store/people';
import { accountsOfPeople } from '../users';
import type * as contract from './contract';
import type { Correction, CorrectionField, CorrectionRow } from './contract';
import { readProposed, standing } from './rules';
import * as store from './store-corrections';

type Query = EndpointInput<typeof contract.listCorrections>['query'];
const MANAGE = 'roster.privacy.manage';

/** A request is decided by who keeps personal data there and may correct people. */
const present = (ctx: Context, row: store.CorrectionRecord): CorrectionRow => ({
  ...row,
  abilities: {
    decide: row.state === 'open' && mayOnPerson(ctx, MANAGE, row) && mayOnPerson(ctx, 'roster.person.write', row),
  },
});

function refusedValue(ctx: Context, code: string): AppError {
  return new AppError(code, {}, [{ path: 'proposed', message: errorText(ctx.language, code, {}) }]);
}

/** Who keeps personal data where the person stands is told that something waits. */
async function tellKeepers(ctx: Context, roles: RoleTable, row: store.CorrectionRecord): Promise<void> {
  const keeping = Object.keys(roles).filter((role) => roles[role]!.permissions.includes(MANAGE));
  await notify(ctx, {
    to: await store.accountsWith(ctx, keeping, row.rightsPath),
    kind: 'roster.correction_asked',
    params: { name: row.personName, fieldWord: `privacy.fields.${row.field}` },
    link: { desktop: '/admin/privacy' },
  });
}

/**
 * Refuses: an account of nobody in the roster, a value that the field can't hold or holds already, a field for which a
 * request waits.
 */
export async function askCorrection(
  ctx: Context,
  roles: RoleTable,
  body: EndpointInput<typeof contract.askCorrection>['body'],
): Promise<Correction> {
  const { personId } = userOf(ctx);
  const own = personId === null ? null : await personBy(ctx, { id: personId });
  // The person's row is held, so that two requests for one field can't both find none waiting.
  const person = own === null ? null : await personBy(ctx, { id: own.id }, 'change');
  if (person === null) throw notFound();

  const proposed = readProposed(body.field, body.proposed);
  if (proposed === null) throw refusedValue(ctx, 'roster.correction_value');
  const stood = standing(body.field, person, (await plainDossiers(ctx, [person.id])).get(person.id)!);
  if (stood === proposed) throw refusedValue(ctx, 'roster.correction_same');
  const others = await store.correctionsOf(ctx, person.id);
  if (others.some(({ state, field }) => state === 'open' && field === body.field))
    throw new AppError('roster.correction_open');

  const id = await store.insertCorrection(ctx, { ...body, personId: person.id, stood, proposed });
  audit(ctx, { action: 'roster.askCorrection', subject: `person:${person.id}`, details: { id, field: body.field } });
  const row = (await store.correctionById(ctx, id))!;
  await tellKeepers(ctx, roles, row);
  return row;
}

export async function listCorrections(ctx: Context, query: Query): Promise<Page<CorrectionRow>> {
  const found = await store.correctionRows(ctx, {
    scopes: scopeOf(ctx, MANAGE),
    state: query.state,
    after: decodeMoment(query.cursor),
    limit: query.limit + 1,
  });
  const rows = found.slice(0, query.limit);
  const last = rows.at(-1);
  return {
    rows: rows.map((row) => present(ctx, row)),
    nextCursor: found.length > query.limit && last ? encodeCursor([last.askedAt, last.id]) : null,
  };
}

/** A value in words, where it is a code. */
export function valueInWords(ctx: Context, field: CorrectionField, value: string | null): string | null {
  const groups: Partial<Record<CorrectionField, string>> = {
    gender: 'gender',
    nation: 'dossier.nations',
    education: 'dossier.educations',
  };
  const group = groups[field];
  return value === null || group === undefined ? value : text(ctx.language, `roster:${group}.${value}`);
}

function columnsOf(ctx: Context): WorkbookColumn<CorrectionRow>[] {
  const say = (key: string) => text(ctx.language, `roster:privacy.${key}`);
  const column = (key: string, width: number, value: (row: CorrectionRow) => string | null) =>
    ({ key, title: `roster:privacy.columns.${key}`, kind: 'text', width, value }) as const;
  return [
    column('person', 12, (row) => row.personName),
    column('number', 14, (row) => row.staffNumber),
    column('unit', 20, (row) => row.unitName),
    column('field', 12, (row) => say(`fields.${row.field}`)),
    column('stood', 20, (row) => valueInWords(ctx, row.field, row.stood)),
    column('proposed', 20, (row) => valueInWords(ctx, row.field, row.proposed)),
    column('reason', 40, (row) => row.reason),
    {
      key: 'asked',
      title: 'roster:privacy.columns.asked',
      kind: 'moment',
      width: 18,
      value: (row) => new Date(row.askedAt),
    },
    column('state', 12, (row) => say(`correctionStates.${row.state}`)),
    column('decidedBy', 12, (row) => row.decidedByName),
    column('answer', 40, (row) => row.answer),
  ];
}

export async function exportCorrections(
  ctx: Context,
  query: EndpointInput<typeof contract.exportCorrections>['query'],
): Promise<FileAnswer> {
  const { file, rows } = await exportTable<CorrectionRow>(ctx, {
    title: text(ctx.language, 'roster:privacy.corrections.title'),
    permission: MANAGE,
    filters: query.state === undefined ? [] : [text(ctx.language, `roster:privacy.correctionStates.${query.state}`)],
    columns: columnsOf(ctx),
    rows: allPages((page) => listCorrections(ctx, { ...query, ...page })),
  });
  audit(ctx, { action: 'roster.exportCorrections', details: { count: rows, state: query.state ?? null } });
  return file;
}

/** Refuses: a request that isn't there or of a person out of reach, one that is decided. */
async function openRequest(ctx: Context, id: string): Promise<store.CorrectionRecord> {
  const row = await store.correctionById(ctx, id, 'lock');
  if (row === null || !mayOnPerson(ctx, MANAGE, row) || !may(ctx.user, 'roster.person.write', row.rightsPath))
    throw notFound();
  if (row.state !== 'open') throw new AppError('roster.correction_decided', { name: row.decidedByName ?? '' });
  return row;
}

async function decide(
  ctx: Context,
  row: store.CorrectionRecord,
  decision: { state: 'accepted' | 'refused'; answer: string | null },
): Promise<CorrectionRow> {
  await store.decideCorrection(ctx, row.id, decision);
  const accounts = await accountsOfPeople(ctx, [row.personId]);
  await notify(ctx, {
    to: [...accounts.values()],
    kind: decision.state === 'accepted' ? 'roster.correction_accepted' : 'roster.correction_refused',
    params: { fieldWord: `privacy.fields.${row.field}`, reason: decision.answer ?? '' },
    link: { phone: '/me/privacy' },
  });
  return present(ctx, (await store.correctionById(ctx, row.id))!);
}

/** Refuses: as `openRequest`, and what `updatePerson` refuses of the value. */
export async function acceptCorrection(ctx: Context, id: string): Promise<CorrectionRow> {
  const row = await openRequest(ctx, id);
  const person = await visiblePerson(ctx, row.personId, 'roster.person.write', 'change');
  const { name, gender, employmentKind, staffNumber, version } = person;

  await updatePerson(ctx, person.id, {
    ...{ name, gender, employmentKind, staffNumber, version },
    [row.field]: row.proposed,
  });
  audit(ctx, { action: 'roster.acceptCorrection', subject: `person:${person.id}`, details: { id, field: row.field } });
  return decide(ctx, row, { state: 'accepted', answer: null });
}

/** Refuses: as `openRequest`. */
export async function refuseCorrection(ctx: Context, id: string, reason: string): Promise<CorrectionRow> {
  const row = await openRequest(ctx, id);
  audit(ctx, {
    action: 'roster.refuseCorrection',
    subject: `person:${row.personId}`,
    details: { id, field: row.field },
  });
  return decide(ctx, row, { state: 'refused', answer: reason });
}
