import type { Context } from '#kernel';
import { holdIdentityNumbers, identityHolders, openDossier } from '../dossier/file';
import type { OpenedField } from '../dossier/contract';
import type { SecretsToWrite } from '../dossier/store';
import { sealedSecrets } from '../dossier/file';
import type { GivenRow } from './columns';
import type { IntakeColumn } from './contract';
import { completed, heldFault, type NumberHolder } from './identity';
import { judgeRow, type JudgeGround, type Judgement } from './judge';
import { sealedFields, type KeptValue, type SealedField, type SecretsBefore } from './sealing';
import type { PlacedFault } from './columns';
import * as people from './store/people';

/** A person as the books have her, her sealed fields opened. */
export interface OpenedPerson extends people.StoredPerson {
  readonly opened: Readonly<Record<SealedField, OpenedField>>;
}

/** Stands for a value that can't be opened: it is there, and it is like no other. */
const UNREADABLE = '';

function openPerson(ctx: Context, person: people.StoredPerson): OpenedPerson {
  const opened = openDossier(ctx, person.id, person.sealed);
  const seen = ({ state, value }: OpenedField): string | null => (state === 'unreadable' ? UNREADABLE : value);
  const fields = sealedFields.map((field) => [field, seen(opened[field])] as const);
  return { ...person, opened, fields: { ...person.fields, ...Object.fromEntries(fields) } };
}

/** Those whom rows are about, and who holds the identity numbers that the rows give. */
export interface Acquaintance {
  readonly people: ReadonlyMap<string, OpenedPerson>;
  readonly holders: ReadonlyMap<string, readonly NumberHolder[]>;
}

/** For a change the people are locked, and whoever wants to write one of the numbers waits for the commit. */
export async function acquaint(
  ctx: Context,
  rows: readonly GivenRow[],
  mode: 'read' | 'change',
): Promise<Acquaintance> {
  const textsOf = (column: IntakeColumn) =>
    rows.flatMap((given) => (typeof given[column] === 'string' ? [given[column]] : []));
  const known = await people.peopleWith(ctx, textsOf('staffNumber'), mode);
  const numbers = [...new Set(textsOf('identityNumber'))];
  if (mode === 'change') await holdIdentityNumbers(ctx, numbers);
  return {
    people: new Map([...known].map(([number, person]) => [number, openPerson(ctx, person)])),
    holders: await identityHolders(ctx, numbers),
  };
}

export interface JudgedGiven extends Judgement {
  /** The row with what follows from it. */
  readonly given: GivenRow;
  readonly person: OpenedPerson | null;
}

/** What becomes of a row by the people of now. */
export function judgeGiven(
  given: GivenRow,
  faults: readonly PlacedFault[],
  { people: known, holders }: Acquaintance,
  ground: JudgeGround,
): JudgedGiven {
  const person = typeof given.staffNumber === 'string' ? (known.get(given.staffNumber) ?? null) : null;
  const whole = completed(given, person, ground.today);
  const held = heldFault(whole, person?.id ?? null, holders, ground.isWithin);
  return { ...judgeRow(whole, held === null ? faults : [...faults, held], person, ground), given: whole, person };
}

const textOf = (given: GivenRow, field: SealedField): string | null =>
  (given[field] as string | null | undefined) ?? null;

/** What a row writes of the sealed fields; null where it writes none. */
export function secretsToWrite(
  ctx: Context,
  id: string,
  given: GivenRow,
  changes: readonly IntakeColumn[],
): SecretsToWrite | null {
  const changed = sealedFields.filter((field) => changes.includes(field));
  if (changed.length === 0) return null;
  return sealedSecrets(ctx, id, Object.fromEntries(changed.map((field) => [field, textOf(given, field)])));
}

/** How the sealed fields that a row changes were before. */
export function secretsBefore(person: OpenedPerson, changes: readonly IntakeColumn[]): SecretsBefore {
  const kept = (field: SealedField): KeptValue => {
    const { state, value } = person.opened[field];
    if (state === 'none') return null;
    if (value !== null) return { plain: value };
    const raw = Buffer.from(person.sealed[field]!).toString('base64');
    return { raw, index: field === 'identityNumber' ? person.identityIndex : null };
  };
  const changed = sealedFields.filter((field) => changes.includes(field));
  return Object.fromEntries(changed.map((field) => [field, kept(field)]));
}

/** The statement that puts sealed fields back: plain values are sealed anew, what nobody could read goes back as it lay. */
export function secretsToRestore(ctx: Context, id: string, before: SecretsBefore): SecretsToWrite {
  const plain = sealedFields.flatMap((field) => {
    const kept = before[field];
    return kept === undefined || (kept !== null && 'raw' in kept) ? [] : [[field, kept?.plain ?? null] as const];
  });
  const written = sealedSecrets(ctx, id, Object.fromEntries(plain));
  const { identityNumber, bankCard } = before;
  return {
    ...written,
    ...(identityNumber && 'raw' in identityNumber
      ? { hasIdentity: true, identity: identityNumber.raw, identityIndex: identityNumber.index }
      : {}),
    ...(bankCard && 'raw' in bankCard ? { hasCard: true, card: bankCard.raw } : {}),
  };
}
