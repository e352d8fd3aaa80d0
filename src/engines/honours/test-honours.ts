import { registerTexts, seedParameters, type Context, type SignedInUser } from '#kernel';
import { kernelModule } from '#kernel/composition';
import { openTestDatabase, standingClock, type TestDatabase } from '#kernel/testing';
import { rosterModule } from '#engines/roster';
import type { DefinitionInput, NewScheme, Nomination, RoundWhole } from './contract';
import { honoursModule } from './manifest';
import { reviewNomination, submitNomination } from './nominations/nominations';
import { decideRound } from './record/record';
import { showRound } from './rounds/rounds';
import { honoursActs, honoursUser, makeRound, makeScheme } from './testing';

/** A database with the parameters that honours ask, and the short words of the tests on it. */
export async function openHonours() {
  const database: TestDatabase = await openTestDatabase();
  const clock = standingClock('2024-06-18');
  const roster = rosterModule({}, { followers: [], contributors: [], erasers: [], firstRole: 'worker' });
  const parameters = [kernelModule, roster].flatMap((module) => module.parameters ?? []);
  Object.assign(database.house, { parameters: new Map(parameters.map((one) => [one.shape.key, one])) });
  const honours = honoursModule({});
  registerTexts({ honours: honours.texts });

  const act = honoursActs(database, clock);
  const run = <R>(work: (ctx: Context) => Promise<R>, user: SignedInUser = honoursUser()) => act(user, work);
  await run(seedParameters);
  const on = async <R>(day: string, work: () => Promise<R>): Promise<R> => {
    clock.set(day);
    return work().finally(() => clock.set('2024-06-18'));
  };
  const show = (id: string): Promise<RoundWhole> => run((ctx) => showRound(ctx, id));
  return {
    ...{ database, run, on, show, close: () => database.close() },
    /** A round of a scheme with the given definition. */
    roundOf: (change: Partial<DefinitionInput> = {}, scheme: Partial<NewScheme> = {}) =>
      run(async (ctx) => {
        const { id } = await makeScheme(ctx, { definition: definition(change), ...scheme });
        return makeRound(ctx, { schemeId: id });
      }),
    submit: ({ id, version }: Nomination, user?: SignedInUser) =>
      run((ctx) => submitNomination(ctx, id, version), user),
    pass: ({ id, version }: Nomination, user?: SignedInUser) =>
      run((ctx) => reviewNomination(ctx, request(id, { version, isPassed: true, reason: '' })), user),
    decide: async (id: string, user?: SignedInUser) => {
      const { version } = await show(id);
      return run((ctx) => decideRound(ctx, request(id, { version, documentNumber: '海盐工〔2024〕3号' })), user);
    },
  };
}

export const code = (name: string): { code: string } => ({ code: name });

export const request = <Body>(id: string, body: Body) => ({ params: { id }, query: {}, body });

export const definition = (change: Partial<DefinitionInput> = {}): DefinitionInput => ({
  ...{ most: 2, review: { way: 'votes', voters: 3 } },
  ...change,
});
