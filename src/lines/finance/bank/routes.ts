import { serve, type Route } from '#kernel';
import * as accounts from './accounts';
import * as contract from './contract';
import * as later from './contract-match';
import * as matching from './matching';
import { exportBankSheet } from './sheet-export';
import * as sheets from './sheets';
import * as statements from './statements';

export const bankRoutes: readonly Route[] = [
  serve(contract.listBankAccounts, accounts.listBankAccounts),
  serve(contract.addBankAccount, accounts.addBankAccount),
  serve(contract.showBankAccount, (ctx, { params }) => accounts.showBankAccount(ctx, params.id)),
  serve(contract.saveBankAccount, accounts.saveBankAccount),
  serve(contract.addBankStatement, statements.addBankStatement),
  serve(contract.listBankStatements, statements.listBankStatements),
  serve(contract.showBankStatement, (ctx, { params }) => statements.showBankStatement(ctx, params.id)),
  serve(contract.listBankStatementRows, statements.listBankStatementRows),
  serve(contract.checkBankStatement, statements.checkBankStatement),
  serve(contract.applyBankStatement, statements.applyBankStatement),
  serve(contract.undoBankStatement, statements.undoBankStatement),
  serve(later.getBankMatching, matching.getBankMatching),
  serve(later.matchBank, matching.matchBank),
  serve(later.listBankMatches, matching.listBankMatches),
  serve(later.undoBankMatch, matching.undoBankMatch),
  serve(later.draftBankVoucher, matching.draftBankVoucher),
  serve(later.showBankSheet, sheets.showBankSheet),
  serve(later.exportBankSheet, exportBankSheet),
  serve(later.finishBankSheet, sheets.finishBankSheet),
  serve(later.reviewBankSheet, sheets.reviewBankSheet),
  serve(later.reopenBankSheet, sheets.reopenBankSheet),
];
