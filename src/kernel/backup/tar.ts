import { damaged } from './backup-fault';

/** The plain tar form (ustar): `tar xzf` opens a backup on any machine, with or without this program. */
const BLOCK = 512;

export interface TarEntry {
  name: string;
  size: number;
}

export function tarHeader({ name, size }: TarEntry, seconds: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  if (Buffer.byteLength(name) > 99) throw new Error(`The name is too long for the archive: ${name}`);
  const octal = (value: number, at: number, width: number) =>
    header.write(`${value.toString(8).padStart(width - 1, '0')}\0`, at, 'latin1');
  header.write(name, 0, 'utf8');
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(Math.max(0, Math.floor(seconds)), 136, 12);
  header.write('        0', 148, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  header.write(`${checksum(header).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

export function tarPadding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

export function tarEnd(): Buffer {
  return Buffer.alloc(2 * BLOCK);
}

function checksum(header: Buffer): number {
  let sum = 0;
  for (let i = 0; i < BLOCK; i += 1) sum += i >= 148 && i < 156 ? 32 : header[i]!;
  return sum;
}

function readHeader(header: Buffer): TarEntry {
  const text = (from: number, to: number) =>
    header
      .subarray(from, to)
      .toString('utf8')
      .replace(/\0[\s\S]*$/, '');
  const octal = (from: number, to: number) => Number.parseInt(text(from, to).trim(), 8);
  if (text(257, 262) !== 'ustar' || octal(148, 156) !== checksum(header)) throw damaged('tar');
  const size = octal(124, 136);
  if (!Number.isSafeInteger(size) || size < 0) throw damaged('tar');
  return { name: text(0, 100), size };
}

/** Hands out exact amounts of a stream of chunks. */
class Source {
  private chunk: Buffer = Buffer.alloc(0);

  constructor(private readonly chunks: AsyncIterator<Buffer>) {}

  /** At most `most` bytes, at least one; null at the end. */
  async some(most: number): Promise<Buffer | null> {
    while (this.chunk.length === 0) {
      const { value, done } = await this.chunks.next();
      if (done === true) return null;
      this.chunk = value;
    }
    const part = this.chunk.subarray(0, most);
    this.chunk = this.chunk.subarray(part.length);
    return part;
  }

  async exactly(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = size; left > 0;) {
      const part = await this.some(left);
      if (part === null) throw damaged('end');
      parts.push(part);
      left -= part.length;
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts, size);
  }
}

export interface ReadEntry extends TarEntry {
  /** The content, to be taken before the next entry is asked for; what is left is skipped. */
  body: AsyncIterable<Buffer>;
  /** The content in one piece. */
  whole(): Promise<Buffer>;
}

/** The entries of an archive one after the other. An archive that ends before its end mark is refused. */
export async function* tarEntries(chunks: AsyncIterable<Buffer>): AsyncGenerator<ReadEntry> {
  const iterator = chunks[Symbol.asyncIterator]();
  const source = new Source(iterator);
  try {
    for (;;) {
      const header = await source.exactly(BLOCK);
      if (header.every((byte) => byte === 0)) {
        await refuseMore(source);
        return;
      }
      const { name, size } = readHeader(header);
      let left = size;
      const body = (async function* () {
        while (left > 0) {
          const part = await source.some(left);
          if (part === null) throw damaged('end');
          left -= part.length;
          yield part;
        }
      })();
      const whole = async () => {
        const content = await source.exactly(left);
        left = 0;
        return content;
      };
      yield { name, size, body, whole };
      while (left > 0) {
        const skipped = await source.some(left);
        if (skipped === null) throw damaged('end');
        left -= skipped.length;
      }
      await source.exactly((BLOCK - (size % BLOCK)) % BLOCK);
    }
  } finally {
    await iterator.return?.();
  }
}

async function refuseMore(source: Source): Promise<void> {
  for (let part = await source.some(BLOCK); part !== null; part = await source.some(BLOCK))
    if (part.some((byte) => byte !== 0)) throw damaged('end');
}
