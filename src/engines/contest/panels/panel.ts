import { AppError, may, notFound, type Context } from '#kernel';
import { peopleById } from '#engines/roster';
import { entrantNames } from '../contests/names';
import { contestFor, contestToRead } from '../contests/policy';
import { contestById, groupsOf, type ContestRecord } from '../contests/store';
import { entrantsOf } from '../contests/store-entrants';
import type { FileFault } from '../ranking/contest-file';
import { recusalsOf, type Recusal } from './conflicts';
import type { JudgeShown } from './contract';
import { panelRules, type PanelFile, type PanelRules } from './file';
import { panelStarters } from './starters';
import * as store from './store';

/** Everything of a judged contest, read once. */
export interface Panel {
  readonly contest: ContestRecord;
  readonly rules: PanelRules;
  readonly file: PanelFile;
  readonly judges: readonly JudgeShown[];
  readonly records: readonly store.JudgeRecord[];
  readonly recusals: readonly Recusal[];
  readonly ballots: readonly store.BallotRecord[];
  readonly times: readonly store.TimeRecord[];
  readonly rounds: readonly store.PanelRoundRecord[];
}

/** A judged contest with its marks; those that a judge hasn't signed are not in its file. */
export async function panelOf(ctx: Context, contest: ContestRecord): Promise<Panel> {
  const rules = panelRules.parse(contest.rules);
  const entrants = await entrantsOf(ctx, contest.id);
  const names = await entrantNames(ctx, entrants);
  const records = await store.judgesOf(ctx, contest.id);
  const people = await peopleById(
    ctx,
    records.flatMap(({ personId }) => personId ?? []),
  );
  const declared = await store.conflictsOf(ctx, contest.id);
  const { audiencePath } = contest;
  const recusals = recusalsOf(records, entrants, { declared, audiencePath, avoidsOwnUnit: rules.avoidsOwnUnit });
  const isRecused = new Set(recusals.map(({ seat, entrantId }) => `${seat} ${entrantId}`));
  const ballots = (await store.ballotsOf(ctx, contest.id)).filter(
    ({ seat, entrantId }) => !isRecused.has(`${seat} ${entrantId}`),
  );
  const times = await store.timesOf(ctx, contest.id);
  const votes = await store.votesOf(ctx, contest.id);
  // Not read by its schema: a contest in which nobody is entered yet has a sheet, too.
  const file: PanelFile = {
    ...{ format: 'gonghui-contest/1' as const, kind: 'panel' as const, name: contest.name, rules },
    groups: (await groupsOf(ctx, contest.id)).map(({ id, name }) => ({ id, name })),
    entrants: entrants.map((one) => ({
      ...{ id: one.id, state: one.state, unit: names.unit(one.unitId) },
      name: names.of(one) || String(one.number ?? '·'),
      ...(one.groupId === null ? {} : { group: one.groupId }),
      ...(one.number === null ? {} : { number: one.number }),
      ...(one.stateReason === '' ? {} : { reason: one.stateReason }),
    })),
    results: {
      judges: records.map(({ seat, isMachine }) => ({ id: String(seat), name: String(seat), isMachine })),
      recusals: recusals.map(({ seat, entrantId }) => ({ judge: String(seat), entrant: entrantId })),
      ballots: ballots
        .filter(({ isSigned }) => isSigned)
        .map(({ entrantId, round, part, seat, mark, criteria }) => ({
          ...{ entrant: entrantId, round, part, mark, criteria },
          judge: seat === 0 ? null : String(seat),
        })),
      times: times.map(({ entrantId, round, part, seconds }) => ({ entrant: entrantId, round, part, seconds })),
      votes: votes.map(({ entrantId, round, count }) => ({ entrant: entrantId, round, count })),
    },
  };
  const judges = records.map(({ seat, personId, name, isMachine, isChair }) => {
    const person = people.get(personId ?? '');
    const shown = { name: person?.name ?? name, unit: person?.unitName ?? '' };
    return { seat, personId, isMachine, isChair, isByDesk: personId === null, ...shown };
  });
  const rounds = await store.panelRoundsOf(ctx, contest.id);
  return { contest, rules, file, judges, records, recusals, ballots, times, rounds };
}

export const roundOf = ({ rounds }: Pick<Panel, 'rounds'>, round: number): store.PanelRoundRecord =>
  rounds.find((one) => one.round === round) ?? {
    ...{ round, isVoting: false, signedAt: null, signedBy: null, voters: 0, revealed: [] },
  };

/** Who appears in a round, by drawn number; nobody before the earlier round is signed off. */
export function appearingIn(panel: Panel, round: number): string[] {
  if (round > panel.rules.rounds.length) return [];
  if (round > 1 && roundOf(panel, round - 1).signedAt === null) return [];
  const starters = new Set(panelStarters(panel.file, round));
  const number = new Map(panel.file.entrants.map((one) => [one.id, one.number ?? Infinity]));
  return panel.file.entrants
    .map(({ id }) => id)
    .filter((id) => starters.has(id))
    .sort((a, b) => (number.get(a) ?? 0) - (number.get(b) ?? 0) || (a < b ? -1 : 1));
}

/** The seats that mark an entrant in a part: the desk's where nobody judges it, otherwise all who don't stand aside. */
export function seatsFor(panel: Panel, entrantId: string, part: PanelRules['parts'][number]): number[] {
  if (part.by === 'desk') return [0];
  const aside = new Set(panel.recusals.filter((one) => one.entrantId === entrantId).map(({ seat }) => seat));
  return panel.judges.map(({ seat }) => seat).filter((seat) => !aside.has(seat));
}

/** What a round lacks before it can be signed off, each thing named. */
export function lackingIn(panel: Panel, round: number): FileFault[] {
  const names = new Map(panel.file.entrants.map(({ id, name }) => [id, name]));
  const judges = new Map(panel.judges.map(({ seat, name }) => [seat, name]));
  return appearingIn(panel, round).flatMap((entrantId) =>
    panel.rules.parts.flatMap((part): FileFault[] => {
      const params = { name: names.get(entrantId) ?? '', part: part.name };
      const isOf = (one: { entrantId: string; round: number; part: string }): boolean =>
        one.entrantId === entrantId && one.round === round && one.part === part.key;
      const signed = new Set(panel.ballots.filter((one) => isOf(one) && one.isSigned).map(({ seat }) => seat));
      const marks = seatsFor(panel, entrantId, part)
        .filter((seat) => !signed.has(seat))
        .map((seat) => ({
          at: `ballots.${entrantId}.${part.key}.${seat}`,
          key: `panels.faults.${seat === 0 ? 'desk_mark_missing' : 'ballot_missing'}`,
          params: { ...params, judge: judges.get(seat) ?? '' },
        }));
      const isTimeOpen = part.time !== null && !panel.times.some(isOf);
      const at = `times.${entrantId}.${part.key}`;
      return [...marks, ...(isTimeOpen ? [{ at, key: 'panels.faults.time_missing', params }] : [])];
    }),
  );
}

export function refuseUnjudged(contest: ContestRecord): ContestRecord {
  if (contest.kind !== 'panel') throw new AppError('contest.not_judged', { name: contest.name });
  return contest;
}

/** A judged contest that the person manages, held. Refuses: what contestFor refuses, one of another kind. */
export const judgedToManage = async (ctx: Context, id: string, version?: number): Promise<ContestRecord> =>
  refuseUnjudged(await contestFor(ctx, id, 'contest.contest.manage', version === undefined ? {} : { version }));

/** The judge that the reader is, or null. */
export const ownSeat = (ctx: Context, records: readonly store.JudgeRecord[]): store.JudgeRecord | null =>
  records.find(({ personId }) => personId !== null && personId === ctx.user?.personId) ?? null;

export interface Standing {
  readonly manages: boolean;
  readonly publishes: boolean;
  readonly seat: store.JudgeRecord | null;
}

/** What the reader is in a contest. Whoever judges sees it, wherever the own unit is. */
export async function standingIn(
  ctx: Context,
  id: string,
  hold: 'read' | 'share' | 'lock' = 'read',
): Promise<{ contest: ContestRecord; standing: Standing }> {
  const contest = await contestById(ctx, id, hold);
  if (contest === null) throw notFound();
  const seat = ownSeat(ctx, await store.judgesOf(ctx, id));
  if (seat === null) await contestToRead(ctx, id);
  const manages = may(ctx.user, 'contest.contest.manage', contest.unitPath);
  const publishes = may(ctx.user, 'contest.contest.publish', contest.unitPath);
  return { contest, standing: { manages, publishes, seat } };
}

/** Whoever leads: the host's officer, or the chair of the panel. */
export const leads = ({ manages, publishes, seat }: Standing): boolean =>
  manages || publishes || seat?.isChair === true;
