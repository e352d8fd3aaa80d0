import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scorePlan, type Answers } from '../../../../tests/plans/score';
import { uncoveredCharacters } from './coverage';
import { parsePlan } from './parse-plan';
import type { ParsedPlan } from './parsed-plan';

const folder = new URL('../../../../tests/plans/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const plans = readdirSync(folder)
  .filter((file) => file.endsWith('.expected.json'))
  .map((file) => file.replace('.expected.json', ''));

describe.each(plans)('the plan of %s', (name) => {
  const text = read(`${name}.txt`);
  const parsed = parsePlan(text);
  const expected = JSON.parse(read(`${name}.expected.json`)) as Answers;

  it('is read as it was labelled by hand', () => {
    const least = name === 'salt-works-2024' ? 0.95 : 0.9;
    const low = Object.entries(scorePlan(parsed, expected)).filter(([, s]) => s.recall < least || s.precision < least);
    expect(low).toEqual([]);
  });

  it('has every character of its sections in a commitment or a title', () => {
    expect(uncoveredCharacters(text, parsed)).toEqual([]);
  });

  it('answers exact slices only', () => {
    expect(slicesOf(parsed).filter((s) => text.slice(s.at, s.at + s.text.length) !== s.text || s.text === '')).toEqual(
      [],
    );
  });

  it('colours spans in order, none over another', () => {
    const wrong = parsed.spans.filter((s, i) => s.end <= s.at || s.at < (parsed.spans[i - 1]?.end ?? 0));
    expect(wrong).toEqual([]);
  });
});

it('keeps at least fourteen labelled plans of different unions', () => {
  expect(plans.length).toBeGreaterThanOrEqual(14);
});

function slicesOf(parsed: ParsedPlan): { text: string; at: number }[] {
  const members = parsed.commitments.flatMap((c) => c.members ?? []).map((m) => ({ text: m.name, at: m.at }));
  const titles = parsed.sections.filter((s) => s.title !== '').map((s) => ({ text: s.title, at: s.at }));
  return [
    ...parsed.commitments,
    ...parsed.dated,
    ...parsed.money,
    ...parsed.quantities,
    ...parsed.ordinals,
    ...parsed.responsible,
    ...members,
    ...titles,
  ];
}
