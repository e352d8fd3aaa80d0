import { connect, type Socket } from 'node:net';

export interface Request {
  method: 'GET' | 'POST' | 'PATCH';
  path: string;
  cookie?: string;
  body?: string;
}

export interface Answer {
  status: number;
  body: string;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * One keep-alive connection that asks one thing after the other. It speaks HTTP by hand, because a caller that needs
 * as much of the two cores as the server would flatter the slower of two servers.
 */
export class Lane {
  private parts: Buffer[] = [];
  private waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | null = null;

  private constructor(
    private readonly socket: Socket,
    private readonly host: string,
  ) {
    socket.setNoDelay(true);
    socket.on('data', (part: Buffer) => this.take(part));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('The server closed the connection.')));
  }

  static async open(url: string): Promise<Lane> {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new Lane(socket, host);
  }

  ask({ method, path, cookie, body }: Request): Promise<Answer> {
    const bytes = body === undefined ? null : Buffer.from(body);
    const lines = [`${method} ${path} HTTP/1.1`, `host: ${this.host}`];
    if (cookie !== undefined) lines.push(`cookie: ${cookie}`);
    if (bytes !== null) lines.push('content-type: application/json', `content-length: ${bytes.length}`);
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
      this.socket.write(bytes === null ? head : Buffer.concat([head, bytes]));
    });
  }

  close(): void {
    this.waiting = null;
    this.socket.destroy();
  }

  private fail(error: Error): void {
    const { waiting } = this;
    this.waiting = null;
    waiting?.reject(error);
  }

  private take(part: Buffer): void {
    this.parts.push(part);
    const all = this.parts.length === 1 ? part : Buffer.concat(this.parts);
    this.parts = [all];
    const headEnd = all.indexOf(HEAD_END);
    if (headEnd === -1) return;
    const head = all.toString('latin1', 0, headEnd);
    const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
    if (length === undefined) return this.fail(new Error(`An answer without a length:\n${head}`));
    const end = headEnd + HEAD_END.length + Number(length);
    if (all.length < end) return;
    this.parts = [];
    const { waiting } = this;
    this.waiting = null;
    waiting?.resolve({ status: Number(head.slice(9, 12)), body: all.toString('utf8', headEnd + HEAD_END.length, end) });
  }
}

export interface Drive {
  url: string;
  lanes: number;
  seconds: number;
  maxRequests: number;
  request(lane: number, turn: number): Request;
  onAnswer?(answer: Answer, lane: number, turn: number): void;
}

export interface Driven {
  perSecond: number;
  milliseconds: number[];
}

/** Keeps every lane busy for the given time, but never beyond the number of requests. Any answer but 200 ends it. */
export async function drive(options: Drive): Promise<Driven> {
  const lanes = await Promise.all(Array.from({ length: options.lanes }, () => Lane.open(options.url)));
  const milliseconds: number[] = [];
  const from = performance.now();
  const until = from + options.seconds * 1000;
  let asked = 0;
  const run = async (lane: Lane, index: number): Promise<void> => {
    for (let turn = 0; asked < options.maxRequests && performance.now() < until; turn += 1) {
      asked += 1;
      const sent = performance.now();
      const answer = await lane.ask(options.request(index, turn));
      milliseconds.push(performance.now() - sent);
      if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.body.slice(0, 300)}`);
      options.onAnswer?.(answer, index, turn);
    }
  };
  try {
    await Promise.all(lanes.map(run));
  } finally {
    for (const lane of lanes) lane.close();
  }
  return { perSecond: (milliseconds.length * 1000) / (performance.now() - from), milliseconds };
}
