import { serve, type Route } from '#kernel';
import { foundUnionBody, dissolveUnionBody, renameUnionBody } from './bodies';
import * as contract from './contract';
import { exportBodies, listBodies } from './listing';
import { addBodyPaper, getBodyPaper } from './papers';
import { exportBodyMembers, getBodySize, showBody } from './present';
import { beginUnionTerm, endUnionTerm, leaveUnionSeat, prolongUnionTerm, takeUnionSeat } from './terms';

/** What an act answers that has nothing to say. */
const done = async (act: Promise<void>): Promise<Record<string, never>> => {
  await act;
  return {};
};

export const bodyRoutes: readonly Route[] = [
  serve(contract.listBodies, (ctx, { query }) => listBodies(ctx, query)),
  serve(contract.exportBodies, (ctx, { query }) => exportBodies(ctx, query)),
  serve(contract.foundUnionBody, (ctx, { body }) => foundUnionBody(ctx, body)),
  serve(contract.addBodyPaper, (ctx, { query, body }) => addBodyPaper(ctx, body, query.name)),
  serve(contract.showBody, (ctx, { params }) => showBody(ctx, params.id)),
  serve(contract.getBodySize, (ctx, { params, query }) => getBodySize(ctx, params.id, query.day)),
  serve(contract.exportBodyMembers, (ctx, { params, query }) => exportBodyMembers(ctx, params.id, query.termId)),
  serve(contract.renameUnionBody, (ctx, { params, body }) => done(renameUnionBody(ctx, params.id, body))),
  serve(contract.dissolveUnionBody, (ctx, { params, body }) => done(dissolveUnionBody(ctx, params.id, body))),
  serve(contract.beginUnionTerm, (ctx, input) => beginUnionTerm(ctx, input)),
  serve(contract.takeUnionSeat, (ctx, input) => takeUnionSeat(ctx, input)),
  serve(contract.leaveUnionSeat, (ctx, input) => done(leaveUnionSeat(ctx, input))),
  serve(contract.prolongUnionTerm, (ctx, input) => done(prolongUnionTerm(ctx, input))),
  serve(contract.endUnionTerm, (ctx, input) => done(endUnionTerm(ctx, input))),
  serve(contract.getBodyPaper, (ctx, { params }) => getBodyPaper(ctx, params.id, params.stepId)),
];
