import { serve, type Route } from '#kernel';
import { done } from '../books/routes';
import * as contract from './contract';
import { showYearEnd } from './present';
import * as acts from './year-end';

export const yearEndRoutes: readonly Route[] = [
  serve(contract.showYearEnd, showYearEnd),
  serve(contract.proposeYearEnd, acts.proposeYearEnd),
  serve(contract.decideYearEnd, (ctx, input) => done(acts.decideYearEnd(ctx, input))),
  serve(contract.askToReopenYear, (ctx, input) => done(acts.askToReopenYear(ctx, input))),
  serve(contract.decideYearReopening, (ctx, input) => done(acts.decideYearReopening(ctx, input))),
];
