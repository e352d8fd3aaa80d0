import { serve, type Route } from '#kernel';
import * as contract from './contract';
import { listStatements, publishStatement, showPublished } from './publish';
import { exportPublicStatement, listPublicStatements, showPublicStatement } from './public';
import { exportStatement, showStatement } from './statement';

export const statementRoutes: readonly Route[] = [
  serve(contract.showStatement, showStatement),
  serve(contract.exportStatement, exportStatement),
  serve(contract.listStatements, listStatements),
  serve(contract.publishStatement, publishStatement),
  serve(contract.showPublished, showPublished),
  serve(contract.listPublicStatements, listPublicStatements),
  serve(contract.showPublicStatement, showPublicStatement),
  serve(contract.exportPublicStatement, exportPublicStatement),
];
