import { crc32, deflateSync } from 'node:zlib';
import { dice } from './random';

const WIDTH = 360;
const HEIGHT = 520;

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** A picture that looks like a photographed receipt: paper on a table, a head, lines of print. Each number has its own. */
export function receiptPicture(number: number): Buffer {
  const random = dice(number);
  const rows: Buffer[] = [];
  let ink = 0;
  for (let y = 0; y < HEIGHT; y += 1) {
    const row = Buffer.alloc(WIDTH + 1, 150);
    row[0] = 0;
    if (y > 24 && y < HEIGHT - 24) row.fill(246, 41, WIDTH - 40);
    const inLine = (y - 60) % 26;
    if (inLine === 0) ink = 80 + random.below(150);
    if (y > 60 && y < HEIGHT - 60 && inLine >= 0 && inLine < 9) {
      row.fill(60, 61, 61 + ink);
      row.fill(60, WIDTH - 110, WIDTH - 66);
    }
    rows.push(row);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
