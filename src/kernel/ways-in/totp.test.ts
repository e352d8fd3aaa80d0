import { describe, expect, test } from 'vitest';
import { appAddress, codeOfStep, newSecret, stepAt, stepOf, toBase32 } from './totp';

/** The secret of the RFCs' own examples. */
const secret = Buffer.from('12345678901234567890', 'ascii');

describe('codes of the phone', () => {
  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('RFC 6238, appendix B: second %i', (second, code) =>
    expect(codeOfStep(secret, stepAt(second * 1000), 8)).toBe(code),
  );

  test.each([
    [0, '755224'],
    [1, '287082'],
    [9, '520489'],
  ])('RFC 4226, appendix D: counter %i', (counter, code) => expect(codeOfStep(secret, counter)).toBe(code));

  test.each([
    ['', ''],
    ['f', 'MY'],
    ['fo', 'MZXQ'],
    ['foobar', 'MZXW6YTBOI'],
  ])('RFC 4648: %s', (text, base32) => expect(toBase32(Buffer.from(text))).toBe(base32));

  test('a clock may be half a minute wrong, and not a whole one; a used step is over with all before it', () => {
    const now = 1_700_000_010_000;
    const step = stepAt(now);
    const fits = (of: number, lastStep = 0) => stepOf(secret, codeOfStep(secret, of), { now, lastStep });
    expect([-2, -1, 0, 1, 2].map((off) => fits(step + off))).toEqual([null, step - 1, step, step + 1, null]);
    expect([fits(step, step), fits(step - 1, step), fits(step + 1, step)]).toEqual([null, null, step + 1]);
    expect(stepOf(secret, '', { now, lastStep: 0 })).toBeNull();
  });

  test('the address for the app names the house and the account, whatever their signs', () => {
    expect(appAddress(secret, { issuer: '海晏盐场 工会', account: 'YT:01' })).toBe(
      `otpauth://totp/${encodeURIComponent('海晏盐场 工会')}:YT%3A01?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=${encodeURIComponent('海晏盐场 工会')}`,
    );
    expect(newSecret()).toHaveLength(20);
  });
});
