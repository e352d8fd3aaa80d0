import type { Parameter } from '#kernel';
import { codeDaysShape } from './contract';

/** Long enough for a shift that comes back after its days off, short enough that no slip lies about for a year. */
export const codeDays: Parameter<number> = {
  shape: codeDaysShape,
  seed: {
    value: 14,
    validFrom: '1949-10-01',
    level: 'product',
    source: '两周；没有法规规定',
    confidence: 'K-M',
  },
};
