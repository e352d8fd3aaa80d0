import type { Context } from '#kernel';
import type { ErasedRows } from './person-eraser';
import { countsOf, type OwnCounts } from './store-erase';

type Part = readonly [what: string, count: (counts: OwnCounts) => readonly [goes: number, stays: number], why?: string];

/** What the roster itself keeps about a person, and what becomes of it. */
const parts: readonly Part[] = [
  ['file', ({ records }) => [records, 0]],
  ['shell', ({ records }) => [0, records], 'counts'],
  ['placements', ({ placements }) => [0, placements], 'counts'],
  ['posts', ({ posts }) => [0, posts], 'counts'],
  ['enrolments', ({ enrolments }) => [0, enrolments], 'spans'],
  ['seats', ({ seats }) => [0, seats], 'spans'],
  ['skills', ({ skills }) => [skills, 0]],
  ['participation', ({ participation }) => [0, participation], 'counts'],
  ['consents', ({ consents }) => [0, consents], 'consents'],
  ['corrections', ({ corrections }) => [corrections, 0]],
  ['reads', ({ reads, oldReads }) => [oldReads, reads - oldReads], 'logs'],
  ['codes', ({ codes }) => [codes, 0]],
  ['merges', ({ merges, differences }) => [merges + differences, 0]],
  ['staged', ({ staged }) => [staged, 0]],
  ['accounts', ({ accounts }) => [accounts, 0]],
];

export async function ownCounted(ctx: Context, ids: readonly string[]): Promise<ErasedRows[]> {
  const counts = await countsOf(ctx, ids);
  const rows = parts.map(([what, count, why]): ErasedRows => {
    const [goes, stays] = count(counts);
    return {
      what: `roster:erasure.rows.${what}`,
      goes,
      stays,
      why: why === undefined || stays === 0 ? null : `roster:erasure.whys.${why}`,
    };
  });
  // The chain of the audit can't be cut; it names nobody but by number, and the acts of an account by its user name.
  return [...rows, { what: 'roster:erasure.rows.audit', goes: 0, stays: 1, why: 'roster:erasure.whys.audit' }];
}

/** Columns that point to a person in the roster's own tables, and every free text beside them. */
export const ownTexts = {
  emptied: [
    'roster.person.staff_number',
    'roster.person.name',
    'roster.person.reading',
    'roster.person.name_key',
    'roster.person.name_grams',
    'roster.person.phone',
    'roster.person.former_names',
    'roster.person.nation',
    'roster.person.education',
    'roster.person.employer',
    'roster.person.identity_number',
    'roster.person.bank_card',
    'roster.person.photo_file_id',
    'roster.enrolment.reason',
    'roster.enrolment.void_reason',
    'roster.body_seat.end_reason',
    'roster.skill.title',
    'roster.skill.grade',
    'roster.skill.issuer',
    'roster.skill.void_reason',
    'roster.skill.file_id',
    'roster.correction.*',
    'roster.one_time_code.*',
    'roster.person_difference.*',
    'roster.person_merge.reason',
    'roster.person_merge.journal',
    'roster.person_merge.undone_reason',
    'roster.person_merge.former_identity',
    'roster.person_merge.former_bank_card',
    'roster.consent_act.recorded_by_name',
    'roster.erasure.wish',
  ],
  stay: [
    // Codes of a closed list, and paths of the tree.
    'roster.person.gender',
    'roster.person.employment_kind',
    'roster.person.unit_path',
    'roster.post_holding.post',
    'roster.enrolment.scheme',
    'roster.enrolment.state',
    'roster.enrolment.source',
    'roster.body_seat.seat',
    'roster.body_seat.how',
    'roster.body_seat.role',
    'roster.skill.kind',
    'roster.skill.source',
    'roster.participation.kind',
    'roster.participation.subject',
    'roster.consent_act.key',
    'roster.consent_act.channel',
    // Names of officers, as authors of what they recorded.
    'roster.enrolment.recorded_by_name',
    'roster.enrolment.voided_by_name',
    'roster.skill.recorded_by_name',
    'roster.person_merge.made_by_name',
    'roster.person_merge.undone_by_name',
    'roster.file_read.reader_name',
    'roster.file_read.what',
    'roster.file_read.request_id',
    // That and why it was erased.
    'roster.erasure.basis',
    'roster.erasure.state',
    'roster.erasure.reason',
    'roster.erasure.proposed_by_name',
    'roster.erasure.outcome',
    'roster.erasure.keeps',
    'roster.erasure.counts',
    'roster.erasure.answer',
    'roster.erasure.decided_by_name',
  ],
} as const;
