import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { decrypt, encrypt } from './encryption';

async function* inPieces(content: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

async function all(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of chunks) parts.push(part);
  return Buffer.concat(parts);
}

const seal = (content: Buffer) => all(encrypt(inPieces(content, 1000), '口令 one'));
const open = (sealed: Buffer, passphrase = '口令 one') => all(decrypt(inPieces(sealed, 777), passphrase));

test.each([0, 1, 65_535, 65_536, 65_537, 200_000])('%i bytes come back as they were', async (size) => {
  const content = randomBytes(size);
  expect((await open(await seal(content))).equals(content)).toBe(true);
});

test('another passphrase is refused', async () => {
  await expect(open(await seal(Buffer.from('x')), 'other')).rejects.toMatchObject({ code: 'passphrase_wrong' });
});

test('a changed byte, a cut end, a moved or left-out chunk is refused', async () => {
  const sealed = await seal(randomBytes(200_000));
  const [header, chunk] = [48, 65_536 + 16];
  const changed = Buffer.from(sealed);
  changed[header + 70_000]! ^= 1;
  const first = sealed.subarray(header, header + chunk);
  const second = sealed.subarray(header + chunk, header + 2 * chunk);
  const rest = sealed.subarray(header + 2 * chunk);
  const bad = {
    changed,
    cut: sealed.subarray(0, sealed.length - 1),
    'cut between chunks': sealed.subarray(0, header + 2 * chunk),
    moved: Buffer.concat([sealed.subarray(0, header), second, first, rest]),
    'left out': Buffer.concat([sealed.subarray(0, header), second, rest]),
    longer: Buffer.concat([sealed, Buffer.from('x')]),
  };
  for (const [name, content] of Object.entries(bad))
    await expect(open(content), name).rejects.toMatchObject({ code: 'archive_damaged' });
});
