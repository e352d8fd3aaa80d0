import type { Element } from '../charts/chart';

/** A line of the balance sheet. Lines of accounts that a book lacks fall out. */
export type PositionLine =
  | { readonly kind: 'heading'; readonly key: string }
  /** One account with all below it; `isMinus`: shown as what is taken off (减：累计折旧). */
  | { readonly kind: 'account'; readonly code: string; readonly isMinus?: true }
  | { readonly kind: 'sum'; readonly key: string; readonly codes: readonly string[] }
  /** Each account of the element that stands by itself and that no other line names. */
  | { readonly kind: 'rest'; readonly element: Element }
  | { readonly kind: 'total'; readonly key: string; readonly elements: readonly Element[] }
  /** Income less spending that no year's end has carried yet: without it the sides agree on 31 December alone. */
  | { readonly kind: 'uncarried'; readonly key: string };

/** What came in or went out: the accounts of an element, or some whose turnover is meant. */
export interface FlowSection {
  readonly key: 'income' | 'spending';
  readonly of: { readonly element: 'income' | 'expense' } | { readonly codes: readonly string[] };
}

/** How the statements of a kind of book are laid out. Figures are the accounts'; names too, but for headings and sums. */
export interface StatementEdition {
  readonly edition: string;
  readonly source: string;
  /** K-H, K-M or K-L: how sure the source is. */
  readonly confidence: 'K-H' | 'K-M' | 'K-L';
  readonly forms: { readonly position: string; readonly result: string };
  readonly assets: readonly PositionLine[];
  readonly claims: readonly PositionLine[];
  readonly flows: readonly [FlowSection, FlowSection];
}

const income: FlowSection = { key: 'income', of: { element: 'income' } };
const spending: FlowSection = { key: 'spending', of: { element: 'expense' } };
const account = (code: string): PositionLine => ({ kind: 'account', code });
const minus = (code: string): PositionLine => ({ kind: 'account', code, isMinus: true });

const currentAssets = ['101', '102', '103', '104', '111', '112', '113', '121'];

/** 会工01表 and 会工02表 for a grassroots union. The order of lines is K-M: the upper union's own form decides. */
export const unionStatements: StatementEdition = {
  edition: 'union-2021',
  source: '《工会会计制度》财会〔2021〕7号；签章栏：会工01表、会工02表',
  confidence: 'K-M',
  forms: { position: '会工01表', result: '会工02表' },
  assets: [
    { kind: 'heading', key: 'current_assets' },
    ...currentAssets.map(account),
    { kind: 'sum', key: 'current_assets_sum', codes: currentAssets },
    { kind: 'heading', key: 'other_assets' },
    ...[account('131'), minus('132'), { kind: 'sum', key: 'fixed_assets_net', codes: ['131', '132'] } as const],
    account('133'),
    ...[account('141'), minus('142'), { kind: 'sum', key: 'intangibles_net', codes: ['141', '142'] } as const],
    ...['151', '161', '171'].map(account),
    { kind: 'rest', element: 'asset' },
    { kind: 'total', key: 'assets_total', elements: ['asset'] },
  ],
  claims: [
    { kind: 'heading', key: 'liabilities' },
    ...['201', '211', '212', '221', '231'].map(account),
    { kind: 'rest', element: 'liability' },
    { kind: 'total', key: 'liabilities_total', elements: ['liability'] },
    { kind: 'heading', key: 'net_assets' },
    ...['301', '302', '311', '312', '321', '322', '331'].map(account),
    { kind: 'rest', element: 'net_asset' },
    { kind: 'uncarried', key: 'uncarried' },
    { kind: 'total', key: 'net_assets_total', elements: ['net_asset', 'income', 'expense'] },
    { kind: 'total', key: 'claims_total', elements: ['liability', 'net_asset', 'income', 'expense'] },
  ],
  flows: [income, spending],
};

/** Books of funds have no form of the ministry's: each account by itself, in the same two statements. */
export const fundStatements: StatementEdition = {
  edition: 'fund-1',
  source: '比照《工会会计制度》财会〔2021〕7号简化',
  confidence: 'K-L',
  forms: { position: '', result: '' },
  assets: [
    { kind: 'rest', element: 'asset' },
    { kind: 'total', key: 'assets_total', elements: ['asset'] },
  ],
  claims: [
    { kind: 'rest', element: 'liability' },
    { kind: 'total', key: 'liabilities_total', elements: ['liability'] },
    { kind: 'rest', element: 'net_asset' },
    { kind: 'uncarried', key: 'uncarried' },
    { kind: 'total', key: 'net_assets_total', elements: ['net_asset', 'income', 'expense'] },
    { kind: 'total', key: 'claims_total', elements: ['liability', 'net_asset', 'income', 'expense'] },
  ],
  flows: [income, spending],
};

/** What was given for a purpose is no income: the second statement says what came in and what was handed over. */
export const donationStatements: StatementEdition = {
  ...fundStatements,
  edition: 'donation-1',
  source: '公益事业捐赠法第22条（公开接受捐赠的情况和受赠财产的使用、管理情况）',
  confidence: 'K-M',
  flows: [
    { key: 'income', of: { codes: ['231'] } },
    { key: 'spending', of: { codes: ['232', '233'] } },
  ],
};

/** The layout that goes with a chart. */
export function statementEditionOf(chart: string): StatementEdition {
  if (chart.startsWith('union-')) return unionStatements;
  return chart.startsWith('donation-') ? donationStatements : fundStatements;
}
