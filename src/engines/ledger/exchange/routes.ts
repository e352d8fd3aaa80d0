import { serve, type Route } from '#kernel';
import * as contract from './contract';
import * as exports from './exports';
import * as imports from './imports';
import { getOpeningTemplate } from './opening-sheet';

export const exchangeRoutes: readonly Route[] = [
  serve(contract.exportJournal, exports.exportJournal),
  serve(contract.exportBookJson, exports.exportBookJson),
  serve(contract.exportBookWorkbook, exports.exportBookWorkbook),
  serve(contract.getOpeningTemplate, getOpeningTemplate),
  serve(contract.previewJournal, imports.previewJournal),
  serve(contract.importJournal, imports.importJournal),
  serve(contract.previewOpening, imports.previewOpening),
  serve(contract.importOpening, imports.importOpening),
  serve(contract.listImports, imports.listImports),
];
