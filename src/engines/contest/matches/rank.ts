import { decimalWords, rounded } from '../ranking/decimals';
import type { FileEntrant, RankedRow, Ranking } from '../ranking/contest-file';
import type { Placed } from '../ranking/order';
import { placeLines } from './criteria';
import { placeCourses } from './elimination';
import { hasTable, type MatchFile } from './file';
import { outOf, stageGroupsOf, type StageGroup } from './members';
import { tableOf } from './table';

type Note = RankedRow['notes'][number];

interface Row {
  readonly id: string;
  readonly rank: number;
  readonly result: string;
  readonly steps: RankedRow['steps'];
}

const note = (key: string, params: Record<string, string> = {}): Note => ({ key: `matches.notes.${key}`, params });

/** Ratios are compared exactly and printed to four decimals. */
const stepsOf = ({ steps }: Placed<unknown>): RankedRow['steps'] =>
  steps.map(({ key, value }) => ({ key: `matches.criteria.${key}`, value: decimalWords(rounded(value, 4)) }));

/** Who has a place in one group of a stage, in the order of their places. */
function rowsOf(file: MatchFile, group: StageGroup): Row[] {
  const { stage } = group;
  const out = outOf(file);
  if (hasTable(stage))
    return placeLines(tableOf(file, group, stage))
      .filter(({ item }) => item.encounters.length > 0)
      .map((placed) => ({
        id: placed.item.id,
        rank: placed.rank,
        result: decimalWords(placed.item.points),
        steps: stepsOf(placed),
      }));
  return placeCourses(group)
    .filter(({ item }) => item.hasPlayed && !out.has(item.id))
    .map(({ item, rank }) => ({
      id: item.id,
      rank,
      result: String(item.won),
      steps: item.place === null ? [] : [{ key: 'matches.criteria.place', value: String(item.place) }],
    }));
}

/** Why somebody stands without a rank. */
function unranked(entrant: FileEntrant): RankedRow {
  const { state, reason } = entrant;
  const why =
    state === 'entered'
      ? note('no_match_yet')
      : reason === undefined
        ? note(state)
        : note(`${state}_because`, { reason });
  return { entrant: entrant.id, rank: null, isJoint: false, result: '', steps: [], notes: [why] };
}

/** Ranks close up, joint ones stay joint; who is out or has not played goes to the end. */
function published(file: MatchFile, members: readonly string[], rows: readonly Row[]): RankedRow[] {
  const first = new Map<number, number>();
  const sharing = new Map<number, number>();
  for (const [place, { rank }] of rows.entries()) {
    if (!first.has(rank)) first.set(rank, place + 1);
    sharing.set(rank, (sharing.get(rank) ?? 0) + 1);
  }
  const ranked = new Set(rows.map(({ id }) => id));
  const others = new Set(members.filter((id) => !ranked.has(id)));
  return [
    ...rows.map(({ id, rank, result, steps }) => ({
      entrant: id,
      rank: first.get(rank) ?? null,
      isJoint: (sharing.get(rank) ?? 0) > 1,
      result,
      steps,
      notes: [],
    })),
    ...file.entrants
      .filter(({ id }) => others.has(id))
      .sort((one, other) => (one.id < other.id ? -1 : 1))
      .map(unranked),
  ];
}

const ownRanking = (file: MatchFile, group: StageGroup) => ({
  group: group.group,
  rows: published(file, group.members, rowsOf(file, group)),
});

/** The table of every group of every stage that has begun, as a page shows it. */
export function stageTables(file: MatchFile): { stage: string; ranking: Ranking }[] {
  const groups = stageGroupsOf(file);
  return file.rules.stages
    .map(({ id }) => ({ stage: id, of: groups.filter(({ stage }) => stage.id === id) }))
    .filter(({ of }) => of.length > 0)
    .map(({ stage, of }) => ({
      stage,
      ranking: { groups: of.map((group) => ownRanking(file, group)) },
    }));
}

/**
 * The ranking of the whole contest. While only the first stage has begun, each of its groups has its own. Afterwards there is
 * one: by the last stage, then, by the stage before it, those who were not in it; there those of one place in their groups are equal.
 */
export function rankMatches(file: MatchFile): Ranking {
  const groups = stageGroupsOf(file);
  const begun = file.rules.stages.filter(({ id }) => groups.some(({ stage }) => stage.id === id));
  if (begun.length <= 1) return { groups: groups.map((group) => ownRanking(file, group)) };
  const taken = new Set<string>();
  const all: Row[] = [];
  for (const { id } of [...begun].reverse()) {
    const rows = groups
      .filter(({ stage }) => stage.id === id)
      .flatMap((group) => rowsOf(file, group))
      .filter((row) => !taken.has(row.id))
      .sort((one, other) => one.rank - other.rank || (one.id < other.id ? -1 : 1));
    const before = all.length;
    for (const row of rows) {
      taken.add(row.id);
      all.push({ ...row, rank: before + row.rank });
    }
  }
  const members = file.entrants.map(({ id }) => id);
  return { groups: [{ group: null, rows: published(file, members, all) }] };
}
