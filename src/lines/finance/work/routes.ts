import { serve, type Route } from '#kernel';
import * as contract from './contract';
import { countDeskWork } from './work';

export const workRoutes: readonly Route[] = [serve(contract.countDeskWork, (ctx) => countDeskWork(ctx))];
