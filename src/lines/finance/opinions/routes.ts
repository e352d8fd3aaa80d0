import { serve, type Route } from '#kernel';
import { listStatementOpinions } from './contract';
import * as opinions from './opinions';

export const opinionRoutes: readonly Route[] = [serve(listStatementOpinions, opinions.listStatementOpinions)];
