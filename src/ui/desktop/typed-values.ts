import type { RawValue, RawValues } from './schema-fields';

/**
 * What a person has filled in over what the server has. Only touched fields are held, each with the value that stood
 * there when it was first touched: so the rest follows the record, and what somebody else changed meanwhile is known.
 */
export interface TypedValues {
  readonly typed: RawValues;
  readonly seen: RawValues;
}
export const nothingTyped: TypedValues = { typed: {}, seen: {} };

const isSame = (one: RawValue | undefined, other: RawValue | undefined) =>
  JSON.stringify(one) === JSON.stringify(other);

export function withTyped(before: TypedValues, given: RawValues, name: string, value: RawValue): TypedValues {
  const seen = name in before.seen ? before.seen : { ...before.seen, [name]: given[name] ?? '' };
  return { typed: { ...before.typed, [name]: value }, seen };
}

/** The field follows the record again. */
export function withoutTyped(before: TypedValues, name: string): TypedValues {
  const without = (values: RawValues) =>
    Object.fromEntries(Object.entries(values).filter(([other]) => other !== name)) as RawValues;
  return { typed: without(before.typed), seen: without(before.seen) };
}

/** Whether somebody else has given the field another value since this person began on it. */
export function isOvertaken({ typed, seen }: TypedValues, given: RawValues, name: string): boolean {
  return name in typed && !isSame(seen[name], given[name]) && !isSame(typed[name], given[name]);
}
