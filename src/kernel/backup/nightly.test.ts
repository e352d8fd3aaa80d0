import { mkdtempSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { backUpWhenDue, keptBackups, lastNight } from './nightly';

const shanghai = (moment: string) => new Date(`${moment}+08:00`);

test.each([
  ['2026-03-05T01:59:00', '2026-03-04T02:00:00'],
  ['2026-03-05T02:00:00', '2026-03-05T02:00:00'],
  ['2026-03-01T00:10:00', '2026-02-28T02:00:00'],
])('at %s the last night was %s', (now, night) => expect(lastNight(shanghai(now))).toEqual(shanghai(night)));

/** Makes empty backups whose age is the moment of their name. */
function ground() {
  const folder = mkdtempSync(join(tmpdir(), 'gonghui-nightly-'));
  const at = (moment: string) => {
    const now = shanghai(moment);
    return backUpWhenDue({
      folder,
      now: () => now,
      make: async (target) => {
        writeFileSync(target, 'x');
        utimesSync(target, now, now);
      },
    });
  };
  return { folder, at };
}

test('one backup a night, made late when the machine slept', async () => {
  const { at } = ground();
  expect(await at('2026-03-05T09:00:00')).toBe(true);
  expect(await at('2026-03-05T09:10:00')).toBe(false);
  expect(await at('2026-03-06T01:00:00')).toBe(false);
  expect(await at('2026-03-06T02:05:00')).toBe(true);
});

test('seven are kept, half ones of a killed run go, and files of others are left alone', async () => {
  const { folder, at } = ground();
  writeFileSync(join(folder, 'mine.tar.gz'), 'x');
  writeFileSync(join(folder, 'gonghui-20260301-0200.tar.gz.123.part'), 'x');
  for (let day = 1; day <= 10; day += 1) await at(`2026-03-${String(day).padStart(2, '0')}T03:00:00`);
  expect((await keptBackups(folder)).map(({ file }) => basename(file))).toEqual(
    ['10', '09', '08', '07', '06', '05', '04'].map((day) => `gonghui-202603${day}-0300.tar.gz`),
  );
  expect(readdirSync(folder)).toContain('mine.tar.gz');
  expect(readdirSync(folder)).toHaveLength(8);
});
