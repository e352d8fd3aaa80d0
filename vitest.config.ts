import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take the longest, so that none of them begins when all others are done. */
const long = [
  'tests/browser/pages.test.ts',
  'tests/faults/kills.test.ts',
  'tests/browser/offline.test.ts',
  'tests/browser/plan.test.ts',
  'tests/browser/',
  'src/kernel/postgres/',
  'tests/commands/',
  'tests/http/',
  'tests/',
];

function rankOf({ moduleId }: TestSpecification): number {
  const found = long.findIndex((part) => moduleId.includes(`/${part}`));
  return found < 0 ? long.length : found;
}

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.toSorted((one, other) => rankOf(one) - rankOf(other));
  }
}

export default defineConfig({
  test: {
    maxWorkers: 2,
    // The program is loaded once a worker, not once a file: that alone was a quarter of a run. What a file leaves behind in
    // a module (a patched object, a registered text) meets the next one, so a test undoes what it changes.
    isolate: false,
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'all',
          include: ['src/**/*.test.ts', 'tests/**/*.test.ts'],
          globalSetup: ['tests/database.setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
