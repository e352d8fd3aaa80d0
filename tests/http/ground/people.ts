import { openTestHouse, type TestAccount, type TestHouse } from '../../test-house';

type Response = Awaited<ReturnType<TestHouse['app']['inject']>>;

/** A house whose people are merged and erased, asked as one of its accounts. */
export interface PeopleGround {
  readonly house: TestHouse;
  ask(account: TestAccount, method: 'GET' | 'POST', url: string, payload?: object): Promise<Response>;
  /** Every column of the database that points to a person, as `schedule.sign_up.person_id`. */
  columnsToPeople(): Promise<string[]>;
}

export async function openPeopleGround(): Promise<PeopleGround> {
  const house = await openTestHouse();
  return {
    house,
    ask: async (account, method, url, payload) => {
      const cookie = await house.cookieOf(account);
      return house.app.inject({ method, url, headers: { cookie }, ...(payload ? { payload } : {}) });
    },
    columnsToPeople: async () => {
      const { rows } = await house.database.pool.query<{ name: string }>(`
        select distinct format('%s.%s.%s', n.nspname, c.relname, a.attname) as name
        from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
          cross join unnest(k.conkey) as key(number) join pg_attribute a on a.attrelid = c.oid and a.attnum = key.number
        where k.contype = 'f' and k.confrelid = 'roster.person'::regclass`);
      return rows.map(({ name }) => name).sort();
    },
  };
}
