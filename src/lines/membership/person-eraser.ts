import { removeFile } from '#kernel';
import type { PersonEraser } from '#engines/roster';
import { memberScheme } from './scheme';
import { emptyFiles, emptyMembership, erasable } from './store-followed';

/** What was filled in, declared and noted goes, with card and photo; that somebody joined, moved and left stays, for the counts. */
export const membershipEraser: PersonEraser = {
  name: 'membership',
  columns: [
    'membership.application.person_id',
    'membership.card.person_id',
    'membership.move.person_id',
    'membership.portrait.person_id',
    'membership.transfer.person_id',
  ],
  texts: {
    emptied: [
      'membership.application.form',
      'membership.application.declaration',
      'membership.application.paper_id',
      'membership.application.entered_by_name',
      'membership.move.note',
      'membership.move.document',
      'membership.transfer.destination',
      'membership.transfer.form_number',
      'membership.transfer.receipt_note',
      'membership.card.*',
      'membership.portrait.*',
    ],
    stay: [
      'membership.application.unit_path',
      'membership.application.kind',
      'membership.application.state',
      'membership.application.way',
      'membership.application.decided_by_name',
      'membership.move.unit_path',
      'membership.move.to_state',
      'membership.move.reason',
      'membership.move.recorded_by_name',
      'membership.transfer.unit_path',
    ],
  },
  schemes: [memberScheme],
  keeps: async (ctx, ids) =>
    (await erasable(ctx, ids)).openKinds.map((kind) => ({
      kind: 'open',
      what: `membership:erasure.open.${kind}`,
      until: null,
      link: '/membership/applications',
    })),
  describe: async (ctx, ids) => {
    const { applications, moves, cards, portraits } = await erasable(ctx, ids);
    const why = 'membership:erasure.counts';
    return [
      { what: 'membership:erasure.forms', goes: applications, stays: 0, why: null },
      { what: 'membership:erasure.applications', goes: 0, stays: applications, why },
      { what: 'membership:erasure.moves', goes: 0, stays: moves, why },
      { what: 'membership:erasure.card', goes: cards, stays: 0, why: null },
      { what: 'membership:erasure.portrait', goes: portraits, stays: 0, why: null },
    ];
  },
  erase: async (ctx, person) => {
    const files = await emptyFiles(ctx, person.ids);
    await emptyMembership(ctx, person);
    for (const id of files) await removeFile(ctx, id);
  },
};
