import type { Context } from '#kernel';
import { createDuties, markDutyDone, type NewDuty } from '#engines/schedule';
import type { WorldAccount } from './accounts';
import type { WorldUnits } from './units';

/** What comes back in the works and its areas, and what was done of it by the world's day. */
interface WorldDuty {
  duty: Omit<NewDuty, 'unitId' | 'startsOn'>;
  unit: 'works' | 'firstArea' | 'secondArea' | 'canteen';
  /** The username of the person named; the others are done by a post, or by whoever looks after the unit. */
  doneBy?: string;
  from?: string;
  /** The first day of the round, the day on which it was done, and what was done. */
  done: readonly (readonly [round: string, day: string, note: string])[];
}

const safetyCheck = { title: '每月安全检查', recurrence: 'monthly', days: { from: 10, to: 18 } } as const;

const duties: readonly WorldDuty[] = [
  // Due on the world's very day.
  {
    duty: { ...safetyCheck, words: '每月中旬', shift: 'after' },
    unit: 'firstArea',
    done: [
      ['2024-01-10', '2024-01-16', '查了十一个班组，护栏松动一处，当天加固。'],
      ['2024-02-10', '2024-02-19', '节后复工检查，补发雨靴十二双。'],
      ['2024-03-10', '2024-03-14', '查了两座泵站，更换漏电保护器一只。'],
      ['2024-04-10', '2024-04-17', '晒盐机械逐台过了一遍，没有新问题。'],
      ['2024-05-10', '2024-05-21', '因连日降雨推后三天；清出积水沟两条。'],
    ],
  },
  {
    duty: { ...safetyCheck, words: '每月中旬', shift: 'after' },
    unit: 'secondArea',
    done: [
      ['2024-01-10', '2024-01-11', '查了十一个班组，整改用电隐患三处。'],
      ['2024-02-10', '2024-02-18', '节后复工检查，宿舍取暖设备全部停用封存。'],
      ['2024-03-10', '2024-03-13', '查了结晶池走道，补防滑垫四块。'],
      ['2024-04-10', '2024-04-12', '查劳保用品佩戴情况，当场纠正七人。'],
      ['2024-05-10', '2024-05-15', '查防汛物资，沙袋不足已补领。'],
      ['2024-06-10', '2024-06-13', '查高温岗位饮水点，添置两处。'],
    ],
  },
  // Late on the world's day: the round of June ended on the 10th.
  {
    duty: { title: '每月收集职工意见', recurrence: 'monthly', days: { from: 1, to: 10 }, words: '每月上旬' },
    unit: 'firstArea',
    doneBy: 'officer',
    from: '2024-03-01',
    done: [
      ['2024-03-01', '2024-03-08', '收到意见九条，三条当场答复，六条转总场。'],
      ['2024-04-01', '2024-04-09', '收到意见五条，多为通勤班车时间。'],
      ['2024-05-01', '2024-05-10', '收到意见七条，食堂口味三条已转伙食委员会。'],
    ],
  },
  {
    duty: { title: '每月伙食委员会例会', recurrence: 'monthly', days: { from: 1, to: 10 }, words: '每月上旬' },
    unit: 'works',
    doneBy: 'cashier',
    done: [
      ['2024-01-01', '2024-01-09', '核对四季度成本，公布各食堂结余。'],
      ['2024-02-01', '2024-02-06', '商定春节值班菜单。'],
      ['2024-03-01', '2024-03-07', '通过“六好职工食堂”评比细则。'],
      ['2024-04-01', '2024-04-09', '听取炊工比武准备情况。'],
      ['2024-05-01', '2024-05-08', '调换两家蔬菜供应商。'],
      ['2024-06-01', '2024-06-06', '安排高温季节绿豆汤供应。'],
    ],
  },
  {
    duty: {
      title: '每周食堂卫生检查',
      recurrence: 'weekly',
      days: { from: 5, to: 5 },
      post: 'canteen_head',
      words: '每周五',
    },
    unit: 'canteen',
    from: '2024-05-13',
    done: [
      ['2024-05-17', '2024-05-17', '冷库温度、留样柜、灶间地面均合格。'],
      ['2024-05-24', '2024-05-24', '灭蝇灯坏一只，已换。'],
      ['2024-05-31', '2024-05-31', '餐具消毒记录漏填一天，已补记并提醒。'],
      ['2024-06-07', '2024-06-07', '全部合格。'],
      ['2024-06-14', '2024-06-14', '下水口异味，已疏通。'],
    ],
  },
  {
    duty: { title: '每季度更新厂务公开栏', recurrence: 'quarter_end', words: '每季度末' },
    unit: 'works',
    doneBy: 'chair',
    done: [['2024-03-21', '2024-03-28', '工资浮动、奖金发放等五项内容上栏，六个工区同日换新。']],
  },
  {
    duty: {
      title: '元宵节前走访困难职工',
      recurrence: 'lunar',
      festival: { name: 'lantern', daysBefore: 7, daysAfter: 0 },
    },
    unit: 'works',
    doneBy: 'chair',
    done: [['2024-02-17', '2024-02-22', '走访二十三户，每户送米面油和慰问金。']],
  },
  {
    duty: { title: '每半年民主评议工会干部', recurrence: 'half_yearly', month: 6, words: '每半年' },
    unit: 'works',
    done: [],
  },
  {
    duty: { title: '暑期送清凉', recurrence: 'yearly', month: 7, words: '每年七月' },
    unit: 'firstArea',
    doneBy: 'officer',
    done: [],
  },
];

/** States the duties in one go and marks what was done of them; answers how many there are. */
export async function stateDuties(
  ctx: Context,
  units: Pick<WorldUnits, 'works' | 'areas' | 'canteens'>,
  accounts: readonly WorldAccount[],
): Promise<number> {
  const unitOf = {
    works: units.works,
    firstArea: units.areas[0]!,
    secondArea: units.areas[1]!,
    canteen: units.canteens[0]!,
  };
  const ids = await createDuties(
    ctx,
    duties.map(({ duty, unit, doneBy, from }) => ({
      ...duty,
      unitId: unitOf[unit].id!,
      personId: accounts.find((account) => account.username === doneBy)?.person.id ?? null,
      startsOn: from ?? '2024-01-01',
    })),
  );
  for (const [i, { done }] of duties.entries())
    for (const [occurrence, doneOn, note] of done)
      await markDutyDone(ctx, { id: ids[i]!, occurrence, doneOn, note, version: 0 });
  return ids.length;
}
