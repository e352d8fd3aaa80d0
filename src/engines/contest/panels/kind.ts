import type { Context } from '#kernel';
import { accountsOfPeople } from '#engines/roster';
import type { KindOfContest } from '../contests/kinds';
import type { ContestRecord } from '../contests/store';
import type { FileFault } from '../ranking/contest-file';
import { faultsOfPanelRules, faultsOfPanelSize } from './faults';
import { panelRules } from './file';
import { panelOf, roundOf } from './panel';

/** Judges, one of whom chairs, who can reach their ballots; numbers where judges see nothing else. */
async function notReady(ctx: Context, contest: ContestRecord): Promise<FileFault[]> {
  const panel = await panelOf(ctx, contest);
  const say = (at: string, key: string, params: Record<string, string> = {}): FileFault => ({
    ...{ at, key: `panels.faults.${key}`, params },
  });
  const isJudged = panel.rules.parts.some(({ by }) => by === 'judges');
  if (panel.judges.length === 0 && isJudged) return [say('judges', 'no_judges')];
  const people = panel.judges.flatMap(({ personId }) => personId ?? []);
  const accounts = await accountsOfPeople(ctx, people);
  const isNumbered = panel.file.entrants.every(({ number }) => number !== undefined);
  return [
    ...(isJudged && !panel.judges.some(({ isChair }) => isChair) ? [say('judges', 'no_chair')] : []),
    ...panel.judges
      .filter(({ personId }) => personId !== null && !accounts.has(personId))
      .map(({ seat, name }) => say(`judges.${seat}`, 'no_account', { name })),
    ...(panel.rules.isBlind && !isNumbered ? [say('entrants', 'numbers_missing')] : []),
    ...faultsOfPanelSize(panel.file, panel.file.results),
  ];
}

export const panelKind: KindOfContest = {
  kind: 'panel',
  rules: panelRules,
  fewest: 1,
  takesLateEntries: false,
  isBlind: (rules) => panelRules.parse(rules).isBlind,
  faultsOfRules: (rules) => faultsOfPanelRules(panelRules.parse(rules)),
  notReady,
  gather: async (ctx, contest) => {
    const panel = await panelOf(ctx, contest);
    const unsigned = panel.rules.rounds.flatMap(({ name }, i): FileFault[] =>
      roundOf(panel, i + 1).signedAt === null
        ? [{ at: `rounds.${i + 1}`, key: 'panels.faults.round_unsigned', params: { round: name } }]
        : [],
    );
    return { file: panel.file, missing: unsigned };
  },
};
