/**
 * `npm run check:mutants`: rules that decide about money are changed on purpose, one operator, bound, order or condition at a
 * time, and words and shapes too: no kind of change is left out. One that no test of these rules notices is a rule that nobody
 * holds. A change that can't behave otherwise wants a plainer rule; what is left of such says why in a comment of its own.
 */
export default {
  // A module joins by a row here, once every change of its rules is noticed.
  mutate: [
    'src/engines/ledger/**/rules.ts',
    'src/lines/membership/dues/rules.ts',
    'src/lines/finance/**/rules.ts',
    'src/lines/relief/**/rules.ts',
    'src/lines/savings/**/rules.ts',
  ],
  plugins: ['@stryker-mutator/vitest-runner'],
  testRunner: 'vitest',
  // `related` would make vitest look for every test that reaches a rule, those with a database among them.
  vitest: { configFile: 'tests/mutants/vitest.config.mjs', related: false },
  coverageAnalysis: 'perTest',
  // Changed loops may have no end. The tests of a rule take milliseconds, so that two seconds tell.
  timeoutMS: 2000,
  concurrency: 2,
  reporters: ['progress-append-only', 'clear-text'],
  clearTextReporter: { logTests: false, reportTests: false, allowColor: false, allowEmojis: false },
  // One change that goes unnoticed makes the command fail.
  thresholds: { high: 100, low: 100, break: 100 },
  tempDirName: '.cache/mutants',
  // What no rule needs isn't copied.
  ignorePatterns: ['.cache', 'dist', 'docs', 'test-results'],
};
