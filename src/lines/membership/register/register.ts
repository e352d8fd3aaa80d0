import {
  allPages,
  audit,
  exportTable,
  may,
  notFound,
  text,
  type Context,
  type FileAnswer,
  type WorkbookColumn,
} from '#kernel';
import { enrolmentHistory, enrolmentsOf, listEnrolled, mayFollow, peopleById } from '#engines/roster';
import type { EndpointInput, Page } from '#kernel/contract';
import { applicationsOf } from '../applications/store';
import { isOpen, procedures } from '../applications/procedures';
import { cardsOf, holdersOfNumber } from '../cards/store';
import { moveTargets } from '../moves/contract';
import { movesOf } from '../moves/store';
import { nameAsked, pathsAsked } from '../policy';
import { knownPerson, presentPerson } from '../present';
import { memberScheme } from '../scheme';
import { insideStates, type MemberState } from '../terms';
import type * as contract from './contract';
import type { LifeEntry, MemberRow, MemberWhole } from './contract';

type Query<E> = EndpointInput<E>['query'];

/** The beginning of a card's number: its year at least. */
const NUMBER = /^[12]\d{3}(?:-\d{0,6})?$/;
const MOST_BY_NUMBER = 50;

/** Refuses: a unit that isn't in reach. */
export async function listMembers(ctx: Context, query: Query<typeof contract.listMembers>): Promise<Page<MemberRow>> {
  const { unitId, state, search, joinedFrom, joinedTo, ...rest } = query;
  const page = await listEnrolled(ctx, memberScheme, {
    ...rest,
    under: await pathsAsked(ctx, 'membership.member.read', unitId),
    states: state === undefined ? insideStates : [state],
    search,
    alsoIds: NUMBER.test(search ?? '') ? await holdersOfNumber(ctx, search!, MOST_BY_NUMBER) : undefined,
    enteredFrom: joinedFrom,
    enteredTo: joinedTo,
  });
  const ids = page.rows.map((row) => row.personId);
  const people = await peopleById(ctx, ids);
  const cards = await cardsOf(ctx, ids);
  return {
    rows: page.rows.map(({ personId, unitName, state: present, since, enteredOn }) => ({
      person: presentPerson(people.get(personId)!),
      unitName,
      state: present,
      since,
      joinedOn: enteredOn,
      cardNumber: cards.get(personId)?.number ?? null,
    })),
    nextCursor: page.nextCursor,
  };
}

function columns(say: (key: string) => string): WorkbookColumn<MemberRow>[] {
  const title = (key: string) => `membership:exports.columns.${key}`;
  return [
    { key: 'card', title: title('card'), kind: 'text', width: 14, value: (row) => row.cardNumber },
    { key: 'name', title: title('name'), kind: 'text', width: 12, value: (row) => row.person.name },
    {
      key: 'gender',
      title: title('gender'),
      kind: 'text',
      width: 8,
      value: (row) => say(`gender.${row.person.gender}`),
    },
    { key: 'born', title: title('born'), kind: 'day', width: 12, value: (row) => row.person.bornOn },
    { key: 'number', title: title('number'), kind: 'text', width: 14, value: (row) => row.person.staffNumber },
    { key: 'unit', title: title('unit'), kind: 'text', width: 20, value: (row) => row.unitName },
    {
      key: 'employment',
      title: title('employment'),
      kind: 'text',
      width: 14,
      value: (row) => say(`employment.${row.person.employmentKind}`),
    },
    { key: 'joined', title: title('joined'), kind: 'day', width: 12, value: (row) => row.joinedOn },
    {
      key: 'state',
      title: title('state'),
      kind: 'text',
      width: 12,
      value: (row) => say(`schemes.union.states.${row.state}`),
    },
    { key: 'since', title: title('since'), kind: 'day', width: 12, value: (row) => row.since },
  ];
}

/** 会员花名册 as a file, by the list's own act. Refuses: a unit that isn't in reach, more rows than a file may have. */
export async function exportMembers(ctx: Context, query: Query<typeof contract.exportMembers>): Promise<FileAnswer> {
  const say = (key: string, params: Record<string, unknown> = {}) => text(ctx.language, `membership:${key}`, params);
  const { search, state, gender, employmentKind, joinedFrom, joinedTo } = query;
  const { file, rows } = await exportTable(ctx, {
    title: say('exports.members'),
    permission: 'membership.member.read',
    unitName: await nameAsked(ctx, query.unitId),
    filters: [
      ...(search ? [say('exports.words', { words: search })] : []),
      ...(state ? [say(`schemes.union.states.${state}`)] : []),
      ...(gender ? [say(`gender.${gender}`)] : []),
      ...(employmentKind ? [say(`employment.${employmentKind}`)] : []),
      ...(joinedFrom || joinedTo ? [say('exports.joined', { from: joinedFrom ?? '', to: joinedTo ?? '' })] : []),
    ],
    columns: columns(say),
    rows: allPages((page) => listMembers(ctx, { ...query, ...page })),
  });
  audit(ctx, { action: 'membership.exportMembers', details: { count: rows, unitId: query.unitId ?? null } });
  return file;
}

/** The state of each stretch, with the paper or the application that brought it about. */
async function lifeOf(ctx: Context, personId: string): Promise<LifeEntry[]> {
  const states = await enrolmentHistory(ctx, { personIds: [personId], scheme: memberScheme.name });
  const kinds = new Map((await applicationsOf(ctx, personId)).map(({ id, kind }) => [id, kind]));
  const moves = new Map((await movesOf(ctx, personId)).map((move) => [move.id, move]));
  return states.map((row): LifeEntry => {
    const [what = '', id = ''] = (row.source ?? '').split(':', 2);
    const kind = what === 'application' ? kinds.get(id) : undefined;
    const move = what === 'move' ? moves.get(id) : undefined;
    return {
      ...{ id: row.id, state: row.state as MemberState, from: row.validFrom, to: row.validTo, note: row.reason },
      ...{ byName: row.recordedByName, isVoid: row.isVoid, voidReason: row.voidReason },
      application: kind === undefined ? null : { id, kind },
      move: move === undefined ? null : { reason: move.reason, document: move.document },
    };
  });
}

/** Refuses: a person who isn't there, isn't in reach, or never had to do with the union. */
export async function showMember(ctx: Context, id: string): Promise<MemberWhole> {
  const person = await knownPerson(ctx, id);
  if (!may(ctx.user, 'membership.member.read', person.unitPath)) throw notFound();
  const history = await lifeOf(ctx, id);
  if (history.length === 0) throw notFound();
  const day = ctx.clock.today();
  const present = (await enrolmentsOf(ctx, memberScheme, { personIds: [id], day })).get(id);
  const card = (await cardsOf(ctx, [id])).get(id);
  const open = (await applicationsOf(ctx, id)).find((application) => isOpen(application.state));
  const state = present?.state ?? null;
  const mayWrite = may(ctx.user, 'membership.member.write', person.unitPath) && open === undefined;
  return {
    person: presentPerson(person),
    unitName: person.unitName,
    state,
    since: present?.since ?? null,
    card:
      card === undefined
        ? null
        : {
            ...{ number: card.number, issuedOn: card.issuedOn },
            ...{ memberSince: card.memberSince, paysByPayroll: card.paysByPayroll },
          },
    openApplication: open === undefined ? null : { id: open.id, kind: open.kind },
    history,
    abilities: {
      ...Object.fromEntries(
        moveTargets.map((to) => [
          to,
          mayWrite &&
            state !== null &&
            memberScheme.states[state].next.includes(to) &&
            mayFollow(memberScheme, state, to),
        ]),
      ),
      withdrawal: mayWrite && procedures.withdrawal.from.includes(state),
      lapse: mayWrite && procedures.lapse.from.includes(state),
      expulsion: mayWrite && procedures.expulsion.from.includes(state),
      correct: mayWrite && state !== null && state !== 'applicant',
      printCard: mayWrite && card !== undefined && state !== null && memberScheme.states[state].isIn,
    },
  };
}
