import { serve, type Route } from '#kernel';
import * as card from './account-card';
import * as contract from './contract';
import { exportGeneralLedger, getGeneralLedger } from './general-ledger';
import * as parties from './party-balances';
import { exportTrialBalance, getTrialBalance } from './trial-balance';

export const balanceRoutes: readonly Route[] = [
  serve(contract.getTrialBalance, getTrialBalance),
  serve(contract.exportTrialBalance, exportTrialBalance),
  serve(contract.getGeneralLedger, getGeneralLedger),
  serve(contract.exportGeneralLedger, exportGeneralLedger),
  serve(contract.showAccount, card.showAccount),
  serve(contract.listPostings, card.listPostings),
  serve(contract.exportPostings, card.exportPostings),
  serve(contract.listParties, parties.listParties),
  serve(contract.proveParties, parties.proveParties),
  serve(contract.exportParties, parties.exportParties),
];
