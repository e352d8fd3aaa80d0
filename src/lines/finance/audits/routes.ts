import { serve, type Route } from '#kernel';
import * as audits from './audits';
import * as contract from './contract';
import * as later from './contract-findings';
import * as draws from './draws';
import * as findings from './findings';
import * as papers from './papers';
import { exportAuditReport } from './report-paper';
import { issueAuditReport, showAuditReport } from './reports';
import { getAuditRoom } from './room';
import * as steps from './steps';

export const auditRoutes: readonly Route[] = [
  serve(contract.listAudits, audits.listAudits),
  serve(contract.getAuditRoom, getAuditRoom),
  serve(contract.openAudit, audits.openAudit),
  serve(contract.showAudit, (ctx, { params }) => audits.showAudit(ctx, params.id)),
  serve(contract.withdrawAudit, audits.withdrawAudit),
  serve(contract.countAuditPopulation, draws.countAuditPopulation),
  serve(contract.drawAuditSample, draws.drawAuditSample),
  serve(contract.proveAuditDraw, (ctx, { params }) => draws.proveAuditDraw(ctx, params.id)),
  serve(contract.listAuditPapers, papers.listAuditPapers),
  serve(contract.exportAuditPapers, papers.exportAuditPapers),
  serve(contract.writeAuditPaper, papers.writeAuditPaper),
  serve(contract.stateAuditOpinion, audits.stateAuditOpinion),
  serve(later.listAuditFindings, findings.listAuditFindings),
  serve(later.exportAuditFindings, findings.exportAuditFindings),
  serve(later.showAuditFinding, (ctx, { params }) => findings.showAuditFinding(ctx, params.id)),
  serve(later.addAuditFinding, findings.addAuditFinding),
  serve(later.saveAuditFinding, findings.saveAuditFinding),
  serve(later.issueAuditFinding, steps.issueAuditFinding),
  serve(later.answerAuditFinding, steps.answerAuditFinding),
  serve(later.closeAuditFinding, steps.closeAuditFinding),
  serve(later.returnAuditFinding, steps.returnAuditFinding),
  serve(later.withdrawAuditFinding, steps.withdrawAuditFinding),
  serve(later.addAuditFile, steps.addAuditFile),
  serve(later.getAuditFile, steps.getAuditFile),
  serve(later.removeAuditFile, steps.removeAuditFile),
  serve(later.issueAuditReport, issueAuditReport),
  serve(later.showAuditReport, (ctx, { params }) => showAuditReport(ctx, params.id)),
  serve(later.exportAuditReport, exportAuditReport),
];
