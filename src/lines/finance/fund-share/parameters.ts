import type { Parameter } from '#kernel';
import { shareDaysShape } from './contract';

export const shareDays: Parameter<number> = {
  shape: shareDaysShape,
  seed: {
    value: 15,
    validFrom: '1949-10-01',
    level: 'product',
    source: '通常次月15日前拨缴；请按当地规定核对',
    confidence: 'K-M',
  },
};
