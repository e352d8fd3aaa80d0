import { may, text, type Context } from '#kernel';
import type { Erasure, ErasureRow } from './contract';
import { sayKeep } from './keeps';
import type { ErasureRecord } from './store';

export const MANAGE = 'roster.privacy.manage';
export const DECIDE = 'roster.erasure.decide';

const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Whose record is blocked, is named only to who may read blocked records. */
export function presentErasure(ctx: Context, row: ErasureRecord): Erasure {
  const { proposedBy: _by, rightsPath, isErased: _erased, isBlocked, keeps, ...rest } = row;
  const isHidden = isBlocked && !may(ctx.user, 'roster.blocked.read', rightsPath);
  return {
    ...rest,
    personName: isHidden ? '＊' : rest.personName,
    staffNumber: isHidden ? null : rest.staffNumber,
    askedAt: moment(row.askedAt),
    proposedAt: moment(row.proposedAt),
    decidedAt: moment(row.decidedAt),
    // What stood against it was found by the program itself.
    decidedByName: row.decidedByName === '' ? text(ctx.language, 'roster:erasure.byRule') : row.decidedByName,
    keeps: keeps.map((keep) => sayKeep(ctx, keep)),
  };
}

/** The proposal is decided by another hand; its proposer, and whoever keeps personal data there, may take it back. */
export function presentRow(ctx: Context, row: ErasureRecord): ErasureRow {
  const decides = may(ctx.user, DECIDE, row.rightsPath);
  const isProposed = row.state === 'proposed';
  return {
    ...presentErasure(ctx, row),
    abilities: {
      preview: row.state === 'requested' || isProposed,
      propose: row.state === 'requested' && may(ctx.user, MANAGE, row.rightsPath),
      approve: isProposed && decides && row.proposedBy !== ctx.user?.accountId,
      refuse: decides && (isProposed || row.state === 'requested'),
      withdraw: isProposed && may(ctx.user, MANAGE, row.rightsPath),
    },
  };
}
