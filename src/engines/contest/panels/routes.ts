import { serve, type Route } from '#kernel';
import * as ballots from './ballots';
import * as contract from './contract';
import * as judges from './judges';
import * as rounds from './rounds';
import * as sheet from './sheet';

export const panelRoutes: readonly Route[] = [
  serve(contract.showPanel, (ctx, { params }) => sheet.showPanel(ctx, params.id)),
  serve(contract.setJudges, judges.setJudges),
  serve(contract.drawJudges, judges.drawJudges),
  serve(contract.declareConflict, judges.declareConflict),
  serve(contract.liftConflict, judges.liftConflict),
  serve(contract.showJudging, (ctx, { params }) => ballots.showJudging(ctx, params.id)),
  serve(contract.listJudging, (ctx) => ballots.listJudging(ctx)),
  serve(contract.giveScore, ballots.giveScore),
  serve(contract.enterScore, ballots.enterScore),
  serve(contract.setTime, rounds.setTime),
  serve(contract.signRound, rounds.signRound),
  serve(contract.revealScores, rounds.revealScores),
  serve(contract.setVoting, rounds.setVoting),
  serve(contract.votePanel, rounds.votePanel),
  serve(contract.showScores, (ctx, { params }) => sheet.showScores(ctx, params.id)),
];
