import { clearingAccount, type Chart, type ChartAccount } from './chart';

const money: readonly ChartAccount[] = [
  { code: '101', name: '库存现金', element: 'asset', money: 'cash' },
  { code: '102', name: '银行存款', element: 'asset', money: 'bank' },
  clearingAccount,
];

/** Dues have books of their own: they stay wholly with the union that collects them. */
export const duesChart: Chart = {
  edition: 'dues-1',
  name: '会费账',
  source: '工发〔1978〕101号；财会〔2021〕7号',
  accounts: [
    ...money,
    { code: '113', name: '应收会费', element: 'asset', party: 'person' },
    { code: '221', name: '预收会费', element: 'liability', party: 'person' },
    { code: '312', name: '会费结余', element: 'net_asset' },
    { code: '401', name: '会费收入', element: 'income', carriesTo: '312' },
    { code: '408', name: '利息收入', element: 'income', carriesTo: '312' },
    { code: '50102', name: '文体活动费', element: 'expense', carriesTo: '312' },
    { code: '50301', name: '节日慰问费', element: 'expense', carriesTo: '312' },
    { code: '50399', name: '其他服务费', element: 'expense', carriesTo: '312' },
    { code: '510', name: '其他支出', element: 'expense', carriesTo: '312' },
  ],
};

/** Money that members give for each other: a fund of its own with what it pays out. */
export const mutualFundChart: Chart = {
  edition: 'mutual-fund-1',
  name: '互助基金账',
  source: '企业互助互济基金会通例',
  accounts: [
    ...money,
    { code: '113', name: '应收会员款', element: 'asset', party: 'person' },
    { code: '221', name: '应付待付款', element: 'liability', party: 'person' },
    { code: '311', name: '基金结存', element: 'net_asset' },
    { code: '401', name: '会员缴纳', element: 'income', carriesTo: '311' },
    { code: '402', name: '行政拨入', element: 'income', carriesTo: '311' },
    { code: '403', name: '工会补助', element: 'income', carriesTo: '311' },
    { code: '404', name: '捐款转入', element: 'income', carriesTo: '311' },
    { code: '408', name: '利息收入', element: 'income', carriesTo: '311' },
    { code: '501', name: '互助金支出', element: 'expense', carriesTo: '311' },
    { code: '502', name: '保险费支出', element: 'expense', carriesTo: '311' },
    { code: '510', name: '手续费', element: 'expense', carriesTo: '311' },
  ],
};

/** What was given for one purpose is owed to that purpose until it is handed over. */
export const donationChart: Chart = {
  edition: 'donation-1',
  name: '捐款专户账',
  source: '公益事业捐赠法第16、18、21、22条',
  accounts: [
    ...money,
    { code: '231', name: '代管捐款', element: 'liability' },
    { code: '23101', name: '收到捐款', element: 'liability', party: 'person' },
    { code: '23102', name: '单位捐款', element: 'liability', party: 'unit' },
    { code: '23103', name: '不具名捐款', element: 'liability' },
    { code: '23104', name: '利息', element: 'liability' },
    { code: '232', name: '已交付捐款', element: 'liability', isContra: true, party: 'person' },
    { code: '233', name: '结余转出', element: 'liability', isContra: true },
  ],
};

/** The members' own money: what they have put in is owed to each of them. */
export const savingsChart: Chart = {
  edition: 'savings-2',
  name: '储金会账',
  source: '职工互助储金会通例',
  accounts: [
    ...money,
    { code: '114', name: '会员借款', element: 'asset', party: 'person' },
    { code: '222', name: '会员储金', element: 'liability', party: 'person' },
    { code: '223', name: '待分配收益', element: 'liability' },
    { code: '224', name: '借款损失准备', element: 'liability' },
    { code: '312', name: '储金会结余', element: 'net_asset' },
    { code: '408', name: '利息收入', element: 'income', carriesTo: '312' },
    { code: '501', name: '会员分红', element: 'expense', carriesTo: '312' },
    { code: '510', name: '手续费', element: 'expense', carriesTo: '312' },
  ],
};

/** A canteen lives by what is eaten in it: meals, subsidies, goods, wages. */
export const canteenChart: Chart = {
  edition: 'canteen-1',
  name: '食堂账',
  source: '食堂成本核算通例',
  accounts: [
    ...money,
    { code: '121', name: '库存原料', element: 'asset' },
    { code: '221', name: '应付货款', element: 'liability', party: 'payee' },
    { code: '222', name: '就餐卡余额', element: 'liability', party: 'person' },
    { code: '312', name: '食堂结余', element: 'net_asset' },
    { code: '401', name: '伙食收入', element: 'income', carriesTo: '312' },
    { code: '405', name: '行政补贴', element: 'income', carriesTo: '312' },
    { code: '408', name: '其他收入', element: 'income', carriesTo: '312' },
    { code: '501', name: '原料成本', element: 'expense', carriesTo: '312' },
    { code: '502', name: '燃料水电', element: 'expense', carriesTo: '312' },
    { code: '503', name: '炊具用品', element: 'expense', carriesTo: '312' },
    { code: '510', name: '其他支出', element: 'expense', carriesTo: '312' },
  ],
};
