import type { ModuleManifest, ParameterSeed } from '#kernel';
import type { RecogniseEvent } from './confirm';
import { planErrors, planPermissions } from './contract';
import { evidenceFiled } from './evidence';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import { defaultWindowRules } from './parse/window-rules';
import { planRoutes } from './routes';
import { tasksDone } from './tasks';

const FIRST_DAY = '1949-10-01';

/** The rules by which a plan is read and its states are told; an enterprise may set its own from a day on. */
const parameters: ParameterSeed[] = [
  {
    key: 'plan.windowRules',
    value: defaultWindowRules,
    unit: null,
    validFrom: FIRST_DAY,
    level: 'product',
    source: 'docs/requirements.md S0.1, S9.7',
    confidence: 'K-H',
    note: '上旬、年底等词语对应的日子',
  },
  {
    key: 'plan.aboutTolerance',
    value: 0.1,
    unit: 'ratio',
    validFrom: FIRST_DAY,
    level: 'product',
    source: 'docs/requirements.md S9.2',
    confidence: 'K-M',
    note: '“左右”上下各一成',
  },
  {
    key: 'plan.riskShare',
    value: 0.1,
    unit: 'ratio',
    validFrom: FIRST_DAY,
    level: 'product',
    source: 'docs/requirements.md S3.3',
    confidence: 'K-M',
    note: '期限的最后一成算作有风险',
  },
];

/** The plan engine, with the way to recognise the events that lines define. */
export function planModule(recogniseEvent: RecogniseEvent): ModuleManifest {
  return {
    name: 'plan',
    folder: 'engines/plan',
    permissions: planPermissions,
    routes: planRoutes(recogniseEvent),
    errors: planErrors,
    texts: { 'zh-CN': zh, en },
    measures: [evidenceFiled, tasksDone],
    parameters,
    hasMigrations: true,
  };
}
