import { newId } from '#kernel';
import {
  bringToReview,
  makeAnnounced,
  makeNomination,
  makePassed,
  makeRound,
  makeScheme,
} from '#engines/honours/testing';
import { makePerson } from '#engines/roster/testing';
import { addNominationFile } from '../../../src/engines/honours/nominations/nominations';
import { decideRound, listHonours } from '../../../src/engines/honours/record/record';
import { objectToNotice } from '../../../src/engines/honours/rounds/announce';
import { showRound } from '../../../src/engines/honours/rounds/rounds';
import type { TestHouse } from '../../test-house';
import type { Place } from './places';
import { POINT } from './requests';

/** Commendations of a work area: a scheme, a round with a draft and its file, one under review, one announced, one decided. */
export async function makeHonoursThings({ act, clock }: TestHouse, { unit }: Place): Promise<Record<string, string>> {
  const day = clock.today();
  const made = await act(async (ctx) => {
    const scheme = await makeScheme(ctx, { unitId: unit.id });
    const round = await makeRound(ctx, { schemeId: scheme.id });
    const personId = (await makePerson(ctx, { unitId: unit.id })).id;
    const draft = await makeNomination(ctx, round, { personId });
    const filed = await addNominationFile(ctx, { params: { id: draft.id }, query: { name: 'p.png' }, body: POINT });
    const reviewed = await makeRound(ctx, { schemeId: scheme.id });
    const put = await makePerson(ctx, { unitId: unit.id });
    await bringToReview(ctx, reviewed.id, [(await makePassed(ctx, reviewed, { personId: put.id })).id]);
    const nominees = [{ personId: (await makePerson(ctx, { unitId: unit.id })).id }];
    const { round: announced } = await makeAnnounced(ctx, { round: { schemeId: scheme.id }, nominees });
    const notice = announced.notices[0]!;
    const words = { rowKey: null, words: '材料与事实不符', isAnonymous: true };
    const objection = await objectToNotice(ctx, { params: { id: notice.id }, query: {}, body: words });
    const again = [{ personId: (await makePerson(ctx, { unitId: unit.id })).id }];
    const { round: toDecide } = await makeAnnounced(ctx, { round: { schemeId: scheme.id }, nominees: again });
    return { scheme, round, filed, reviewed, announced, notice, objection, toDecide };
  });
  clock.set('2024-06-27');
  const honourId = await act(async (ctx) => {
    const { version } = await showRound(ctx, made.toDecide.id);
    const body = { version, documentNumber: '' };
    const user = { ...ctx.user!, accountId: newId() };
    await decideRound({ ...ctx, user }, { params: { id: made.toDecide.id }, query: {}, body });
    return (await listHonours(ctx, made.toDecide.id)).rows[0]!.id;
  }).finally(() => clock.set(day));
  const at = '/api/honours';
  return {
    [`${at}/schemes/:id`]: made.scheme.id,
    [`${at}/rounds/:id`]: made.round.id,
    [`${at}/rounds/:id/objections/:objectionId`]: made.objection.id,
    [`${at}/own-reviews/:id`]: made.reviewed.id,
    [`${at}/notices/:id`]: made.notice.id,
    [`${at}/nominations/:id`]: made.filed.id,
    [`${at}/nominations/:id/files/:fileId`]: made.filed.files[0]!.id,
    [`${at}/honours/:id`]: honourId,
  };
}
