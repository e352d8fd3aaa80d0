import type { EndpointResponse, Language } from '#kernel/contract';
import type { showUnit } from '../../../contract';
import { type TimelineEntry, formatDay } from '#ui';
import type { RosterTexts } from '../../texts';

type Answer = EndpointResponse<typeof showUnit>;
type Change = Answer['changes'][number];
type Version = Answer['history'][number];

function titleOf(change: Change, t: RosterTexts): string {
  const words = { before: change.before ?? t('units.atTop'), after: change.after ?? '' };
  if (change.what === 'created') return t('units.did.created', words);
  if (change.what === 'renamed')
    return change.before === change.after ? t('units.did.corrected') : t('units.did.renamed', words);
  return t(`units.did.${change.what}`, words);
}

/** What became of a unit without an act of its own: how it was first entered, or what came with the unit above it. */
function titleOfVersion(version: Version, before: Version | undefined, t: RosterTexts): string {
  const under = version.parentName ?? t('units.atTop');
  if (!before) return t('units.did.created', { after: version.name });
  if (before.name !== version.name) return t('units.did.renamed', { before: before.name, after: version.name });
  return before.parentId === version.parentId
    ? t('units.did.came')
    : t('units.did.moved', { before: before.parentName ?? t('units.atTop'), after: under });
}

/** What ends a unit begins no version of it. */
const endings: ReadonlySet<Change['what']> = new Set(['closed', 'merged', 'split']);

/** The history of a unit, the latest first: each act with its reason and who wrote it, and what came without an act. */
export function historyOf(answer: Answer, t: RosterTexts, language: Language): TimelineEntry[] {
  const acts = answer.changes.map((change) => ({
    id: change.id,
    day: change.day,
    title: titleOf(change, t),
    note: [formatDay(change.day, language), change.byName, change.reason].filter(Boolean).join(' · '),
  }));
  const known = new Set(answer.changes.filter((change) => !endings.has(change.what)).map((change) => change.day));
  const others = answer.history.flatMap((version, index) =>
    known.has(version.validFrom)
      ? []
      : [
          {
            id: version.validFrom,
            day: version.validFrom,
            title: titleOfVersion(version, answer.history[index - 1], t),
            note: formatDay(version.validFrom, language),
          },
        ],
  );
  const order = (entry: TimelineEntry) => entry.day;
  return [...others, ...acts].sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0)).toReversed();
}
