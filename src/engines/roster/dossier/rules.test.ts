import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cleanFormerNames,
  identityCheckSign,
  maskBankCard,
  maskIdentityNumber,
  readBankCard,
  readIdentityNumber,
} from './rules';

const TODAY = '2024-06-18';

/** A number with a right check sign: region, birth, order. */
const numberOf = (region: string, birth: string, order: string): string => {
  const digits = `${region}${birth}${order}`;
  return digits + identityCheckSign(digits);
};

describe('an identity number', () => {
  // The example of GB 11643-1999 itself, whose check sign is an X.
  test('of the standard is read', () =>
    expect(readIdentityNumber('11010519491231002X', TODAY)).toEqual({
      number: '11010519491231002X',
      bornOn: '1949-12-31',
      gender: 'female',
    }));

  test.each([
    ['with a small x, blanks and full-width digits', ' １10105 19491231 002x ', '11010519491231002X'],
    ['with hyphens', '110105-19491231-002X', '11010519491231002X'],
    [
      'of a foreigner with a right of abode',
      numberOf('911124', '19880102', '001'),
      numberOf('911124', '19880102', '001'),
    ],
  ])('%s is read', (_what, text, number) => expect(readIdentityNumber(text, TODAY)).toMatchObject({ number }));

  test.each([
    ['fifteen digits', '110105491231002', 'roster.identity_old'],
    ['seventeen signs', '11010519491231002', 'roster.identity_malformed'],
    ['nineteen signs', '11010519491231002X1', 'roster.identity_malformed'],
    ['an X in the middle', '1101051949123100XX', 'roster.identity_malformed'],
    ['a region that there is not', numberOf('100105', '19491231', '002'), 'roster.identity_region'],
    ['a 31st of February', numberOf('110105', '19490231', '002'), 'roster.identity_birth_day'],
    ['a 29th of February of no leap year', numberOf('110105', '19990229', '002'), 'roster.identity_birth_day'],
    ['a birth before 1900', numberOf('110105', '18991231', '002'), 'roster.identity_birth_day'],
    ['a birth tomorrow', numberOf('110105', '20240619', '002'), 'roster.identity_birth_day'],
    ['another check sign', '110105194912310021', 'roster.identity_check_digit'],
  ])('refused: %s', (_what, text, fault) => expect(readIdentityNumber(text, TODAY)).toEqual({ fault }));

  test('born today is possible; an odd seventeenth digit is a man', () =>
    expect(readIdentityNumber(numberOf('370799', '20240618', '001'), TODAY)).toMatchObject({
      bornOn: TODAY,
      gender: 'male',
    }));

  test('no single wrong digit and no exchange of two neighbours passes', () => {
    const signs = fc.tuple(fc.integer({ min: 0, max: 999 }), fc.nat(16), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(signs, ([order, place, shift]) => {
        const right = numberOf('370799', '19800115', String(order).padStart(3, '0'));
        const wrong = [...right];
        wrong[place] = String((Number(wrong[place]) + shift) % 10);
        const turned = [...right];
        [turned[place], turned[place + 1]] = [turned[place + 1]!, turned[place]!];
        return (
          'fault' in readIdentityNumber(wrong.join(''), TODAY) &&
          (turned.join('') === right || 'fault' in readIdentityNumber(turned.join(''), TODAY))
        );
      }),
    );
  });

  test('is masked but for its first and last four signs', () =>
    expect(maskIdentityNumber('370799198001151234')).toBe('3707**********1234'));
});

describe('a bank card', () => {
  test.each([
    ['of sixteen digits in groups', '4111 1111 1111 1111', '4111111111111111'],
    ['of nineteen digits', '6222020200112230002', undefined],
  ])('%s', (_what, text, number) =>
    expect(readBankCard(text)).toEqual(number ? { number } : { fault: 'roster.bank_card_wrong' }),
  );

  test.each([
    ['eleven digits', '41111111111', 'roster.bank_card_malformed'],
    ['twenty digits', '41111111111111111111', 'roster.bank_card_malformed'],
    ['a letter', '411111111111111A', 'roster.bank_card_malformed'],
    ['one digit wrong', '4111111111111112', 'roster.bank_card_wrong'],
    ['two neighbours exchanged', '1411111111111111', 'roster.bank_card_wrong'],
  ])('refused: %s', (_what, text, fault) => expect(readBankCard(text)).toEqual({ fault }));

  test('is masked but for its last four digits', () => expect(maskBankCard('4111111111111234')).toBe('**** 1234'));
});

test('former names are kept once each, without the present one', () =>
  expect(cleanFormerNames(['张燕', '张海燕', '张燕'], '张海燕')).toEqual(['张燕']));
