import pg from 'pg';
import { openLog } from '#kernel/composition';
import { openHouse } from '../../src/app/house';
import { foundationOn, PASSWORD, type Ground } from './ground';

export interface Statement {
  text: string;
  values: unknown[];
  /** Prepared once on each connection under this name. */
  name?: string;
}

const isFrame = (text: string): boolean => /^\s*(begin|commit|rollback|start transaction|set )/i.test(text);
/** The sealer of the audit works beside the requests. */
const isBackground = (text: string): boolean => text.includes('audit_seal');

export interface Captured {
  /** What the act itself asked, without begin and commit. */
  statements: Statement[];
  /** All that went to the database, with begin and commit. */
  total: number;
}

/** The SQL of a request: the house in this very process, the request once to warm up and once to listen. */
export async function captureStatements(
  ground: Ground,
  url: string,
  username: string,
  path: string,
): Promise<Captured> {
  const house = await openHouse(await foundationOn(ground, url), openLog('silent'), { pages: false });
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const query = prototype.query;
  const heard: Statement[] = [];
  try {
    const signedIn = await house.app.inject({
      method: 'POST',
      url: '/api/session',
      payload: { username, password: PASSWORD },
    });
    if (signedIn.statusCode !== 200) throw new Error(`${username} can't sign in: ${signedIn.body}`);
    const cookie = signedIn.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ');
    const ask = async (): Promise<void> => {
      const answer = await house.app.inject({ url: path, headers: { cookie } });
      if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.body.slice(0, 300)}`);
    };
    await ask();
    prototype.query = function (this: unknown, ...given: unknown[]) {
      const first = typeof given[0] === 'string' ? { text: given[0] } : (given[0] as Partial<Statement>);
      const values = Array.isArray(given[1]) ? (given[1] as unknown[]) : (first.values ?? []);
      if (first.text !== undefined) heard.push({ text: first.text, values });
      return query.apply(this, given);
    };
    await ask();
  } finally {
    prototype.query = query;
    await house.close();
  }
  const own = heard.filter(({ text }) => !isBackground(text));
  return { statements: own.filter(({ text }) => !isFrame(text)), total: own.length };
}
