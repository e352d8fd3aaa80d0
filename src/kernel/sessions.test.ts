import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAccount } from './accounts';
import { openSessions } from './sessions';
import type { SignIn } from './sign-in';
import { openTestDatabase, plainRequest, standingClock, testUser, type TestDatabase } from './testing';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

test('rights that were read before they changed are not kept for the requests after the change', async () => {
  const accountId = await createAccount(database.house.database, {
    ...{ username: 'officer', name: '干事', password: 'Sea-salt-2024', mustChangePassword: false },
  });
  const getSession = () => Promise.resolve({ user: { id: accountId }, session: { id: accountId } });
  let { grants } = testUser(['roster.person.read']);
  let read = (): void => undefined;
  let answer = (): void => undefined;
  const isRead = new Promise<void>((resolve) => (read = resolve));
  const isAnswered = new Promise<void>((resolve) => (answer = resolve));
  const sessions = openSessions(
    database.house,
    { api: { getSession } } as unknown as SignIn,
    async () => {
      const found = { personId: null, grants: [...grants] };
      read();
      await isAnswered;
      return found;
    },
    standingClock('2024-06-18'),
  );
  const request = { ...plainRequest, cookie: 'gonghui.session_token=a' };

  const before = sessions.userOf(request);
  await isRead;
  grants = [];
  sessions.forget(accountId);
  answer();
  expect((await before)!.grants).toHaveLength(1);
  expect((await sessions.userOf(request))!.grants).toEqual([]);
});
