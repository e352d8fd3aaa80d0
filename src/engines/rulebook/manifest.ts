import type { ModuleManifest, Parameter } from '#kernel';
import { rules } from './contract';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };

/** In force since before any record: what a later law changes is a later version. */
const FIRST_DAY = '1949-10-01';

const parameters = Object.values(rules).map(
  ({ shape, value, level, source, confidence }): Parameter =>
    ({ shape, seed: { value, validFrom: FIRST_DAY, level, source, confidence } }) as Parameter,
);

/** The figures of the law and of higher unions that lines reckon by: data, dated and sourced, and nothing else. */
export const rulebookModule: ModuleManifest = {
  name: 'rulebook',
  folder: 'engines/rulebook',
  permissions: [],
  routes: [],
  errors: {},
  texts: { 'zh-CN': zh, en },
  parameters,
  hasMigrations: false,
};
