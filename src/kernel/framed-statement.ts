import pg from 'pg';

/** What a statement needs of pg's connection: it writes messages and counts no answers. */
interface Wire {
  parse(message: { text: string }): void;
  bind(message: object): void;
  execute(message: object): void;
  sync(): void;
}

/** The inside of pg's own query, of which its types tell nothing. Our version of pg is pinned; database.test.ts walks all of this. */
interface Inside {
  name: string | undefined;
  submit(connection: Wire): Error | null;
  prepare(connection: Wire): void;
  _getRows(connection: Wire): void;
  handleCommandComplete(message: { text: string }, connection: Wire): void;
}

type Answered = (error: Error | null, result: pg.QueryResult) => void;

const PgQuery = pg.Query as unknown as new (config: pg.QueryConfig, values: undefined, answered: Answered) => Inside;

/** What goes before and after a statement in the same letter to the server. */
export interface Frame {
  /** `begin`, with or without a level of isolation. */
  before?: string | undefined;
  /** `commit`. */
  after?: string | undefined;
}

export interface FramedConfig extends Frame {
  text: string;
  values: readonly unknown[];
  /** Prepared once on each connection under this name. */
  name?: string | undefined;
}

/**
 * One statement with its `begin` before it or its `commit` after it, in one way to the server instead of two. There is
 * one sync message at the end of all: when the server refuses a part it skips what follows, so that nothing stands alone
 * behind a refused `begin` and nothing is committed behind a refused statement.
 */
export class FramedStatement extends PgQuery {
  private readonly ownName: string | undefined;
  private readonly before: string | undefined;
  private readonly after: string | undefined;
  private isAnswered = false;
  /** What the server did at the end: `COMMIT`, or `ROLLBACK` of what had failed before. */
  ending: string | null = null;
  /** Whether `begin` has been answered well. */
  hasBegun = false;

  constructor({ text, values, name, before, after }: FramedConfig, answered: Answered) {
    const isFramed = before !== undefined || after !== undefined;
    super(
      { text, values: [...values], ...(name && { name }), ...(isFramed && { queryMode: 'extended' }) },
      undefined,
      answered,
    );
    this.ownName = name;
    this.before = before;
    this.after = after;
  }

  /** pg keeps a name once it hears that something was parsed; until `begin` is answered, what was parsed is `begin`. */
  override submit(connection: Wire): Error | null {
    const fault = super.submit(connection);
    if (this.before !== undefined) this.name = undefined;
    return fault;
  }

  override prepare(connection: Wire): void {
    if (this.before !== undefined) sendAlone(connection, this.before);
    super.prepare(connection);
  }

  override _getRows(connection: Wire): void {
    connection.execute({});
    if (this.after !== undefined) sendAlone(connection, this.after);
    connection.sync();
  }

  override handleCommandComplete(message: { text: string }, connection: Wire): void {
    if (this.before !== undefined && !this.hasBegun) {
      this.hasBegun = true;
      this.name = this.ownName;
    } else if (this.isAnswered) {
      this.ending = message.text;
    } else {
      this.isAnswered = true;
      super.handleCommandComplete(message, connection);
    }
  }
}

function sendAlone(connection: Wire, text: string): void {
  connection.parse({ text });
  connection.bind({});
  connection.execute({});
}
