import { type ModulePages, textsOf } from '#ui';
import type nominationsZh from '../nominations/locale/zh-CN.json';
import type pagesZh from '../pages/locale/zh-CN.json';
import type roundsZh from '../rounds/locale/zh-CN.json';

type Words = (typeof pagesZh)['pages'] &
  Pick<(typeof roundsZh)['rounds'], 'states'> & { nominationStates: (typeof nominationsZh)['nominations']['states'] };

/** The words of the pages, with those that the areas have for states. */
async function join(
  files: readonly [
    Promise<{ default: { pages: object } }>,
    Promise<{ default: { rounds: { states: object } } }>,
    Promise<{ default: { nominations: { states: object } } }>,
  ],
): Promise<{ default: object }> {
  const [pages, rounds, nominations] = await Promise.all(files);
  const states = rounds.default.rounds.states;
  return { default: { ...pages.default.pages, states, nominationStates: nominations.default.nominations.states } };
}

export const honourTexts = {
  'zh-CN': () =>
    join([
      import('../pages/locale/zh-CN.json'),
      import('../rounds/locale/zh-CN.json'),
      import('../nominations/locale/zh-CN.json'),
    ]),
  en: () =>
    join([
      import('../pages/locale/en.json'),
      import('../rounds/locale/en.json'),
      import('../nominations/locale/en.json'),
    ]),
} as ModulePages['texts'];

export const useHonourTexts = textsOf<Words>('honours');
