import {
  DefaultQueryExecutor,
  DummyDriver,
  PostgresAdapter,
  PostgresDialect,
  PostgresQueryCompiler,
  sql,
  Transaction,
  type CompiledQuery,
  type QueryResult,
  type ConnectionProvider,
  type DatabaseConnection,
  type RawBuilder,
} from 'kysely';
import type pg from 'pg';
import type { Refusals } from './context';
import { isConnectionLost } from './database';
import { assert } from './errors';
import { FramedStatement, type Frame } from './framed-statement';

/** How the statements of an act belong together: each by itself, or from a `begin` to a `commit`. */
export type Togetherness = 'apart' | 'begin' | 'begin isolation level repeatable read';

/**
 * The connection of one act. It is taken with the first statement; `begin` goes out with the first statement and `commit`
 * with the last, so that an act of three statements goes three ways to the database. An act that refuses before it has
 * asked anything takes no connection at all. Once the act is over, whoever kept it asks in vain.
 */
export class ActConnection {
  /** For statements that are planned anew with their values. */
  readonly transaction: Transaction<unknown>;
  /** For statements whose plan is always the same: each connection prepares them once. */
  readonly steady: Transaction<unknown>;
  private client: pg.PoolClient | null = null;
  /** What is left to be written: with the next statement, or with the commit. */
  private left: RawBuilder<unknown>[] = [];
  private refusals: Refusals = {};
  /** Settled when the first statement is: only then it is known whether the act has begun. */
  private opening: Promise<unknown> | null = null;
  private hasBegun = false;
  private isOver = false;

  constructor(
    private readonly pool: pg.Pool,
    private readonly togetherness: Togetherness,
  ) {
    this.transaction = transactionOver((query) => this.ask(query));
    this.steady = transactionOver((query) => this.ask(query, nameOf(query.sql)));
  }

  /** See `Context.leave`. */
  leave(change: RawBuilder<unknown>, refusals: Refusals = {}): void {
    if (this.isOver) throw new Error('Something was left to an act that is over.');
    this.left.push(change);
    this.refusals = { ...this.refusals, ...refusals };
  }

  /** Sends what is left and the commit; gives the connection back. */
  async close(): Promise<void> {
    const isTogether = this.togetherness !== 'apart';
    if (this.left.length > 0) {
      await this.writeLeft(isTogether ? 'commit' : undefined);
    } else if (isTogether && this.hasBegun) {
      const { command } = await this.client!.query('commit');
      assert(command === 'COMMIT', 'the act went on after a statement had failed, and was rolled back');
    }
    this.hasBegun = false;
    this.release();
  }

  /** Undoes what was done and gives the connection back. On a lost connection the server has undone it by itself. */
  async undo(): Promise<void> {
    this.isOver = true;
    await this.opening?.catch(() => undefined);
    const rollback = this.hasBegun ? this.client?.query('rollback') : undefined;
    const fault = await rollback?.then(
      () => undefined,
      (error: Error) => error,
    );
    // After a refused `begin` pg takes the statement behind it for prepared: nobody gets that connection again.
    const wasRefused = this.togetherness !== 'apart' && this.opening !== null && !this.hasBegun;
    this.release(fault !== undefined || wasRefused);
    if (fault !== undefined && !isConnectionLost(fault)) throw fault;
  }

  private release(isBroken = false): void {
    this.isOver = true;
    const { client } = this;
    this.client = null;
    client?.release(isBroken);
  }

  /** What is left goes first, in the order in which it was asked; where it is refused, that refusal is told. */
  private async ask(query: CompiledQuery, name?: string): Promise<QueryResult<unknown>> {
    if (this.left.length === 0) return this.askAndTell(query, name);
    const written = this.writeLeft();
    const asked = this.askAndTell(query, name);
    asked.catch(() => undefined);
    await written;
    return asked;
  }

  /** One statement for all that is left: each part is a change of its own, and the last one stands behind them. */
  private async writeLeft(after?: 'commit'): Promise<void> {
    const parts = this.left;
    const { refusals } = this;
    this.left = [];
    this.refusals = {};
    const last = parts.pop()!;
    const before = parts.map((part, i) => sql`${sql.raw(`part_${i}`)} as (${part})`);
    const statement = before.length === 0 ? last : sql`with ${sql.join(before)} ${last}`;
    const query = statement.compile(this.transaction);
    try {
      await this.askAndTell(query, nameOf(query.sql), after);
    } catch (error) {
      const { constraint } = error as { constraint?: string };
      throw (constraint !== undefined && refusals[constraint]?.()) || error;
    }
  }

  private async askAndTell(query: CompiledQuery, name?: string, after?: 'commit'): Promise<QueryResult<unknown>> {
    try {
      return await this.askInOrder(query, name, after);
    } catch (error) {
      // What the server refuses names no line of ours; who waits for this answer does.
      if (error instanceof Error) error.stack += `\n${new Error().stack!.split('\n').slice(1).join('\n')}`;
      throw error;
    }
  }

  private async askInOrder(query: CompiledQuery, name?: string, after?: 'commit'): Promise<QueryResult<unknown>> {
    if (this.isOver) throw new Error('A statement was asked of an act that is over.');
    if (this.opening !== null) {
      await this.opening;
      return this.send(query, { after }, name);
    }
    const before = this.togetherness === 'apart' ? undefined : this.togetherness;
    const first = this.open().then(() => this.send(query, { before, after }, name));
    this.opening = first.catch((error: unknown) => {
      // Behind a refused `begin` every further statement would stand alone and be kept: none is sent.
      if (before !== undefined && !this.hasBegun) throw error;
    });
    this.opening.catch(() => undefined);
    return first;
  }

  private async open(): Promise<void> {
    const client = await this.pool.connect();
    if (this.isOver) client.release();
    else this.client = client;
  }

  private send(query: CompiledQuery, frame: Frame, name: string | undefined): Promise<QueryResult<unknown>> {
    return new Promise((resolve, reject) => {
      const { client } = this;
      if (client === null) return reject(new Error('A statement was asked of an act that is over.'));
      const config = { text: query.sql, values: query.parameters, name, ...frame };
      const statement = new FramedStatement(config, (error, result) => {
        this.hasBegun ||= statement.hasBegun;
        if (error !== null) return reject(error);
        if (frame.after === 'commit' && statement.ending !== 'COMMIT')
          return reject(new Error('the act went on after a statement had failed, and was rolled back'));
        resolve(resultOf(result));
      });
      client.query(statement as unknown as pg.Submittable);
    });
  }
}

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE']);

function resultOf({ command, rowCount, rows }: pg.QueryResult): QueryResult<unknown> {
  return changing.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
}

const MOST_NAMES = 300;
const names = new Map<string, string>();

/** One name for each text; lists of changing length make many texts, and beyond a limit they get none. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_NAMES) return known;
  const name = `gonghui_${names.size + 1}`;
  names.set(text, name);
  return name;
}

const compiler = new PostgresQueryCompiler();
const adapter = new PostgresAdapter();
type Ask = (query: CompiledQuery) => Promise<QueryResult<unknown>>;

/** For what is put around a statement: an executor with plugins asks for a connection, and gets the act's. */
function providerOf(ask: Ask): ConnectionProvider {
  const connection: DatabaseConnection = {
    executeQuery: <Row>(query: CompiledQuery) => ask(query) as Promise<QueryResult<Row>>,
    streamQuery: () => {
      throw new Error('An act reads whole results.');
    },
  };
  return { provideConnection: (use) => use(connection) };
}

class ActExecutor extends DefaultQueryExecutor {
  constructor(private readonly ask: Ask) {
    super(compiler, adapter, providerOf(ask));
  }

  override executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return this.ask(query) as Promise<QueryResult<Row>>;
  }
}

const driver = new DummyDriver();
const dialect = new PostgresDialect({ pool: () => Promise.reject(new Error('Acts bring their connection.')) });
const config = { dialect };

function transactionOver(ask: Ask): Transaction<unknown> {
  return new Transaction({ config, dialect, driver, executor: new ActExecutor(ask) });
}
