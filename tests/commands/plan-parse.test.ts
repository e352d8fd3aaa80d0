import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { programFolder } from '#kernel';
import type { ParsedPlan } from '#engines/plan';
import { gonghui } from './terminal';

const root = programFolder();
const folder = mkdtempSync(join(tmpdir(), 'gonghui-parse-'));
const realPlan = join(root, 'tests', 'plans', 'salt-works-2024.txt');
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('as a process', () => {
  const run = (args: string[], input?: string) =>
    spawnSync(process.execPath, [join(root, 'scripts', 'gonghui.mjs'), 'plan', 'parse', ...args], {
      encoding: 'utf8',
      input,
      cwd: folder,
    });

  beforeAll(() => {
    // Builds the tool when its sources are newer, so that the runs below show the tool alone.
    spawnSync(process.execPath, [join(root, 'scripts', 'gonghui.mjs'), '--help']);
  });

  test('standard output is one JSON object and nothing else; every text is the slice at its place', () => {
    const { status, stdout, stderr } = run([realPlan, '--json']);
    expect([status, stderr]).toEqual([0, '']);
    const plan = JSON.parse(stdout) as ParsedPlan;
    const source = readFileSync(realPlan, 'utf8');
    expect(plan.year).toBe(2024);
    expect(plan.sections.map((section) => section.number)).toEqual(['2', '3', '4', '5', '6', '7', '8', '9', '10']);
    for (const { at, text } of [
      ...plan.commitments,
      ...plan.dated,
      ...plan.money,
      ...plan.quantities,
      ...plan.ordinals,
    ])
      expect(source.slice(at, at + text.length)).toBe(text);
  });

  test('a refusal is one line on standard error, and nothing on standard output', () => {
    const { status, stdout, stderr } = run([file('plan.pdf', '%PDF-1.7\n%\xe2\xe3\n1 0 obj'), '--json']);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stderr).toContain('PDF');
  });

  test('pasted text comes through standard input', () => {
    const { status, stdout } = run(['-', '--json', '--year', '2025'], '一、5月初组织职工乒乓球比赛。');
    expect(status).toBe(0);
    expect((JSON.parse(stdout) as ParsedPlan).year).toBe(2025);
  });

  test('it loads its own small bundle and nothing of the server', () => {
    const bundle = join(root, 'dist', 'server', 'plan-parse.js');
    expect(statSync(bundle).size).toBeLessThan(400_000);
    expect(readFileSync(bundle, 'utf8')).not.toMatch(/from "\.\/(chunk|main)/);
  });
});

const word = (parts: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, Buffer.from(text)])));
const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1024)]);

describe('what can be read exits 0', () => {
  test.each([
    ['an ordinary text without any plan', () => file('letter.txt', '今天天气很好。')],
    ['a GBK text', () => file('gbk.txt', Buffer.from('cbc4d4c2b3f5a3ac', 'hex'))],
    ['HTML signs inside a text', () => file('signs.txt', '1、5月初<b>组织</b>比赛 & "评奖"。')],
    ['Markdown', () => file('plan.md', '# 计划\n\n1. 5月初组织比赛。')],
  ])('%s', async (_name, path) => {
    const { code, out } = await gonghui({}, 'plan', 'parse', path(), '--json');
    expect(code).toBe(0);
    expect(() => void JSON.parse(out)).not.toThrow();
  });

  test('without --json people get a summary', async () => {
    const { code, out } = await gonghui({}, 'plan', 'parse', realPlan);
    expect(code).toBe(0);
    expect(out).toContain('承诺 / promises');
    expect(() => void JSON.parse(out)).toThrow();
  });
});

describe('what cannot be read exits 2 with one line', () => {
  test.each([
    ['no file given', [], 'FILE'],
    ['two files', ['a', 'b'], 'FILE'],
    ['a file that is not there', [join(folder, 'none.txt')], '找不到'],
    ['a folder', [folder], '文件夹'],
    ['an unknown option', [realPlan, '--fast'], '--fast'],
    ['a year in words', [realPlan, '--year', 'next'], '--year'],
    ['an option without its value', [realPlan, '--year'], '--year'],
  ])('%s', async (_name, args, part) => expectOneLine(args, part));

  test.each([
    ['empty', 'empty.txt', () => '', '没有文字'],
    ['blank', 'blank.txt', () => ' \n\t　\n', '没有文字'],
    ['binary', 'data.txt', () => Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 37) % 256)), 'docx'],
    ['old Word', 'plan.doc', () => ole, '.doc'],
    ['WPS', 'plan.wps', () => ole, 'WPS'],
    ['PDF', 'plan.pdf', () => '%PDF-1.4\n', 'PDF'],
    ['RTF', 'plan.rtf', () => '{\\rtf1\\ansi x}', 'RTF'],
    ['picture', 'scan.png', () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(64)]), '图片'],
    ['spreadsheet', 'plan.xlsx', () => word({ 'xl/workbook.xml': '<x/>', '[Content_Types].xml': '<x/>' }), 'docx'],
    ['archive', 'plan.zip', () => word({ 'a.txt': 'x' }), '压缩'],
    [
      'broken Word',
      'plan.docx',
      () => word({ '[Content_Types].xml': '<x/>', 'word/document.xml': '<w:document' }).slice(0, 100),
      'docx',
    ],
    ['Word without a body', 'half.docx', () => word({ '[Content_Types].xml': '<x/>' }), 'docx'],
    ['over ten megabytes', 'long.txt', () => '5月初组织比赛。\n'.repeat(800_000), 'MB'],
    [
      'zip bomb',
      'bomb.docx',
      () =>
        zipSync(
          { '[Content_Types].xml': Buffer.from('<x/>'), 'word/document.xml': new Uint8Array(400_000_000) },
          { level: 6 },
        ),
      '',
    ],
  ])('%s', async (_name, name, content, part) => expectOneLine([file(name, content())], part));

  async function expectOneLine(args: readonly string[], part: string): Promise<void> {
    const { code, out, said } = await gonghui({}, 'plan', 'parse', ...args, '--json');
    expect([code, out]).toEqual([2, '']);
    expect(said).toHaveLength(1);
    expect(said[0]).not.toContain('\n');
    expect(said[0]).toContain(part);
  }

  test('a folder that may not be entered', async () => {
    mkdirSync(join(folder, 'closed'), { mode: 0o000 });
    const { code, said } = await gonghui({}, 'plan', 'parse', join(folder, 'closed', 'plan.txt'));
    expect([code, said.length]).toEqual([2, 1]);
  });
});
