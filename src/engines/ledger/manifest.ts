import type { ModuleManifest } from '#kernel';
import { ledgerErrors, ledgerPermissions } from './contract';
import en from './locale/en.json' with { type: 'json' };
import zh from './locale/zh-CN.json' with { type: 'json' };

/** The ledger: books apart by law, entries that balance and stay, balances of every moment. */
export const ledgerModule: ModuleManifest = {
  name: 'ledger',
  folder: 'engines/ledger',
  permissions: ledgerPermissions,
  routes: [],
  errors: ledgerErrors,
  texts: { 'zh-CN': zh, en },
  hasMigrations: true,
};
