import type { Context, Parameter } from '#kernel';
import { feeShape, type Fee } from './contributions/contract';
import { doublePaymentShape, ownAccountsShape, type DoublePayment, type OwnAccounts } from './payments/contract';
import { contributionsByVersion } from './contributions/store';

const FIRST_DAY = '1949-10-01';

const fee: Parameter<Fee> = {
  shape: feeShape,
  seed: {
    value: { rhythm: '每年', feeFen: 36_00 },
    validFrom: FIRST_DAY,
    level: 'product',
    source: '企业互助会章程通例（每年12至60元），请按本单位章程修改',
    confidence: 'K-M',
  },
  countUses: (ctx: Context, ids) => contributionsByVersion(ctx, ids),
};

const doublePayment: Parameter<DoublePayment> = {
  shape: doublePaymentShape,
  seed: {
    value: { sameSource: '不允许', otherSource: '说明理由' },
    validFrom: FIRST_DAY,
    level: 'product',
    source: '帮扶工作通行规则：同一年度同一事项不重复救助，集团救助之外再给予救助须说明理由',
    confidence: 'P',
  },
};

const ownAccounts: Parameter<OwnAccounts> = {
  shape: ownAccountsShape,
  seed: {
    value: [
      { code: '50402', name: '困难职工帮扶费' },
      { code: '50403', name: '送温暖费' },
    ],
    validFrom: FIRST_DAY,
    level: 'product',
    source: '《工会会计制度》财会〔2021〕7号，维权支出明细',
    confidence: 'K-M',
  },
};

export const moneyParameters: readonly Parameter[] = [
  fee as Parameter,
  doublePayment as Parameter,
  ownAccounts as Parameter,
];
