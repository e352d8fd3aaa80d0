import type { Parameter } from '#kernel';
import { auditDaysShape } from './contract';

export const auditDays: Parameter<number> = {
  shape: auditDaysShape,
  seed: {
    value: 15,
    validFrom: '1949-10-01',
    level: 'product',
    source: '由经审会在审查意见中确定；15个工作日为软件默认值，请按本单位办法核对',
    confidence: 'K-L',
  },
};
