import { AppError, exportTable, text, type Context, type FileAnswer, type WorkbookColumn } from '#kernel';
import type { Day, EndpointInput } from '#kernel/contract';
import type * as contract from './contract-match';
import type { SheetItem } from './contract-match';
import { showBankSheet } from './sheets';

interface Line {
  readonly item: string;
  readonly on: Day | null;
  readonly words: string;
  readonly voucher: string;
  readonly amount: bigint;
}

/** The sheet as a file: the bank's side, then the book's. Refuses: as the sheet; entries that wait for their numbers. */
export async function exportBankSheet(
  ctx: Context,
  { params, query }: EndpointInput<typeof contract.exportBankSheet>,
): Promise<FileAnswer> {
  const { account, month, content, record, waiting } = await showBankSheet(ctx, { params, query });
  if (record === null && waiting > 0) throw new AppError('ledger.sealing_waits', { count: waiting });
  const say = (key: string, values: Record<string, unknown> = {}) => text(ctx.language, `finance:bank.${key}`, values);
  const total = (item: string, amount: bigint): Line => ({
    item: say(`sheet.${item}`),
    on: null,
    words: '',
    voucher: '',
    amount,
  });
  const open = (item: string, rows: readonly SheetItem[]): Line[] =>
    rows.map(({ on, words, party, amount, entry }) => ({
      ...{ item: say(`sheet.${item}`), on, amount, words: [words, party].filter(Boolean).join(' ') },
      voucher: entry === null ? '' : `${entry.month} #${entry.number ?? ''}`,
    }));
  const lines = [
    total('bankBalance', content.bankBalance),
    ...open('bookIn', content.bookIn),
    ...open('bookOut', content.bookOut),
    total('adjustedBank', content.adjustedBank),
    total('bookBalance', content.bookBalance),
    ...open('bankIn', content.bankIn),
    ...open('bankOut', content.bankOut),
    total('adjustedBook', content.adjustedBook),
    ...(content.difference === 0n ? [] : [total('difference', content.difference)]),
  ];
  const title = (key: string) => `finance:bank.sheet.columns.${key}`;
  const columns: WorkbookColumn<Line>[] = [
    { key: 'item', title: title('item'), kind: 'text', width: 30, value: (row) => row.item },
    { key: 'on', title: title('on'), kind: 'day', width: 12, value: (row) => row.on },
    { key: 'words', title: title('words'), kind: 'text', width: 40, value: (row) => row.words },
    { key: 'voucher', title: title('voucher'), kind: 'text', width: 14, value: (row) => row.voucher },
    { key: 'amount', title: title('amount'), kind: 'fen', width: 18, value: (row) => row.amount },
  ];
  const signed =
    record === null
      ? say('sheet.notFinished')
      : say('sheet.signedBy', { finished: record.finished.name, reviewed: record.reviewed?.name ?? '—' });
  const { file } = await exportTable<Line>(ctx, {
    title: say('sheet.fileTitle', { month, book: account.bookName }),
    permission: 'finance.bank.read',
    unitName: account.unitName,
    filters: [`${account.bankName} ${account.number}`, signed],
    columns,
    rows: [lines],
  });
  return file;
}
