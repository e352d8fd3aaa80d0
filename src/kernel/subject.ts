import type { Context } from './context';

/** What is asked of a thing: who can read it, who can change it. */
export type SubjectQuestion = 'read' | 'change';

/** A thing as its module knows it, whoever asks. */
export interface SubjectThing {
  readonly title: string;
  /** Where it stands in the tree: whoever may ask there may ask about it. */
  readonly unitPath: string;
  /** Whether the person of a context may. It is the module's own policy: the acts behind the endpoints ask the same function. */
  admits(ctx: Context, question: SubjectQuestion): boolean;
}

/**
 * A kind of thing of which people may ask “who can see this, and why”. `roster.person` has its words in module `roster`
 * under `rights.subjects.person`: its `name` and, for each question, the rule in a sentence.
 */
export interface Subject {
  readonly kind: `${string}.${string}`;
  /** The permission from which each answer begins; nobody without it is asked about further. */
  readonly permissions: Readonly<Record<SubjectQuestion, string>>;
  find(ctx: Context, id: string): Promise<SubjectThing | null>;
  /** The few things that fit the words and that the person of the context may read, for a page on which one is chosen. */
  choose(ctx: Context, words: string): Promise<{ id: string; title: string; note: string }[]>;
}
