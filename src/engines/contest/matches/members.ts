import { hasTable, type MatchFile, type StageRule } from './file';
import { meetingsOf, walkoverTallies, type Meeting } from './meetings';

/** A stage with who is in it and what counts there, its groups apart. */
export interface StageGroup {
  readonly stage: StageRule;
  readonly group: string | null;
  readonly members: readonly string[];
  readonly meetings: readonly Meeting[];
}

/** Those who are out of the contest: they have no rank, and a rule says what becomes of their matches. */
export const outOf = (file: Pick<MatchFile, 'entrants'>): Set<string> =>
  new Set(file.entrants.filter(({ state }) => state !== 'entered').map(({ id }) => id));

/** Everybody is in the first stage, in the group that they were drawn into; in a later one is who plays in it. */
function membersOf(file: MatchFile, stage: StageRule, meetings: readonly Meeting[]): Map<string, string | null> {
  if (stage.id === file.rules.stages[0]?.id)
    return new Map(file.entrants.map(({ id, group }) => [id, hasTable(stage) ? (group ?? null) : null]));
  const known = new Set(file.entrants.map(({ id }) => id));
  const members = new Map<string, string | null>();
  for (const { sides, group } of meetings)
    for (const side of sides) if (side !== null && known.has(side)) members.set(side, hasTable(stage) ? group : null);
  return members;
}

/** The matches that nobody will play any more because one of the two is out, each lost by who is. */
function lostByAbsence(stage: StageRule, members: readonly string[], meetings: readonly Meeting[], out: Set<string>) {
  const legs = stage.kind === 'round_robin' ? stage.legs : 0;
  const missing: Meeting[] = [];
  for (const [index, one] of members.entries())
    for (const other of members.slice(index + 1)) {
      if (out.has(one) === out.has(other)) continue;
      const had = meetings.filter(({ sides }) => sides.includes(one) && sides.includes(other)).length;
      const outcome = out.has(other) ? 'first' : 'second';
      for (let leg = had; leg < legs; leg += 1)
        missing.push({
          stage: stage.id,
          round: 0,
          group: null,
          sides: [one, other],
          how: 'walkover',
          fouls: [0, 0],
          bracket: 'main',
          place: null,
          ...walkoverTallies(stage.score, outcome),
        });
    }
  return missing;
}

/** What counts of the matches of a table, after the rule about those who are out. */
function counted(
  file: MatchFile,
  stage: StageRule,
  members: readonly string[],
  meetings: readonly Meeting[],
): Meeting[] {
  const out = outOf(file);
  if (!hasTable(stage) || out.size === 0) return [...meetings];
  switch (file.rules.withdrawals) {
    case 'keep':
      return [...meetings];
    case 'delete_all':
      return meetings.filter(({ sides }) => sides.every((side) => side === null || !out.has(side)));
    case 'walkovers':
      return [...meetings, ...lostByAbsence(stage, members, meetings, out)];
  }
}

/** The groups of every stage that has begun, in their order; the first stage stands there before its first match. */
export function stageGroupsOf(file: MatchFile): StageGroup[] {
  const known = new Set(file.entrants.map(({ id }) => id));
  const all = meetingsOf(file).filter(({ sides }) => sides.every((side) => side === null || known.has(side)));
  return file.rules.stages.flatMap((stage, index) => {
    const own = all.filter((meeting) => meeting.stage === stage.id);
    if (index > 0 && own.length === 0) return [];
    const members = membersOf(file, stage, own);
    const groups = [...new Set(members.values())].sort(inOrderOf(file));
    return groups.map((group) => {
      const inGroup = [...members].filter(([, of]) => of === group).map(([id]) => id);
      const inside = new Set(inGroup);
      const theirs = own.filter(({ sides }) => sides.every((side) => side === null || inside.has(side)));
      return { stage, group, members: inGroup, meetings: counted(file, stage, inGroup, theirs) };
    });
  });
}

function inOrderOf(file: MatchFile): (one: string | null, other: string | null) => number {
  const places = new Map(file.groups.map(({ id }, place) => [id, place]));
  const placeOf = (group: string | null) => (group === null ? -1 : (places.get(group) ?? places.size));
  return (one, other) => placeOf(one) - placeOf(other) || (String(one) < String(other) ? -1 : 1);
}
