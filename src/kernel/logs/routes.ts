import { serve, type Route } from '../manifest';
import { auditState, exportAudit, listAudit } from './audit-entries';
import * as contract from './contract';
import { exportSignIns, listSignIns } from './sign-ins';

export const logRoutes: readonly Route[] = [
  serve(contract.listSignIns, (ctx, { query }) => listSignIns(ctx, query)),
  serve(contract.exportSignIns, (ctx, { query }) => exportSignIns(ctx, query)),
  serve(contract.listAudit, (ctx, { query }) => listAudit(ctx, query)),
  serve(contract.exportAudit, (ctx, { query }) => exportAudit(ctx, query)),
  serve(contract.getAuditState, auditState),
];
