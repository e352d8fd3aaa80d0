import { audit, exportTable, may, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import { accountsOfPeople, bodiesOf, peopleById, type SeatRecord, type TermRecord } from '#engines/roster';
import { daysBetween, type Day } from '#kernel/contract';
import { bodySeats, type BodySize, type BodyTerm, type BodyWhole, type SeatName, type SeatRow } from './contract';
import { unionBodies } from './kinds';
import { kindWord, mayChangeBody, say, termOf, visibleBody, type UnionBody } from './policy';
import { termState } from './sizes';
import { bodyStateOn, noticeOn, presentTerm } from './standing';
import { candidaciesOf, stepRows } from './store';
import { sizeOn } from './strength';

/** Refuses: a body out of reach. */
export async function getBodySize(ctx: Context, id: string, day: Day): Promise<BodySize> {
  const { kindName, unitPath } = await visibleBody(ctx, id);
  return sizeOn(ctx, kindName, unitPath, day);
}

async function presentSeats(
  ctx: Context,
  body: UnionBody,
  seats: readonly SeatRecord[],
): Promise<(SeatRow & { termId: string })[]> {
  const personIds = [...new Set(seats.map((seat) => seat.personId))];
  const people = await peopleById(ctx, personIds);
  const accounts = await accountsOfPeople(ctx, personIds);
  const candidacies = await candidaciesOf(
    ctx,
    seats.map((seat) => seat.id),
  );
  const mayChange = mayChangeBody(ctx, body.kindName, body.unitPath);
  const mayOpen = may(ctx.user, 'roster.user.manage', body.unitPath);
  const today = ctx.clock.today();
  return seats.map((seat) => {
    const { id, termId, personId, personName, staffNumber, validFrom, validTo, endReason, role } = seat;
    const candidacy = candidacies.get(id);
    const hasAccount = accounts.has(personId);
    return {
      ...{ id, termId, seat: seat.seat as SeatName, how: seat.how as SeatRow['how'], from: validFrom, to: validTo },
      person: { id: personId, name: personName, staffNumber, unitName: people.get(personId)?.unitName ?? '' },
      ...{ endReason, role, hasAccount, isNoRelative: candidacy?.isNoRelative ?? false, basis: candidacy?.basis ?? '' },
      abilities: {
        leave: mayChange && validTo >= today,
        openAccount: mayOpen && role !== null && !hasAccount && validTo >= today,
      },
    };
  });
}

interface Today {
  today: Day;
  notice: number;
}

/** The chair first, then the others as the kind names its seats; whoever held one earlier before whoever followed. */
function inSeatOrder<Row extends SeatRow>(body: UnionBody, rows: readonly Row[]): Row[] {
  const seats: readonly SeatName[] = bodySeats[body.kindName];
  return rows.toSorted((a, b) => seats.indexOf(a.seat) - seats.indexOf(b.seat));
}

function presentTermRow(
  body: UnionBody,
  term: TermRecord,
  { today, notice, mayChange }: Today & { mayChange: boolean },
): Omit<BodyTerm, 'seatRows'> {
  const { id, number, startsOn, endsOn, endedOn, seats, basis } = term;
  const isLast = term === body.terms.at(-1);
  const isOpen = mayChange && body.dissolvedOn === null && isLast && endedOn === null;
  return {
    ...{ id, number, startsOn, endsOn, endedOn, seats, basis },
    state: termState(term, { today, notice, isLast }),
    daysLeft: daysBetween(today, endedOn ?? endsOn),
    abilities: { takeSeat: isOpen && endsOn >= today, prolong: isOpen, end: isOpen && endsOn >= today },
  };
}

/** What the rules ask for and this program can't enforce: the same term as the committee's, and full seats. */
async function warningsOf(ctx: Context, body: UnionBody, size: BodySize, rows: readonly SeatRow[]): Promise<string[]> {
  const today = ctx.clock.today();
  const term = presentTerm(body.terms, today);
  if (term === undefined || (term.endedOn ?? term.endsOn) < today) return [];
  const warnings: string[] = [];
  const sitting = rows.filter((row) => row.from <= today && row.to >= today).length;
  if (sitting < term.seats) warnings.push(say(ctx, 'warnings.vacant', { count: term.seats - sitting }));
  if (size.rule.state === 'unset') warnings.push(say(ctx, 'warnings.unset', { members: size.members }));
  if (!unionBodies[body.kindName].followsCommittee) return warnings;
  const committees = await bodiesOf(ctx, {
    kinds: [unionBodies.union_committee.kind.name],
    scopes: [body.unitPath],
    day: today,
  });
  const committee = committees.find((one) => one.unitId === body.unitId);
  const other = committee === undefined ? undefined : presentTerm(committee.terms, today);
  if (other !== undefined && (other.startsOn !== term.startsOn || other.endsOn !== term.endsOn))
    warnings.push(
      say(ctx, 'warnings.otherTerm', { body: kindWord(ctx, body.kindName), from: other.startsOn, to: other.endsOn }),
    );
  return warnings;
}

async function presentSteps(ctx: Context, body: UnionBody): Promise<BodyWhole['steps']> {
  const seats = new Map(body.seats.map((seat) => [seat.id, seat]));
  return (await stepRows(ctx, body.id)).map(({ id, step, on, note, number, seatId, paperId, byName }) => {
    const seat = seatId === null ? undefined : seats.get(seatId);
    return {
      ...{ id, step, on, note, number, byName, hasPaper: paperId !== null },
      seat: (seat?.seat as SeatName | undefined) ?? null,
      personName: seat?.personName ?? null,
    };
  });
}

/** Refuses: a body that isn't in reach. */
export async function showBody(ctx: Context, id: string): Promise<BodyWhole> {
  const body = await visibleBody(ctx, id);
  const today = ctx.clock.today();
  const notice = await noticeOn(ctx, today);
  const size = await sizeOn(ctx, body.kindName, body.unitPath, today);
  const mayChange = mayChangeBody(ctx, body.kindName, body.unitPath);
  const rows = await presentSeats(ctx, body, body.seats);
  const terms = body.terms.toReversed().map((term): BodyTerm => ({
    ...presentTermRow(body, term, { today, notice, mayChange }),
    seatRows: inSeatOrder(
      body,
      rows.filter((row) => row.termId === term.id),
    ),
  }));
  const isOpen = mayChange && body.dissolvedOn === null;
  const { name, foundedOn, dissolvedOn, version } = body;
  return {
    ...{ id, kind: body.kindName, name, foundedOn, dissolvedOn, version, size, terms },
    unit: { id: body.unitId, name: body.unitName },
    state: bodyStateOn(body, { today, notice }),
    warnings: await warningsOf(ctx, body, size, rows),
    steps: await presentSteps(ctx, body),
    abilities: { beginTerm: isOpen, rename: isOpen, dissolve: isOpen },
  };
}

function columns(ctx: Context, body: UnionBody): WorkbookColumn<SeatRow>[] {
  const title = (key: string) => `membership:bodies.columns.${key}`;
  const seat = (row: SeatRow) => say(ctx, `${body.kindName}.seats.${row.seat}`);
  return [
    { key: 'seat', title: title('seat'), kind: 'text', width: 16, value: seat },
    { key: 'person', title: title('person'), kind: 'text', width: 12, value: (row) => row.person.name },
    { key: 'number', title: title('number'), kind: 'text', width: 14, value: (row) => row.person.staffNumber },
    { key: 'workplace', title: title('workplace'), kind: 'text', width: 22, value: (row) => row.person.unitName },
    { key: 'how', title: title('how'), kind: 'text', width: 12, value: (row) => say(ctx, `how.${row.how}`) },
    { key: 'from', title: title('from'), kind: 'day', width: 12, value: (row) => row.from },
    { key: 'to', title: title('to'), kind: 'day', width: 12, value: (row) => row.to },
    { key: 'basis', title: title('basis'), kind: 'text', width: 28, value: (row) => row.basis },
    { key: 'endReason', title: title('endReason'), kind: 'text', width: 24, value: (row) => row.endReason ?? '' },
  ];
}

/** 名册: who sits or sat in a term. Refuses: a body that isn't in reach, a term that isn't one of its own. */
export async function exportBodyMembers(ctx: Context, id: string, termId: string): Promise<FileAnswer> {
  const body = await visibleBody(ctx, id);
  const term = termOf(body, termId);
  const ofTerm = body.seats.filter((seat) => seat.termId === term.id);
  const people = inSeatOrder(body, await presentSeats(ctx, body, ofTerm));
  const { file, rows } = await exportTable(ctx, {
    title: say(ctx, 'exports.members', { body: body.name, number: term.number }),
    permission: 'membership.body.read',
    unitName: body.unitName,
    filters: [],
    columns: columns(ctx, body),
    rows: [people],
  });
  audit(ctx, { action: 'membership.exportBodyMembers', subject: `body:${id}`, details: { count: rows, termId } });
  return file;
}
