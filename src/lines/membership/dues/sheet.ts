import { AppError } from '#kernel';
import { personHeadings, readPeopleSheet, type KnownHeadings, type PeopleSheet } from '#engines/roster';
import type { ListColumn } from './contract-money';
import type { ListKind } from './terms';

/** What columns are called; the first that a sheet has counts. */
const headingsOf: Readonly<Record<ListKind, KnownHeadings<ListColumn>>> = {
  wages: {
    ...personHeadings,
    amount: [
      ...[
        '会费基数',
        '缴费基数',
        '交费基数',
        '基本工资',
        '岗位工资',
        '月工资',
        '工资',
        '工资收入',
        '应发工资',
        '应发合计',
      ],
      ...['base', 'basicwage', 'wage'],
    ],
  },
  payments: {
    ...personHeadings,
    amount: [
      ...['扣会费', '代扣会费', '工会会费', '会费', '实扣会费', '实扣', '扣款金额', '扣款', '金额'],
      ...['dues', 'deducted', 'amount'],
    ],
  },
};

/** Refuses: what is no table (workbook.…), one without headings and rows below (membership.dues_list_no_heading). */
export async function readSheet(bytes: Uint8Array, name: string, kind: ListKind): Promise<PeopleSheet<ListColumn>> {
  const sheet = await readPeopleSheet(bytes, name, headingsOf[kind]);
  if (sheet === null) throw new AppError('membership.dues_list_no_heading');
  return sheet;
}
