import { AppError, may, notFound, type Context } from '#kernel';
import type { EndpointInput } from '#kernel/contract';
import { findUnit, peopleById } from '#engines/roster';
import { bookFor } from '../books/policy';
import { bookById } from '../books/store';
import type { PartyKind } from '../charts/chart';
import { partiesOf } from '../parties/store-parties';
import type * as contract from './contract';
import type { OpeningLine } from './contract';
import { postEntry } from './entries';
import type { DraftLine } from './rules';
import { OPENING_SOURCE } from './sources';
import { openingOf } from './store-opening';

/** Whom a line names where its account is the sum of its parties' accounts. */
type Named = Pick<OpeningLine, 'personId' | 'unitId' | 'payee'>;

const whoIn: readonly (readonly [PartyKind, (line: Named) => string | undefined])[] = [
  ['person', (line) => line.personId],
  ['unit', (line) => line.unitId],
  ['payee', (line) => line.payee],
];

/**
 * Posts the balances with which a book begins, as of its first day, once; taken back, they can be posted anew. Refuses: a book
 * out of reach; when they stand already (ledger.opening_stands); the same account and party in two lines
 * (ledger.opening_twice); a person or unit that the person entering doesn't see; what `postEntry` refuses.
 */
export async function postOpening(
  ctx: Context,
  { params, body }: EndpointInput<typeof contract.postOpening>,
): Promise<{ id: string }> {
  const { id: bookId } = await bookFor(ctx, params.id, 'ledger.book.write');
  // Whoever else posts the opening of this book waits here.
  const book = await bookById(ctx, bookId, 'lock');
  const opening = await openingOf(ctx, bookId);
  if (opening.standing !== null) throw new AppError('ledger.opening_stands');
  refuseTwice(body.lines);
  const parties = await partiesNamed(ctx, body.lines);
  const lines = body.lines.map((line): DraftLine => {
    const partyId = whoIn.flatMap(([kind, who]) => parties.get(`${kind} ${who(line)}`) ?? [])[0];
    const { account, debit, credit } = line;
    return {
      account,
      ...(debit === undefined ? {} : { debit }),
      ...(credit === undefined ? {} : { credit }),
      ...(partyId === undefined ? {} : { partyId }),
    };
  });
  const { id } = await postEntry(ctx, {
    ...{ bookId, on: book!.openedOn, words: '期初余额', kind: 'opening', lines },
    ...{ source: `${OPENING_SOURCE}:${bookId}`, key: `${OPENING_SOURCE}:${opening.made}` },
  });
  return { id };
}

function refuseTwice(lines: readonly OpeningLine[]): void {
  const seen = new Set<string>();
  for (const line of lines) {
    const key = [line.account, ...whoIn.map(([, who]) => who(line) ?? '')].join(' ');
    if (seen.has(key)) throw new AppError('ledger.opening_twice', { account: line.account });
    seen.add(key);
  }
}

/**
 * The parties of all whom the lines name, by their kind and who they are: `person 0190…`. Refuses: a person or unit that the
 * person entering doesn't see.
 */
export async function partiesNamed(ctx: Context, lines: readonly Named[]): Promise<ReadonlyMap<string, string>> {
  const named = new Map<string, string>();
  for (const [kind, who] of whoIn) {
    const whom = [...new Set(lines.flatMap((line) => who(line) ?? []))];
    if (whom.length === 0) continue;
    if (kind === 'person') await refuseStrangers(ctx, whom);
    if (kind === 'unit') await refuseStrangeUnits(ctx, whom);
    for (const [one, partyId] of await partiesOf(ctx, kind, whom)) named.set(`${kind} ${one}`, partyId);
  }
  return named;
}

async function refuseStrangers(ctx: Context, personIds: readonly string[]): Promise<void> {
  const people = await peopleById(ctx, personIds);
  const isKnown = (id: string) => {
    const person = people.get(id);
    return person !== undefined && may(ctx.user, 'roster.person.read', person.unitPath);
  };
  if (!personIds.every(isKnown)) throw notFound();
}

async function refuseStrangeUnits(ctx: Context, unitIds: readonly string[]): Promise<void> {
  for (const id of unitIds) {
    const unit = await findUnit(ctx, id);
    if (unit === null || !may(ctx.user, 'roster.unit.read', unit.path)) throw notFound();
  }
}
