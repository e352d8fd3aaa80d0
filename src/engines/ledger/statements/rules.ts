import { createHash } from 'node:crypto';
import { accountAbove, type Element } from '../charts/chart';
import type { FlowSection, PositionLine, StatementEdition } from './editions';

/** What the two columns of a statement say of one account that takes postings, both as debit less credit. */
export interface AccountFigures {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly element: Element;
  readonly first: bigint;
  readonly second: bigint;
}

export interface AccountPart {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly first: bigint;
  readonly second: bigint;
}

export interface FilledLine {
  /** Tells the line within its statement. */
  readonly key: string;
  readonly kind: 'heading' | 'figure' | 'sum' | 'total';
  /** The name of the account; null where the line has words of its own. */
  readonly name: string | null;
  readonly code: string | null;
  readonly depth: number;
  /** Shown as what is taken off. */
  readonly isMinus: boolean;
  readonly first: bigint | null;
  readonly second: bigint | null;
  /** The accounts that the figures are the sums of. */
  readonly accounts: readonly AccountPart[];
}

type Known = { readonly code: string; readonly name: string; readonly element: Element };

const isOf = (code: string) => (one: { code: string }) => one.code.startsWith(code);

function filled(
  head: Pick<FilledLine, 'key' | 'kind'> & Partial<FilledLine>,
  members: readonly AccountFigures[],
  sign: 1n | -1n,
): FilledLine {
  const accounts = members
    .map(({ id, code, name, first, second }) => ({ id, code, name, first: sign * first, second: sign * second }))
    .filter((part) => part.first !== 0n || part.second !== 0n);
  const total = (column: 'first' | 'second') => accounts.reduce((sum, part) => sum + part[column], 0n);
  return {
    ...{ name: null, code: null, depth: 0, isMinus: false, accounts },
    ...{ first: total('first'), second: total('second') },
    ...head,
  };
}

const heading = (key: string): FilledLine => ({
  ...{ key, kind: 'heading', name: null, code: null, depth: 0, isMinus: false },
  ...{ first: null, second: null, accounts: [] },
});

/** One side of the balance sheet. `chart` has the accounts that sum up others too; `figures` only those that take postings. */
export function fillPosition(
  lines: readonly PositionLine[],
  chart: readonly Known[],
  figures: readonly AccountFigures[],
): FilledLine[] {
  const codes = new Set(chart.map((account) => account.code));
  const tops = chart.filter((account) => accountAbove(account.code, codes) === null);
  const isNamed = (code: string) => lines.some((line) => 'code' in line && line.code === code);
  return lines.flatMap((line): FilledLine[] => {
    switch (line.kind) {
      case 'heading':
        return [heading(line.key)];
      case 'account':
        return ofAccount(
          chart.filter((account) => account.code === line.code),
          figures,
          line.isMinus === true,
        );
      case 'rest':
        return tops
          .filter((account) => account.element === line.element && !isNamed(account.code))
          .flatMap((account) => ofAccount([account], figures, false));
      case 'sum': {
        const members = figures.filter((one) => line.codes.some((code) => isOf(code)(one)));
        return members.length === 0 ? [] : [filled({ key: line.key, kind: 'sum' }, members, 1n)];
      }
      case 'total': {
        const sign = line.elements.includes('asset') ? 1n : -1n;
        const members = figures.filter((one) => line.elements.includes(one.element));
        return [filled({ key: line.key, kind: 'total' }, members, sign)];
      }
      case 'uncarried': {
        const members = figures.filter((one) => one.element === 'income' || one.element === 'expense');
        return members.length === 0 ? [] : [filled({ key: line.key, kind: 'figure' }, members, -1n)];
      }
    }
  });
}

function ofAccount(accounts: readonly Known[], figures: readonly AccountFigures[], isMinus: boolean): FilledLine[] {
  return accounts.map(({ code, name, element }) => {
    const sign = (element === 'asset') === isMinus ? -1n : 1n;
    return filled({ key: code, kind: 'figure', code, name, isMinus }, figures.filter(isOf(code)), sign);
  });
}

/** What came in, what went out, each with the accounts below it that moved, and the difference. */
export function fillResult(
  flows: StatementEdition['flows'],
  chart: readonly Known[],
  figures: readonly AccountFigures[],
): FilledLine[] {
  const sections = flows.map((section) => fillSection(section, chart, figures));
  const members = flows.flatMap((section) => figures.filter(isMember(section)));
  return [...sections.flat(), filled({ key: 'difference', kind: 'total' }, members, -1n)];
}

function isMember({ of }: FlowSection): (one: { code: string; element: Element }) => boolean {
  if ('element' in of) return (one) => one.element === of.element;
  return (one) => of.codes.some((code) => isOf(code)(one));
}

function fillSection(section: FlowSection, chart: readonly Known[], figures: readonly AccountFigures[]): FilledLine[] {
  const sign = section.key === 'income' ? -1n : 1n;
  const codes = new Set(chart.map((account) => account.code));
  const isInSection = isMember(section);
  const lines = chart.filter(isInSection).flatMap(({ code, name }): FilledLine[] => {
    const depth = accountAbove(code, codes) === null ? 1 : 2;
    const line = filled({ key: code, kind: 'figure', code, name, depth }, figures.filter(isOf(code)), sign);
    return depth === 2 && line.accounts.length === 0 ? [] : [line];
  });
  return [filled({ key: section.key, kind: 'sum' }, figures.filter(isInSection), sign), ...lines];
}

export interface StatementLines {
  readonly assets: readonly FilledLine[];
  readonly claims: readonly FilledLine[];
  readonly result: readonly FilledLine[];
}

/** 资产 less 负债 and 净资产, in both columns: none unless somebody has gone around the ledger. */
export function differenceOfSides({ assets, claims }: StatementLines): { first: bigint; second: bigint } {
  const left = assets.find((line) => line.key === 'assets_total')!;
  const right = claims.find((line) => line.key === 'claims_total')!;
  return { first: left.first! - right.first!, second: left.second! - right.second! };
}

const parts = ['assets', 'claims', 'result'] as const;

/** The fingerprint of a statement: of its figures in their order, and of what they are of. */
export function hashOfStatement(
  about: { bookId: string; edition: string; on: string; span: string },
  lines: StatementLines,
): string {
  const rows = parts.flatMap((part) =>
    lines[part].map(({ key, name, first, second }) => [
      ...[part, key, name],
      ...[first, second].map((fen) => (fen === null ? null : fen.toString())),
    ]),
  );
  const { bookId, edition, on, span } = about;
  return createHash('sha256')
    .update(JSON.stringify([bookId, edition, on, span, rows]))
    .digest('hex');
}

export interface LineDifference {
  readonly part: (typeof parts)[number];
  readonly key: string;
  readonly name: string | null;
  readonly column: 'first' | 'second';
  readonly then: bigint;
  readonly now: bigint;
}

/** Where the books say something else today than a published statement did. */
export function differencesOf(published: StatementLines, live: StatementLines): LineDifference[] {
  return parts.flatMap((part) => {
    const before = new Map(published[part].map((line) => [line.key, line]));
    const after = new Map(live[part].map((line) => [line.key, line]));
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) =>
      (['first', 'second'] as const).flatMap((column): LineDifference[] => {
        const then = before.get(key)?.[column] ?? 0n;
        const now = after.get(key)?.[column] ?? 0n;
        const name = (before.get(key) ?? after.get(key)!).name;
        return then === now ? [] : [{ part, key, name, column, then, now }];
      }),
    );
  });
}
