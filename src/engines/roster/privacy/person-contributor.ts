import type { Context } from '#kernel';

/** A table about one person, in words of the reader's language; what is empty is null. */
export interface PersonSheet {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/**
 * What a module keeps about one person, for the person's right to a copy. Modules above the roster can't be known to it:
 * the composition root hands them in. Whoever asks has judged the rights; a contributor reads its own tables only.
 */
export interface PersonContributor {
  readonly name: string;
  collect(ctx: Context, personId: string): Promise<PersonSheet[]>;
}
