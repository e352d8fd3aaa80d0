import { allPages, audit, exportTable, text, type Context, type FileAnswer } from '#kernel';
import type { Day, EndpointInput } from '#kernel/contract';
import { postRows } from '../store/posts';
import { kindRows, unitById } from '../store/units';
import { visiblePerson } from '../people';
import { decodeCursor, encodeCursor } from '../rules';
import type * as contract from './contract';
import type { MemberRow, Turn } from './contract';
import { getCohort, memberOf, namesOfUnits, presentMembers, questionOf } from './questions';
import { judge, turnsOf, type PersonFacts } from './rules';
import { schemeName, stateName } from './schemes';
import * as store from './store/members';
import type { CohortQuestion } from './store/statement';
import { definitionWords, factWords, type CohortNaming } from './words';

type Query<E> = EndpointInput<E>['query'];

function pageOf<Row extends { nameKey: string; id: string }>(rows: readonly Row[], limit: number) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const nextCursor = rows.length > limit && last !== undefined ? encodeCursor([last.nameKey, last.id]) : null;
  return { page, nextCursor };
}

export async function listMembers(
  ctx: Context,
  id: string,
  query: Query<typeof contract.exportCohortMembers> & { cursor?: string | undefined; limit: number },
): Promise<{ rows: MemberRow[]; nextCursor: string | null }> {
  const cohort = await getCohort(ctx, { id }, query.version);
  const question = await questionOf(ctx, cohort.definition, query);
  const found = await store.memberRows(ctx, question, { after: decodeCursor(query.cursor), limit: query.limit + 1 });
  const { page, nextCursor } = pageOf(found, query.limit);
  return { rows: await presentMembers(ctx, question, page), nextCursor };
}

/** Who came and who went between two days, and by which facts. Refuses: a cohort or a unit that is not there. */
export async function compareCohort(ctx: Context, id: string, query: Query<typeof contract.compareCohort>) {
  const { definition } = await getCohort(ctx, { id });
  const earlier = await questionOf(ctx, definition, { day: query.from, unitId: query.unitId });
  const later = await questionOf(ctx, definition, { day: query.to, unitId: query.unitId });
  const [inside, outside] = query.side === 'came' ? [later, earlier] : [earlier, later];
  const after = decodeCursor(query.cursor);
  const found = await store.differenceRows(ctx, inside, outside, { after, limit: query.limit + 1 });
  const { page, nextCursor } = pageOf(found, query.limit);
  const ids = page.map((row) => row.id);
  const insideFacts = await store.factsOn(ctx, { ...inside, ids });
  const outsideFacts = await store.factsOn(ctx, { ...outside, ids });
  const rows = page.flatMap((row) => {
    const there = insideFacts.get(row.id);
    const otherwise = outsideFacts.get(row.id);
    if (there === undefined) return [];
    return {
      ...memberOf(row, there),
      otherwise: otherwise === undefined ? absence(row, outside.day) : ('here' as const),
      turns: otherwise === undefined ? [] : turnsBetween(query.side, [there, inside], [otherwise, outside]),
    };
  });
  return { rows, nextCursor, ...(await store.differenceCounts(ctx, earlier, later)) };
}

function turnsBetween(
  side: 'came' | 'went',
  inside: readonly [PersonFacts, CohortQuestion],
  outside: readonly [PersonFacts, CohortQuestion],
): Turn[] {
  const [before, after] = side === 'came' ? [outside, inside] : [inside, outside];
  return turnsOf(inside[1].definition, side, { before, after });
}

/** Where somebody is who does not stand in the own part of the tree: more than that is not said. */
function absence(person: { employedFrom: Day; employedTo: Day | null }, day: Day): 'elsewhere' | 'notEmployed' {
  const isEmployed = person.employedFrom <= day && (person.employedTo === null || day <= person.employedTo);
  return isEmployed ? 'elsewhere' : 'notEmployed';
}

/** Whether somebody is in, and for each condition why or why not. Refuses: a person who is not there. */
export async function explainCohort(ctx: Context, id: string, personId: string, day: Day | undefined) {
  const { definition } = await getCohort(ctx, { id });
  const person = await visiblePerson(ctx, personId, 'roster.cohort.read');
  const question = await questionOf(ctx, definition, { day });
  const facts = (await store.factsOn(ctx, { ...question, ids: [personId] })).get(personId);
  const groups = facts === undefined ? [] : judge(definition, facts, question);
  return {
    personId,
    name: person.name,
    day: question.day,
    isIn: groups.some((group) => group.isMet),
    presence: facts === undefined ? absence(person, question.day) : ('here' as const),
    groups,
  };
}

/** The words of the house for what a definition mentions, for a file in the person's language. */
async function namingOf(ctx: Context, question: CohortQuestion): Promise<CohortNaming> {
  const say = (key: string, params: Record<string, unknown> = {}) => text(ctx.language, `roster:${key}`, params);
  const isEnglish = ctx.language === 'en';
  const namesOf = (rows: readonly { code: string; name: string; englishName: string }[]) =>
    new Map(rows.map((row) => [row.code, isEnglish ? row.englishName : row.name]));
  const [posts, kinds] = [namesOf(await postRows(ctx)), namesOf(await kindRows(ctx))];
  const units = await namesOfUnits(ctx, [question.definition]);
  return {
    say: (key, values) => say(`cohorts.${key}`, { ...values }),
    post: (code) => posts.get(code) ?? code,
    unitKind: (code) => kinds.get(code) ?? code,
    unit: (one) => units[one],
    employment: (kind) => say(`employment.${kind}`),
    day: (day) => day,
    youthAge: question.youthAge,
    scheme: (scheme) => schemeName(ctx, scheme),
    state: (scheme, state) => stateName(ctx, scheme, state),
  };
}

/** The list of members as a file. Refuses: a cohort or a unit that is not there. */
export async function exportMembers(
  ctx: Context,
  id: string,
  query: Query<typeof contract.exportCohortMembers>,
): Promise<FileAnswer> {
  const cohort = await getCohort(ctx, { id }, query.version);
  const question = await questionOf(ctx, cohort.definition, query);
  const unit = query.unitId === undefined ? null : await unitById(ctx, query.unitId);
  const naming = await namingOf(ctx, question);
  const say = (key: string) => `roster:cohorts.columns.${key}`;
  const why = (row: MemberRow) =>
    row.reasons.map((one) => factWords(one.condition, one.fact, naming)).join(naming.say('list'));
  const { file, rows } = await exportTable<MemberRow>(ctx, {
    title: cohort.name,
    permission: 'roster.cohort.read',
    unitName: unit?.name,
    filters: [
      naming.say('asOfFilter', { day: question.day }),
      naming.say('askedFilter', { words: definitionWords(cohort.definition, naming).join(naming.say('or')) }),
    ],
    columns: [
      { key: 'name', title: say('name'), kind: 'text', width: 12, value: (row) => row.name },
      { key: 'number', title: say('number'), kind: 'text', width: 14, value: (row) => row.staffNumber },
      { key: 'unit', title: say('unit'), kind: 'text', width: 20, value: (row) => row.unitName },
      {
        ...{ key: 'gender', title: say('gender'), kind: 'text', width: 8 },
        value: (row) => text(ctx.language, `roster:gender.${row.gender}`),
      },
      {
        ...{ key: 'employment', title: say('employment'), kind: 'text', width: 14 },
        value: (row) => naming.employment(row.employmentKind),
      },
      { key: 'why', title: say('why'), kind: 'text', width: 48, value: why },
    ],
    rows: allPages((page) => listMembers(ctx, id, { ...query, ...page })),
  });
  audit(ctx, {
    action: 'roster.exportCohort',
    subject: `cohort:${id}`,
    details: { count: rows, day: question.day, version: cohort.version, unitId: query.unitId ?? null },
  });
  return file;
}
