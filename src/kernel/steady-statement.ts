import { DummyDriver, Kysely, PostgresAdapter, PostgresQueryCompiler, type Compilable } from 'kysely';
import type { Context } from './context';

/** Stands for a value while a statement is built. */
class Place {
  constructor(readonly key: string) {}
}

const builder = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: () => {
      throw new Error('This database is for building statements.');
    },
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/**
 * A statement of which each request asks the same with other values: it is built and compiled once. What stands in `given`
 * while it is built are places, not values: the building puts them where they belong and must not look at them. It is asked as a
 * steady statement, which each connection plans once.
 */
export function steadyStatement<Tables, Given extends object, Row>(
  build: (database: Kysely<Tables>, given: Given) => Compilable<Row>,
): (ctx: Context, given: Given) => Promise<Row[]> {
  let known: ReturnType<Compilable<Row>['compile']> | null = null;
  return async (ctx, given) => {
    known ??= build(builder as unknown as Kysely<Tables>, placesOf<Given>()).compile();
    const parameters = known.parameters.map((one) => (one instanceof Place ? given[one.key as keyof Given] : one));
    const { rows } = await ctx.steady.executeQuery<Row>({ ...known, parameters });
    return rows;
  };
}

function placesOf<Given extends object>(): Given {
  return new Proxy({} as Given, { get: (_target, key) => new Place(String(key)) });
}
