import { describe, expect, test } from 'vitest';
import { mayFollow, statesIn } from '#engines/roster';
import { hasUnpaidSixMonths, procedures } from './applications/procedures';
import { claimOf, codeOf, isSealed, maskName } from './cards/code';
import { memberScheme } from './scheme';
import { yearBefore } from './statistics/statistics';
import type { MemberState } from './terms';

describe('the states of a member', () => {
  // prettier-ignore
  test.each<[MemberState | null, MemberState, boolean]>([
    [null, 'applicant', true],
    [null, 'active', true],           // a member of another union, or one who was here before this program
    [null, 'retained', false],
    ['applicant', 'active', true],
    ['applicant', 'withdrawn', false], // who was refused is what he was before
    ['active', 'retained', true],
    ['active', 'transferred_out', true],
    ['active', 'auto_withdrawn', true],
    ['active', 'applicant', false],
    ['retained', 'active', true],
    ['retained', 'auto_withdrawn', false], // who owes no dues can't lapse by them
    ['withdrawn', 'applicant', true],
    ['withdrawn', 'retained', false],
    ['transferred_out', 'active', true],
  ])('from %s to %s: %s', (from, to, expected) => expect(mayFollow(memberScheme, from, to)).toBe(expected));

  test('vote, candidacy, dues and benefits belong to the active alone; the retained are members still', () => {
    for (const trait of ['votes', 'stands', 'pays_dues', 'benefits'])
      expect(statesIn(memberScheme, trait)).toEqual(['active']);
    expect(statesIn(memberScheme)).toEqual(['active', 'retained']);
  });

  test('each procedure leads where the scheme lets it go', () => {
    for (const { from, leadsTo, makesApplicant } of Object.values(procedures))
      for (const state of from)
        expect(mayFollow(memberScheme, makesApplicant ? 'applicant' : state, leadsTo), `${state} → ${leadsTo}`).toBe(
          true,
        );
  });
});

// prettier-ignore
test.each([
  ['2024-01-15', '2024-07-14', false],
  ['2024-01-15', '2024-07-15', true],
  ['2023-08-31', '2024-02-28', false],
  ['2023-08-31', '2024-02-29', true],  // the month has no 31st
  ['2023-11-30', '2024-05-30', true],
])('unpaid since %s, six months are over on %s: %s', (since, on, expected) => expect(hasUnpaidSixMonths(since, on)).toBe(expected));

test('the same day a year before, also of a leap day', () =>
  expect(['2024-06-18', '2024-02-29'].map(yearBefore)).toEqual(['2023-06-18', '2023-02-28']));

describe('the code of a card', () => {
  const personId = '0190f5b0-1111-7222-8333-444455556666';
  const [secret, other] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
  const code = codeOf(personId, secret);

  test('says which card it is, and is sealed by that card’s secret alone', () => {
    expect(code).toMatch(/^[\w-]{43}$/);
    expect(claimOf(code)).toBe(personId);
    expect([isSealed(code, personId, secret), isSealed(code, personId, other)]).toEqual([true, false]);
  });

  test.each([
    ['another sign at its end', `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`],
    ['the id of another person', codeOf(personId.replace('1111', '2222'), other)],
  ])('with %s is no longer sealed', (_what, changed) => expect(isSealed(changed, personId, secret)).toBe(false));

  test.each(['', 'abc', `${code}=`, code.slice(1)])('“%s” is none', (text) => expect(claimOf(text)).toBeNull());

  test.each([
    ['王海燕', '王**'],
    ['单于', '单*'],
    ['𠮷', '𠮷*'],
  ])('%s is shown to strangers as %s', (name, masked) => expect(maskName(name)).toBe(masked));
});
