import type { Language } from '#kernel/contract';
import type { PeriodKind } from './periods';
import type { Aggregate, Direction } from './rules';

/** A definition that a works may take over; from then on it is its own data. */
export interface Model {
  readonly key: string;
  readonly names: Readonly<Record<Language, string>>;
  readonly sources: Readonly<Record<Language, string>>;
  readonly measuredIn: string;
  readonly better: Direction;
  readonly bandFrom: string | null;
  readonly bandTo: string | null;
  readonly least: string | null;
  readonly most: string | null;
  readonly decimals: number;
  readonly rhythm: PeriodKind;
  readonly aggregate: Aggregate;
  readonly weightKey: string | null;
  readonly formula: string;
}

const nothingSaid: Readonly<Record<Language, string>> = { 'zh-CN': '', en: '' };

function model(
  key: string,
  chinese: string,
  english: string,
  measuredIn: string,
  better: Direction,
  change: Partial<Model> = {},
): Model {
  return {
    ...{ key, names: { 'zh-CN': chinese, en: english }, sources: nothingSaid, measuredIn, better },
    ...{ bandFrom: null, bandTo: null, least: '0', most: null, decimals: 2, rhythm: 'month', aggregate: 'sum' },
    ...{ weightKey: null, formula: '', ...change },
  };
}

const rate = (weightKey: string): Partial<Model> => ({ most: '100', aggregate: 'weighted', weightKey });
const industrialSalt: Readonly<Record<Language, string>> = {
  'zh-CN': 'GB/T 5462 日晒工业盐分级指标，限值按所执行的年版填写',
  en: 'Grades of solar industrial salt, GB/T 5462; enter the limits of the edition in force',
};

/** Indicators of a sea-salt works. Limits and plans are not here: each works sets its own. */
export const models: readonly Model[] = [
  model('crude_salt', '原盐产量', 'Crude salt output', '吨', 'higher'),
  model('crystal_area', '结晶面积', 'Crystallising area', '公亩', 'higher', { aggregate: 'last' }),
  model('yield_per_are', '公亩单产', 'Yield per are', '吨/公亩', 'higher', {
    formula: 'crude_salt / crystal_area',
    decimals: 3,
  }),
  model('top_grade_salt', '优一级品产量', 'Output of superior and first grade', '吨', 'higher'),
  model('top_grade_rate', '优一级品率', 'Share of superior and first grade', '%', 'higher', {
    ...{ formula: 'top_grade_salt * 100 / crude_salt', most: '100' },
  }),
  model('nacl', '氯化钠含量', 'Sodium chloride', '%', 'higher', { ...rate('crude_salt'), sources: industrialSalt }),
  model('sulphate', '硫酸根含量', 'Sulphate', '%', 'lower', {
    ...rate('crude_salt'),
    decimals: 3,
    sources: industrialSalt,
  }),
  model('insolubles', '水不溶物', 'Insolubles', '%', 'lower', {
    ...rate('crude_salt'),
    decimals: 3,
    sources: industrialSalt,
  }),
  model('seawater_in', '纳潮量', 'Sea water taken in', '万立方米', 'higher'),
  model('brine_made', '制卤量', 'Brine made', '立方米', 'higher'),
  model('brine_in_degree', '入池卤水浓度', 'Brine filled into crystallisers', '°Bé', 'band', {
    ...{ bandFrom: '25', bandTo: '25.5', most: '40', aggregate: 'mean', decimals: 1 },
  }),
  model('brine_out_degree', '排出卤水浓度', 'Bittern drained', '°Bé', 'band', {
    ...{ bandFrom: '28', bandTo: '30', most: '40', aggregate: 'mean', decimals: 1 },
  }),
  model('brine_used', '耗用卤水', 'Brine used', '立方米', 'lower'),
  model('brine_per_tonne', '吨盐卤耗', 'Brine per tonne of salt', '立方米/吨', 'lower', {
    formula: 'brine_used / crude_salt',
  }),
  model('bittern', '甩卤量', 'Bittern delivered', '万立方米', 'higher'),
  model('salt_layer', '盐层厚度', 'Salt layer', '厘米', 'higher', { aggregate: 'last', decimals: 1 }),
  model('workers', '平均在岗人数', 'Workers on average', '人', 'higher', { aggregate: 'mean', decimals: 1 }),
  model('labour_productivity', '实物劳动生产率', 'Output per worker', '吨/人', 'higher', {
    formula: 'crude_salt / workers',
  }),
  model('salt_cost', '制盐成本总额', 'Cost of salt', '元', 'lower'),
  model('cost_per_tonne', '吨盐成本', 'Cost per tonne of salt', '元/吨', 'lower', {
    formula: 'salt_cost / crude_salt',
  }),
  model('electricity', '制盐用电量', 'Electricity used', '千瓦时', 'lower'),
  model('power_per_tonne', '吨盐电耗', 'Electricity per tonne of salt', '千瓦时/吨', 'lower', {
    formula: 'electricity / crude_salt',
  }),
  model('sales', '原盐销量', 'Salt sold', '吨', 'higher'),
  model('sales_rate', '产销率', 'Sales against output', '%', 'higher', { formula: 'sales * 100 / crude_salt' }),
  model('payment_due', '应收货款', 'Payments due', '元', 'higher'),
  model('payment_received', '已收货款', 'Payments received', '元', 'higher'),
  model('payment_rate', '货款回收率', 'Share of payments received', '%', 'higher', {
    formula: 'payment_received * 100 / payment_due',
  }),
  model('equipment_rate', '设备完好率', 'Equipment in working order', '%', 'higher', {
    most: '100',
    aggregate: 'mean',
  }),
  model('salt_lost', '盐损失量', 'Salt lost', '吨', 'lower'),
  model('loss_rate', '盐损失率', 'Share of salt lost', '%', 'lower', { formula: 'salt_lost * 100 / crude_salt' }),
  model('injured', '负伤人数', 'Workers injured', '人', 'lower', { decimals: 0 }),
  model('serious_accidents', '重大事故次数', 'Serious accidents', '次', 'lower', { decimals: 0 }),
  model('injury_rate', '千人负伤率', 'Injured in a thousand', '‰', 'lower', { formula: 'injured * 1000 / workers' }),
  model('training_rate', '培训轮训率', 'Share trained', '%', 'higher', { most: '100', aggregate: 'last' }),
  model('certified_rate', '持证率', 'Share with certificates', '%', 'higher', { most: '100', aggregate: 'last' }),
];
