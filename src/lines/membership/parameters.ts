import type { Parameter } from '#kernel';
import { bodySeeds } from './bodies/size-seeds';
import { duesRule } from './dues/schemes';
import { declarationShape, receiptDaysShape, stepDaysShape, type StepDays } from './parameter-contract';

const FIRST_DAY = '1949-10-01';

const stepDays: Parameter<StepDays> = {
  shape: stepDaysShape,
  seed: {
    value: { opinion: 5, decision: 10 },
    validFrom: FIRST_DAY,
    level: 'product',
    source: '没有法规规定；小组五个工作日、委员会十个工作日',
    confidence: 'K-M',
  },
};

const receiptDays: Parameter<number> = {
  shape: receiptDaysShape,
  seed: {
    value: 30,
    validFrom: FIRST_DAY,
    level: 'product',
    source: '没有法规规定；通常一个月内收到回执',
    confidence: 'K-M',
  },
};

const declaration: Parameter<string> = {
  shape: declarationShape,
  seed: {
    value:
      '我自愿加入中国工会，遵守《中国工会章程》，执行工会决议，积极参加工会活动，按时交纳会费，努力完成本职工作，为维护职工的合法权益尽自己的一份力量。请工会组织批准。',
    validFrom: FIRST_DAY,
    level: 'product',
    source: '照《中国工会章程》对会员的要求拟写，请换成上级工会申请书的原文',
    confidence: 'K-M',
  },
};

export const parameters: readonly Parameter[] = [
  stepDays,
  receiptDays,
  declaration,
  duesRule as Parameter,
  ...bodySeeds,
];
