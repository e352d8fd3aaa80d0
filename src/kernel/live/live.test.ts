import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { audit } from '../audit';
import { notFound } from '../errors';
import { openTestDatabase, type TestDatabase } from '../testing';
import { inTransaction } from '../transaction';
import { StreamAnswer } from './route';
import { openStream, type LiveStream } from './stream';
import { openLive, type Live } from './streams';
import { openCrier } from './crier';
import { tell, topicsOf } from './tell';
import { LIVE_CHANNEL } from './topics';

describe('what an act tells', () => {
  let database: TestDatabase;
  let listener: pg.Client;
  const heard: string[] = [];
  beforeAll(async () => {
    database = await openTestDatabase();
    listener = new pg.Client(
      typeof database.address === 'string' ? { connectionString: database.address } : database.address,
    );
    await listener.connect();
    listener.on('notification', (notice) => heard.push(notice.payload ?? ''));
    await listener.query(`listen ${LIVE_CHANNEL}`);
  });
  afterAll(async () => {
    await listener.end();
    await database.close();
  });
  beforeEach(() => heard.splice(0));
  const settled = async () => {
    await database.crier.settled();
    await listener.query('select 1');
  };

  test('each audited write tells its module and its subject, once, without the act asking for it', async () => {
    await inTransaction(database.seed(), async (ctx) => {
      for (let times = 0; times < 3; times += 1) audit(ctx, { action: 'plan.addComment', subject: 'commitment:7' });
      audit(ctx, { action: 'session.signIn' });
      tell(ctx, 'plan:1');
    });
    await settled();
    expect(heard.map((payload) => payload.split('\n'))).toEqual([['plan:1', 'plan', 'commitment:7', 'session']]);
  });

  test('an act that only reads tells nothing; one that is rolled back tells nothing', async () => {
    await inTransaction(database.seed(), async () => undefined);
    const refused = inTransaction(database.seed(), async (ctx) => {
      audit(ctx, { action: 'plan.addComment', subject: 'commitment:8' });
      throw notFound();
    });
    await expect(refused).rejects.toThrow('kernel.not_found');
    await settled();
    expect(heard).toEqual([]);
  });

  test('more subjects than one notice can hold go out in several', async () => {
    const subjects = Array.from({ length: 300 }, (_none, index) => `person:${String(index).padStart(70, '0')}`);
    await inTransaction(database.seed(), async (ctx) => {
      for (const subject of subjects) audit(ctx, { action: 'roster.createPerson', subject });
    });
    await settled();
    expect(heard.flatMap((payload) => payload.split('\n')).filter((topic) => topic !== 'roster')).toEqual(subjects);
    expect(Math.max(...heard.map((payload) => payload.length))).toBeLessThan(8000);
  });

  test('what many acts tell within a moment goes out once, and what could not be told is told later', async () => {
    let isDown = true;
    const answers: string[][] = [];
    const query = async (_sql: string, [, notices]: [string, string[]]) => {
      if (isDown) throw new Error('the database is away');
      answers.push(notices);
    };
    const crier = openCrier({ query, ending: false } as unknown as pg.Pool);
    for (let times = 0; times < 3; times += 1) crier.cry(['plan', 'plan:1']);
    await crier.settled();
    expect(answers).toEqual([]);
    isDown = false;
    crier.cry(['event:1']);
    await crier.settled();
    await crier.settled();
    expect(answers).toEqual([['plan\nplan:1\nevent:1']]);
  });

  test('a subject that is no topic is left out; a topic of the same kind is a programmer’s fault', async () => {
    const notes = [{ action: 'file.store', subject: 'file:a b\nplan' }];
    expect(topicsOf({ auditNotes: notes, liveTopics: new Set() })).toEqual(['file']);
    await inTransaction(database.seed(), async (ctx) => expect(() => tell(ctx, 'two words')).toThrow('no topic'));
  });
});

describe('streams of one server', () => {
  let live: Live;
  let server: Server;
  let isAllowed: boolean;
  const accountOf = (url: string) => url.slice(1);
  beforeEach(async () => {
    isAllowed = true;
    live = openLive({ beatMilliseconds: 40 });
    server = createServer((request, response) => {
      const answer = new StreamAnswer(accountOf(request.url ?? ''), new Set(['plan', 'event:1']));
      live.open(response, {}, answer, async () => {
        if (!isAllowed) throw notFound();
        return answer;
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(async () => {
    live.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  interface Reader {
    message: IncomingMessage;
    words: () => string;
    until(part: string): Promise<void>;
    ended: Promise<void>;
  }
  const read = (account: string) =>
    new Promise<Reader>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      get({ port, host: '127.0.0.1', path: `/${account}`, agent: false }, (message) => {
        let words = '';
        message.setEncoding('utf8').on('data', (part: string) => (words += part));
        const ended = new Promise<void>((done) => message.once('close', done));
        const until = async (part: string) => {
          for (let times = 0; !words.includes(part); times += 1) {
            if (times > 400) throw new Error(`not heard: ${part}\n${words}`);
            await new Promise((later) => setTimeout(later, 10));
          }
        };
        resolve({ message, words: () => words, until, ended });
      }).on('error', reject);
    });

  test('the head says what it is; a reader hears its own topics alone, a burst once each', async () => {
    const reader = await read('anna');
    expect(reader.message.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    });
    await reader.until('retry: 3000');
    for (let times = 0; times < 5; times += 1) live.hear('plan\nevent:2\ncommitment:9');
    await reader.until('"topic":"plan"');
    live.hear('event:1');
    await reader.until('"topic":"event:1"');
    const told = [...reader.words().matchAll(/^id: [0-9a-f-]{36}\nevent: told\ndata: (.*)\n$/gm)].map(
      (match) => JSON.parse(match[1]!) as { topic: string; at: string },
    );
    expect(told.map(({ topic }) => topic)).toEqual(['plan', 'event:1']);
    expect(Object.keys(told[0]!)).toEqual(['topic', 'at']);
  });

  test('it beats, and ends at the beat at which the reader is no longer allowed', async () => {
    const reader = await read('anna');
    await reader.until(': beat\n\n');
    isAllowed = false;
    await reader.ended;
    expect(reader.words()).toContain('data: {"reason":"refused"}');
  });

  test('a changed session is looked at at once, of that account alone', async () => {
    const [anna, bert] = [await read('anna'), await read('bert')];
    isAllowed = false;
    live.recheck('anna');
    await anna.ended;
    expect(bert.words()).not.toContain('refused');
  });

  test('the sixth stream of an account closes its oldest, which is told not to come back', async () => {
    const readers: Reader[] = [];
    for (let times = 0; times < 6; times += 1) readers.push(await read('anna'));
    const other = await read('bert');
    await readers[0]!.ended;
    expect(readers[0]!.words()).toContain('data: {"reason":"crowded"}');
    live.hear('plan');
    for (const reader of [...readers.slice(1), other]) await reader.until('"topic":"plan"');
  });

  test('after a lost connection of the database everybody is told all that they follow', async () => {
    const reader = await read('anna');
    live.hearAgain();
    await reader.until('"topic":"event:1"');
    expect(reader.words()).toContain('"topic":"plan"');
  });

  test('a reader that does not read is dropped', async () => {
    let stream: LiveStream | undefined;
    let hasEnded = false;
    server.removeAllListeners('request').on('request', (_request, response) => {
      stream = openStream(response, {}, () => (hasEnded = true));
    });
    const stuck = await read('anna');
    stuck.message.pause();
    for (let times = 0; !hasEnded && times < 500_000; times += 1) {
      stream!.beat();
      if (times % 500 === 0) await new Promise((later) => setImmediate(later));
    }
    expect(hasEnded).toBe(true);
    stuck.message.resume();
    await stuck.ended;
  });

  test('a server that stops ends its streams and opens no more', async () => {
    const reader = await read('anna');
    live.close();
    await reader.ended;
    expect(reader.words()).not.toContain('event: closed');
    await (
      await read('anna')
    ).ended;
  });
});
