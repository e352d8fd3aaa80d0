/** A line of a typical entry; the sum is typed in, its parts follow. */
interface TemplateLine {
  readonly account: string;
  readonly side: 'debit' | 'credit';
  readonly part: 'whole' | 'remitted' | 'kept';
}

export interface VoucherTemplate {
  readonly key: string;
  /** What stands on the voucher: in Chinese, as books are kept. */
  readonly words: string;
  readonly lines: readonly TemplateLine[];
}

const pair = (debit: string, credit: string): TemplateLine[] => [
  { account: debit, side: 'debit', part: 'whole' },
  { account: credit, side: 'credit', part: 'whole' },
];

/** The typical entries of 《工会会计制度》; a book offers those whose accounts its chart has. */
export const voucherTemplates: readonly VoucherTemplate[] = [
  { key: 'dues', words: '收会费', lines: pair('102', '401') },
  {
    key: 'employer_fund',
    words: '收行政拨缴工会经费',
    lines: [
      { account: '102', side: 'debit', part: 'whole' },
      { account: '402', side: 'credit', part: 'kept' },
      { account: '211', side: 'credit', part: 'remitted' },
    ],
  },
  { key: 'hand_up', words: '上解上级工会经费', lines: pair('211', '102') },
  { key: 'subsidy_promised', words: '确认上级补助', lines: pair('111', '403') },
  { key: 'subsidy_received', words: '收到上级补助', lines: pair('102', '111') },
  { key: 'employer_subsidy', words: '收行政补助', lines: pair('102', '405') },
  { key: 'festival', words: '节日慰问品', lines: pair('50301', '102') },
  { key: 'sports', words: '文体活动支出', lines: pair('50102', '102') },
  { key: 'cash_drawn', words: '提取现金备用', lines: pair('101', '102') },
  { key: 'fixed_asset', words: '购置固定资产', lines: [...pair('507', '102'), ...pair('131', '301')] },
  { key: 'depreciation', words: '计提折旧', lines: pair('301', '132') },
];
