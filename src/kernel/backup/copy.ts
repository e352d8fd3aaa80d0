import type { Duplex } from 'node:stream';
import type pg from 'pg';

/**
 * COPY by plain `pg`: its `Submittable` interface, the one that cursors use, hands over the messages of COPY. COPY's
 * text form is what PostgreSQL's own dump uses: every type comes out in its exact canonical form and goes in again
 * unchanged, whatever the driver thinks of bigint, numeric, time stamps, arrays or jsonb.
 */
interface CopyConnection {
  readonly stream: Duplex;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
}

const BLOCK_BYTES = 1024 * 1024;
/** The server is asked to wait when this many blocks have not been taken yet. */
const MOST_WAITING = 2;

class CopyOut implements pg.Submittable {
  isDone = false;
  private readonly full: Buffer[] = [];
  private parts: Buffer[] = [];
  private size = 0;
  private error: Error | null = null;
  private isUnwanted = false;
  private wake: () => void = () => undefined;
  private stream: Duplex | null = null;

  constructor(private readonly statement: string) {}

  submit(connection: unknown): void {
    const { stream, query } = connection as CopyConnection;
    this.stream = stream;
    query.call(connection, this.statement);
  }

  /** One message is one row. It is copied, because the driver uses its buffer again. */
  handleCopyData(message: { chunk: Buffer }): void {
    if (this.isUnwanted) return;
    this.parts.push(Buffer.from(message.chunk));
    this.size += message.chunk.length;
    if (this.size >= BLOCK_BYTES) this.closeBlock();
  }

  handleCommandComplete(): void {
    if (this.size > 0) this.closeBlock();
  }

  handleReadyForQuery(): void {
    this.isDone = true;
    this.wake();
  }

  handleError(error: Error): void {
    this.error = error;
    this.isDone = true;
    this.wake();
  }

  handleRowDescription(): void {}

  private closeBlock(): void {
    this.full.push(Buffer.concat(this.parts, this.size));
    this.parts = [];
    this.size = 0;
    if (this.full.length >= MOST_WAITING) this.stream?.pause();
    this.wake();
  }

  async next(): Promise<Buffer | null> {
    for (;;) {
      const block = this.full.shift();
      if (this.full.length < MOST_WAITING) this.stream?.resume();
      if (block !== undefined) return block;
      if (this.error !== null) throw this.error;
      if (this.isDone) return null;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  /** Lets the rest flow past when nobody wants it any more, so that the connection can be used again. */
  async abandon(): Promise<void> {
    this.isUnwanted = true;
    this.full.length = 0;
    this.stream?.resume();
    while (!this.isDone)
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
  }
}

/** The rows of a query in COPY's text form, in blocks of about one megabyte that end with a row. */
export async function* copyOut(client: pg.ClientBase, select: string): AsyncGenerator<{ block: Buffer; rows: number }> {
  const copy = client.query(new CopyOut(`copy (${select}) to stdout`));
  try {
    for (;;) {
      const block = await copy.next();
      if (block === null) return;
      yield { block, rows: countRows(block) };
    }
  } finally {
    if (!copy.isDone) await copy.abandon();
  }
}

/** COPY's text form writes a line break inside a value as \n, so each byte 10 ends a row. */
function countRows(block: Buffer): number {
  let rows = 0;
  for (let at = block.indexOf(10); at >= 0; at = block.indexOf(10, at + 1)) rows += 1;
  return rows;
}

class CopyIn implements pg.Submittable {
  readonly done: Promise<void>;
  private settle: { resolve: () => void; reject: (error: Error) => void } | null = null;
  private error: Error | null = null;

  constructor(
    private readonly statement: string,
    private readonly block: Buffer,
  ) {
    this.done = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
  }

  submit(connection: unknown): void {
    (connection as CopyConnection).query(this.statement);
  }

  handleCopyInResponse(connection: unknown): void {
    (connection as CopyConnection).sendCopyFromChunk(this.block);
    (connection as CopyConnection).endCopyFrom();
  }

  handleCommandComplete(): void {}

  handleRowDescription(): void {}

  handleReadyForQuery(): void {
    if (this.error === null) this.settle?.resolve();
  }

  handleError(error: Error): void {
    this.error = error;
    this.settle?.reject(error);
  }
}

/** Puts one block of rows into a table; the block must end with a row. */
export async function copyIn(client: pg.ClientBase, target: string, block: Buffer): Promise<void> {
  await client.query(new CopyIn(`copy ${target} from stdin`, block)).done;
}
