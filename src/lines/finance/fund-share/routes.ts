import { serve, type Route } from '#kernel';
import * as contract from './contract';
import { exportFundShare, saveWageBills, showFundShare } from './fund-share';
import { exportWageSheetRest, readWageSheet } from './wage-sheet';

export const shareRoutes: readonly Route[] = [
  serve(contract.showFundShare, showFundShare),
  serve(contract.exportFundShare, exportFundShare),
  serve(contract.saveWageBills, saveWageBills),
  serve(contract.readWageSheet, readWageSheet),
  serve(contract.exportWageSheetRest, exportWageSheetRest),
];
