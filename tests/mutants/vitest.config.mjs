import { defineConfig } from 'vitest/config';
import stryker from './stryker.config.mjs';

/** The tests beside the rules that are changed, and no other: they need neither database nor pages. */
export default defineConfig({
  test: { include: stryker.mutate.map((path) => path.replace(/\.ts$/, '.test.ts')) },
});
