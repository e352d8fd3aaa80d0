import { assert } from '#kernel';

/** What a state of a scheme means to those who ask the roster. */
export interface EnrolmentState<State extends string = string> {
  /** States that may follow; an empty list is an end, out of which only a new entry leads. */
  readonly next: readonly State[];
  /** Whether the person counts as being in the scheme. */
  readonly isIn: boolean;
  /** What holds meanwhile, in words of the line: `votes`, `pays_dues`. */
  readonly traits?: readonly string[];
}

/**
 * A scheme that people are in or out of: the union itself, a mutual fund, the savings association. The line that owns it
 * hands it to every act as data; the roster knows no scheme by name.
 */
export interface EnrolmentScheme<State extends string = string> {
  /** `line.scheme`; its words stand in the line's texts under `schemes.<scheme>.name` and `schemes.<scheme>.states.<state>`. */
  readonly name: `${string}.${string}`;
  readonly states: Readonly<Record<State, EnrolmentState<State>>>;
  /** In which states somebody may enter who is not in the scheme, or came to an end of it. */
  readonly entries: readonly State[];
}

/** Checks a scheme when the program starts: every state can be reached, and leads only to states that there are. */
export function defineScheme<const State extends string>(scheme: EnrolmentScheme<State>): EnrolmentScheme<State> {
  const known = Object.keys(scheme.states) as State[];
  const reached = new Set<State>();
  const visit = (state: State): void => {
    assert(Object.hasOwn(scheme.states, state), `${scheme.name} has no state ${state}`);
    if (reached.has(state)) return;
    reached.add(state);
    scheme.states[state].next.forEach(visit);
  };
  assert(scheme.entries.length > 0, `nobody can enter ${scheme.name}`);
  scheme.entries.forEach(visit);
  const lost = known.filter((state) => !reached.has(state));
  assert(lost.length === 0, `${scheme.name}: nothing leads to ${lost.join(', ')}`);
  return scheme;
}

/** Whether a person in `from` (null: never in the scheme) may come to `to`. */
export function mayFollow<State extends string>(
  scheme: EnrolmentScheme<State>,
  from: State | null,
  to: State,
): boolean {
  if (from === null) return scheme.entries.includes(to);
  const { next } = scheme.states[from];
  return next.length === 0 ? scheme.entries.includes(to) : next.includes(to);
}

/** The states in which a person counts as being in the scheme, or those with a trait. */
export function statesIn<State extends string>(scheme: EnrolmentScheme<State>, trait?: string): State[] {
  return (Object.entries(scheme.states) as [State, EnrolmentState<State>][])
    .filter(([, state]) => (trait === undefined ? state.isIn : (state.traits ?? []).includes(trait)))
    .map(([name]) => name);
}
