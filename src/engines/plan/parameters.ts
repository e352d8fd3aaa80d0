import type { Parameter } from '#kernel';
import { aboutToleranceShape, riskShareShape, windowRulesShape } from './contract-parameters';
import type { WindowRules } from './parse/parsed-plan';
import { defaultWindowRules } from './parse/window-rules';
import { recomputeWindows } from './reread-windows';
import { plansReadBy } from './store-parameters';

const FIRST_DAY = '1949-10-01';

const windowRules: Parameter<WindowRules> = {
  shape: windowRulesShape,
  seed: {
    value: defaultWindowRules,
    validFrom: FIRST_DAY,
    level: 'product',
    source: '公文里时间词的通常读法',
    confidence: 'K-H',
    note: '上旬、年底等词语对应的日子',
  },
  whenInForce: recomputeWindows,
  countUses: plansReadBy,
};

const aboutTolerance: Parameter<number> = {
  shape: aboutToleranceShape,
  seed: {
    value: 0.1,
    validFrom: FIRST_DAY,
    level: 'product',
    source: '上下各一成；没有法规规定',
    confidence: 'K-M',
    note: '“左右”上下各一成',
  },
};

const riskShare: Parameter<number> = {
  shape: riskShareShape,
  seed: {
    value: 0.1,
    validFrom: FIRST_DAY,
    level: 'product',
    source: '期限的最后一成；没有法规规定',
    confidence: 'K-M',
    note: '期限的最后一成算作有风险',
  },
};

/** The rules by which a plan is read and its states are told; an enterprise may set its own from a day on. */
export const parameters: readonly Parameter[] = [windowRules, aboutTolerance, riskShare];
