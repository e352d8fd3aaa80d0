import { serve, text, type ModuleManifest } from '#kernel';
import { joinTexts } from '#kernel/contract';
import { cultureErrors, culturePermissions, listDefinitions } from './contract';
import { definitions } from './definitions';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };
import { eventsHeld, participation } from './measures';
import rightsEn from './rights/locale/en.json' with { type: 'json' };
import rightsZh from './rights/locale/zh-CN.json' with { type: 'json' };

/** The line of culture and sports: chapter 9 of the plan. Its events live in the schedule; it brings their kinds and figures. */
export const cultureLine: ModuleManifest = {
  name: 'culture',
  folder: 'lines/culture',
  permissions: culturePermissions,
  routes: [
    serve(listDefinitions, async (ctx) => ({
      rows: definitions.map(({ words: _, ...definition }) => ({
        ...definition,
        name: text(ctx.language, `culture:definitions.${definition.key.slice('culture.'.length)}`),
        cohorts: [...definition.cohorts],
        themes: [...definition.themes],
      })),
    })),
  ],
  errors: cultureErrors,
  texts: joinTexts({ 'zh-CN': zh, en }, { 'zh-CN': rightsZh, en: rightsEn }),
  measures: [eventsHeld, participation],
  hasMigrations: false,
};
