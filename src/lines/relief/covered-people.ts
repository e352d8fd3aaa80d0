import { allPages, audit, exportTable, may, text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import { addDays, clausesInWords, type Day, type EndpointInput, type Page } from '#kernel/contract';
import { decodeCursor, encodeCursor, enrolledOn, notEnrolledOn, pathsOn } from '#engines/roster';
import { askedPart, nameOf, plansOn } from './coverages';
import type * as contract from './contract';
import type { CoveredPerson } from './contract';
import { schemes } from './schemes';
import * as store from './store';

type Query = Pick<EndpointInput<typeof contract.listCovered>['query'], 'day' | 'unitId' | 'which'>;

/** How long before its end a cover stands in the list of those to be renewed (S6.2). */
const EXPIRING_DAYS = 30;

interface Listed {
  personId: string;
  name: string;
  nameKey: string;
  staffNumber: string;
  unitName: string | null;
  employmentKind: string;
  since?: Day;
}

/** Refuses: a unit out of reach. */
export async function listCovered(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.listCovered>,
): Promise<Page<CoveredPerson> & { abilities: Record<string, boolean> }> {
  const day = query.day ?? ctx.clock.today();
  const { paths } = await askedPart(ctx, 'relief.coverage.read', query.unitId);
  const under = await pathsOn(ctx, paths, day);
  const question = { day, under, after: decodeCursor(query.cursor), limit: query.limit + 1 };
  const scheme = schemes[params.scheme];
  const found: Listed[] =
    query.which === 'not_covered'
      ? await notEnrolledOn(ctx, scheme, question)
      : query.which === 'covered'
        ? await enrolledOn(ctx, scheme, question)
        : await expiring(ctx, day, question);
  const page = found.slice(0, query.limit);
  const last = page.at(-1);
  return {
    rows: await withCovers(ctx, page, day, params.scheme === 'staff_insurance'),
    nextCursor: found.length > query.limit && last !== undefined ? encodeCursor([last.nameKey, last.personId]) : null,
    abilities: { change: paths.some((path) => may(ctx.user, 'relief.coverage.write', path)) },
  };
}

/** The covered whose plan ends soon and is not continued. */
async function expiring(
  ctx: Context,
  day: Day,
  question: { under: readonly string[]; after: readonly [string, string] | null; limit: number },
): Promise<Listed[]> {
  const personIds = await store.peopleEnding(ctx, day, addDays(day, EXPIRING_DAYS));
  return enrolledOn(ctx, schemes.staff_insurance, { ...question, day, personIds });
}

async function withCovers(
  ctx: Context,
  people: readonly Listed[],
  day: Day,
  hasPlans: boolean,
): Promise<CoveredPerson[]> {
  const { plans } = await plansOn(ctx, day);
  const ids = people.map((person) => person.personId);
  const covers = hasPlans ? (await store.coversOf(ctx, ids, day)).filter((cover) => cover.startsOn <= day) : [];
  return people.map(({ personId, name, staffNumber, unitName, employmentKind, since }) => ({
    personId,
    name,
    staffNumber,
    unitName,
    employmentKind,
    since: since ?? null,
    covers: covers
      .filter((cover) => cover.personId === personId)
      .map(({ plan, endsOn }) => ({ plan, planName: nameOf(plans, plan), endsOn })),
  }));
}

function columns(ctx: Context): WorkbookColumn<CoveredPerson>[] {
  const title = (key: string) => `relief:columns.${key}`;
  return [
    { key: 'name', title: title('name'), kind: 'text', width: 12, value: (row) => row.name },
    { key: 'number', title: title('number'), kind: 'text', width: 14, value: (row) => row.staffNumber },
    { key: 'unit', title: title('unit'), kind: 'text', width: 22, value: (row) => row.unitName },
    {
      key: 'employment',
      title: title('employment'),
      kind: 'text',
      width: 14,
      value: (row) => text(ctx.language, `roster:employment.${row.employmentKind}`),
    },
    { key: 'since', title: title('since'), kind: 'day', width: 14, value: (row) => row.since },
    {
      key: 'plans',
      title: title('plans'),
      kind: 'text',
      width: 40,
      value: (row) =>
        clausesInWords(
          ctx.language,
          row.covers.map(({ planName, endsOn }) => `${planName} ${endsOn}`),
        ),
    },
  ];
}

/** Exactly what the list shows. Refuses: a unit out of reach. */
export async function exportCovered(
  ctx: Context,
  { params, query }: { params: EndpointInput<typeof contract.exportCovered>['params']; query: Query },
): Promise<FileAnswer> {
  const { unit } = await askedPart(ctx, 'relief.coverage.read', query.unitId);
  const { file, rows } = await exportTable(ctx, {
    title: text(ctx.language, `relief:lists.${params.scheme}.${query.which}`),
    permission: 'relief.coverage.read',
    unitName: unit?.name,
    filters: query.day === undefined ? [] : [text(ctx.language, 'relief:onDay', { day: query.day })],
    columns: columns(ctx),
    rows: allPages((page) => listCovered(ctx, { params, query: { ...query, ...page }, body: undefined })),
  });
  audit(ctx, {
    action: 'relief.exportCovered',
    details: { scheme: params.scheme, which: query.which, count: rows, unitId: query.unitId ?? null },
  });
  return file;
}
