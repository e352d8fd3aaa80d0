import { serve, serveLive, type Route } from '#kernel';
import * as contract from './contract';
import * as runs from './runs';
import { exportRejected, getIntakeTemplate } from './sheets';

export const intakeRoutes: readonly Route[] = [
  serve(contract.beginIntake, (ctx, { query, body }) => runs.beginIntake(ctx, query.name, body)),
  serve(contract.listIntakes, (ctx, { query }) => runs.listIntakes(ctx, query)),
  serve(contract.showIntake, (ctx, { params }) => runs.showIntake(ctx, params.id)),
  serveLive(contract.followIntake, (ctx, { params }) => runs.intakeTopics(ctx, params.id)),
  serve(contract.chooseIntakeSheet, (ctx, { params, body }) => runs.chooseIntakeSheet(ctx, params.id, body)),
  serve(contract.checkIntake, (ctx, { params, body }) => runs.checkIntake(ctx, params.id, body)),
  serve(contract.listIntakeRows, (ctx, { params, query }) => runs.listIntakeRows(ctx, params.id, query)),
  serve(contract.applyIntake, (ctx, { params, body }) => runs.applyIntake(ctx, params.id, body.revision)),
  serve(contract.undoIntake, (ctx, { params, body }) => runs.undoIntake(ctx, params.id, body.reason)),
  serve(contract.exportRejected, (ctx, { params }) => exportRejected(ctx, params.id)),
  serve(contract.getIntakeTemplate, (ctx) => getIntakeTemplate(ctx)),
];
