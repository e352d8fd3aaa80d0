import { serve, type Route } from '#kernel';
import * as contract from './contract';
import * as measured from './measured';

export const measuredRoutes: readonly Route[] = [
  serve(contract.showMeasured, (ctx, { params }) => measured.showMeasured(ctx, params.id)),
  serve(contract.drawHeats, measured.drawHeats),
  serve(contract.saveAttempt, measured.saveAttempt),
  serve(contract.listAttemptVersions, measured.listAttemptVersions),
];
