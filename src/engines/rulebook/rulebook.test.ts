import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction, seedParameters, setParameter, type Context, type Parameter } from '#kernel';
import { openTestDatabase, type TestDatabase } from '#kernel/testing';
import { rules } from './contract';
import { judgeCap, leastFor, reaches, rulebookModule, ruleOn } from './index';

interface Listed {
  key: string;
  value: unknown;
  unit: string;
}

const listed = JSON.parse(readFileSync(new URL('./domain-parameters.json', import.meta.url), 'utf8')) as Listed[];

/** Under which name an entry of the list stands here. */
// prettier-ignore
const names: Readonly<Record<string, keyof typeof rules>> = {
  'dues.rate': 'duesRate',
  'dues.baseTruncateTo': 'duesBaseStep',
  'fund.employerRate': 'employerRate',
  'fund.split.grassroots': 'retainedShare',
  'fund.split.upper': 'remittedShare',
  'spend.winnersMaxShare': 'winnersMost',
  'spend.duesTopUpFactor': 'duesTopUp',
  'union.committeeTermYears': 'committeeTermYears',
  'union.minMembersForCommittee': 'committeeLeastMembers',
  'union.extraordinaryAssemblyShare': 'extraordinaryAssembly',
  'union.partTimeWorkdaysPerMonth': 'partTimeDays',
  'women.teamMinShare': 'womenTeamLeast',
  'congress.quorum': 'congressQuorum',
  'congress.pass': 'congressPass',
  'congress.minDelegateShare': 'delegatesLeastShare',
  'congress.minDelegates': 'delegatesLeast',
  'congress.maxManagerShare': 'managersMost',
  'congress.termYears': 'congressTermYears',
  'congress.minMeetingsPerYear': 'congressMeetings',
  'congress.papersDaysBefore': 'papersDaysBefore',
  'congress.reportUpperWorkdays': 'congressReportDays',
  'congress.extraordinaryShare': 'extraordinaryCongress',
  'proposal.minSeconders': 'seconders',
  'proposal.collectDaysBefore': 'proposalDaysBefore',
  'proposal.replyDays': 'proposalReplyDays',
  'disclosure.minDisplayDays': 'boardDays',
  'disclosure.replyDays': 'opinionReplyDays',
  'relief.maxPerTime': 'reliefPerTime',
  'relief.maxPerYear': 'reliefPerYear',
  'hardship.deepFactor': 'deepHardship',
  'hardship.relativeFactor': 'relativeHardship',
  'hardship.windowMonths': 'hardshipMonths',
  'hardship.noticeWorkdays': 'hardshipNoticeDays',
  'dibao.rushan.2025': 'livingAllowance',
  'autumnAid.universityFiled': 'studentAidUniversity',
  'autumnAid.highFiled': 'studentAidHighSchool',
  'hazard.levels': 'hazardLevels',
  'accident.reportHours': 'accidentReportHours',
  'injury.employerClaimDays': 'injuryEmployerDays',
  'injury.unionClaimYears': 'injuryUnionYears',
  'women.loadFrequentKg': 'loadFrequent',
  'women.loadIntermittentKg': 'loadIntermittent',
  'women.maternityDays': 'maternityDays',
  'women.dystociaExtra': 'dystociaDays',
  'women.multipleExtraEach': 'multipleBirthDays',
  'women.miscarriageLt4mDays': 'earlyMiscarriageDays',
  'women.miscarriageGe4mDays': 'lateMiscarriageDays',
  'women.nursingHourPerDay': 'nursingHours',
  'women.noOvertimeFromPregnancyMonth': 'pregnancyMonth',
  'canteen.healthCertMonths': 'healthCertificateMonths',
  'canteen.recordAfterExpiryMonths': 'recordsAfterExpiry',
  'canteen.recordNoExpiryMonths': 'recordsWithoutExpiry',
  'canteen.sampleGrams': 'sampleGrams',
  'canteen.sampleHours': 'sampleHours',
  'judge.dropHigh': 'dropHighest',
  'judge.dropLow': 'dropLowest',
  'judge.decimals': 'scoreDecimals',
  'judge.tieDecimals': 'tieDecimals',
  'tt.points': 'tableTennisPoints',
  'xiangqi.points': 'chessPoints',
  'award.noticeWorkdays': 'awardNoticeDays',
  'security.logMonths': 'logMonths',
  'privacy.piaKeepYears': 'assessmentYears',
  'archive.voucherYears': 'voucherYears',
};

/** Kept by the sign-in as it is built, so that nobody can set them lower. */
const builtIn = ['security.lockAttempts', 'security.passwordMin'];

/** Sums are fen here, ranges have names, and grades are Chinese words. */
function asHere({ value, unit }: Listed): unknown {
  if (unit.startsWith('CNY')) return (value as number) * 100;
  if (unit === 'range') return { from: (value as number[])[0], to: (value as number[])[1] };
  return unit === 'enum' ? ['一般', '重大'] : value;
}

test('every figure of the list is a rule here with the same value', () => {
  const missing = listed.filter(({ key }) => !builtIn.includes(key) && names[key] === undefined);
  expect(missing.map(({ key }) => key)).toEqual([]);
  const here = listed.flatMap((one) => (names[one.key] === undefined ? [] : [[one.key, rules[names[one.key]!].value]]));
  expect(here).toEqual(listed.filter(({ key }) => names[key] !== undefined).map((one) => [one.key, asHere(one)]));
});

describe('shares', () => {
  // prettier-ignore
  test.each([
    ['2/3', 80, 120, true], ['2/3', 79, 120, false],
    ['2/3', 20, 30, true], ['2/3', 116, 175, false], ['2/3', 117, 175, true],
    ['>1/2', 60, 120, false], ['>1/2', 61, 120, true], ['>1/2', 88, 175, true], ['>1/2', 87, 175, false],
    ['1/3', 0, 0, true], ['>1/2', 0, 0, false],
  ] as const)('%s of the whole: %i of %i is %s', (share, part, whole, expected) =>
    expect(reaches(share, part, whole)).toBe(expected));

  test('the fewest that reach a share reach it, and one less does not', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 5000 }),
        (a, b, isStrict, whole) => {
          const share = `${isStrict ? '>' : ''}${Math.min(a, b)}/${Math.max(a, b)}`;
          const least = leastFor(share, whole);
          if (least <= whole) expect(reaches(share, least, whole)).toBe(true);
          if (least > 0) expect(reaches(share, least - 1, whole)).toBe(false);
        },
      ),
    ));
});

test.each([
  [null, 1n, 'unset'],
  [null, 0n, 'unset'],
  [300_000, 300_000n, 'within'],
  [300_000, 300_001n, 'above'],
  [0, 1n, 'above'],
] as const)('a cap of %s fen and %s fen: %s', (cap, amount, verdict) => expect(judgeCap(cap, amount)).toBe(verdict));

describe('a rule of a day', () => {
  let database: TestDatabase;
  const parameters = new Map(rulebookModule.parameters!.map((one): [string, Parameter] => [one.shape.key, one]));
  const run = <R>(act: (ctx: Context) => Promise<R>) => {
    const seed = database.seed();
    return inTransaction({ ...seed, house: { ...seed.house, parameters } }, act);
  };
  beforeAll(async () => {
    database = await openTestDatabase();
    await run(seedParameters);
  });
  afterAll(() => database.close());

  test('that nobody has set is unset, until somebody sets it from a day on', async () => {
    const on = (day: string) => run((ctx) => ruleOn(ctx, rules.hospitalVisit, day));
    expect((await on('2024-06-18')).value).toBeNull();
    const source = '市总工会〔2024〕12号';
    await run((ctx) =>
      setParameter(ctx, { key: 'rulebook.hospitalVisit', value: 100_000, validFrom: '2024-06-18', source }),
    );
    const [before, after] = [await on('2024-06-17'), await on('2024-06-18')];
    expect([before.value, after.value, after.source]).toEqual([null, 100_000, source]);
    expect(before.versionId).not.toBe(after.versionId);
  });

  // prettier-ignore
  test.each([
    ['rulebook.duesRate', 1.5], ['rulebook.winnersMost', '2/0'], ['rulebook.winnersMost', '66%'],
    ['rulebook.hospitalVisit', 0.5], ['rulebook.hospitalVisit', -1], ['rulebook.congressTermYears', { from: 5, to: 3 }],
    ['rulebook.chessPoints', { win: 2, draw: 1 }], ['rulebook.committeeTermYears', []],
  ] as const)('%s can not be %o', async (key, value) => {
    const setting = { key, value, validFrom: '2024-06-18', source: '试' };
    await expect(run((ctx) => setParameter(ctx, setting))).rejects.toMatchObject({ code: 'kernel.invalid_input' });
  });
});
