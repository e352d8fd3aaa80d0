import { serve, type Route } from '#kernel';
import * as contract from './contract';
import { exportEntries, listEntries } from './journal';
import { postOpening } from './opening';
import { showEntry } from './present';
import { takeBack } from './take-back';

export const entryRoutes: readonly Route[] = [
  serve(contract.listEntries, listEntries),
  serve(contract.exportEntries, exportEntries),
  serve(contract.showEntry, showEntry),
  serve(contract.reverseEntry, takeBack),
  serve(contract.postOpening, postOpening),
];
