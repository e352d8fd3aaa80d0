import { newId } from '#kernel';
import type { NewUnit } from '#engines/roster';

/** Units of the world by what they are; each with the id that this run gave it. */
export interface WorldUnits {
  readonly all: readonly NewUnit[];
  readonly group: NewUnit;
  readonly works: NewUnit;
  readonly departments: readonly NewUnit[];
  readonly areas: readonly NewUnit[];
  readonly stations: readonly NewUnit[];
  readonly workshops: readonly NewUnit[];
  readonly canteens: readonly NewUnit[];
  readonly teams: readonly NewUnit[];
}

const FOUNDED = '1958-10-01';
const areaNames = ['东滩', '西滩', '南港', '北坨', '中渠', '新堤'];
const departmentNames = [
  '场部办公室',
  '生产技术科',
  '安全环保科',
  '财务科',
  '人力资源科',
  '设备动力科',
  '产品销售科',
  '工会办公室',
];
const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一'];

const CANTEENS_PER_AREA = 5;
const STATIONS_PER_AREA = 2;
const STATIONS_WITH_CANTEEN = 9;
const TEAMS_PER_AREA = 11;
const TEAMS_PER_WORKSHOP = 6;

/** One group company › one works › 8 departments, 6 work areas, 12 pumping stations, 2 workshops, 41 canteens, 90 teams. */
export function worldUnits(): WorldUnits {
  const all: NewUnit[] = [];
  const add = (kind: string, name: string, parent: NewUnit | null, shortName = name): NewUnit => {
    const unit = {
      id: newId(),
      parentId: parent?.id ?? null,
      kind,
      name,
      shortName,
      position: all.length,
      from: FOUNDED,
    };
    all.push(unit);
    return unit;
  };
  const group = add('group', '海晏化工集团有限公司', null, '海晏集团');
  const works = add('works', '海晏盐场', group);
  const departments = departmentNames.map((name) => add('department', name, works));
  const areas = areaNames.map((name) => add('work_area', `${name}工区`, works));
  const stations = areas.flatMap((area, i) =>
    numerals.slice(0, STATIONS_PER_AREA).map((n) => add('pumping_station', `${areaNames[i]!}${n}号泵站`, area)),
  );
  const workshops = ['机修车间', '洗盐车间'].map((name) => add('workshop', name, works));
  const canteens = [
    ...['机关食堂', '青年公寓食堂'].map((name) => add('canteen', name, works)),
    ...areas.flatMap((area, i) =>
      numerals.slice(0, CANTEENS_PER_AREA).map((n) => add('canteen', `${areaNames[i]!}${n}食堂`, area)),
    ),
    ...stations.slice(0, STATIONS_WITH_CANTEEN).map((station) => add('canteen', `${station.name}食堂`, station)),
  ];
  const teams = [
    ...areas.flatMap((area, i) =>
      numerals.slice(0, TEAMS_PER_AREA).map((n) => add('team', `${areaNames[i]!}${n}班`, area)),
    ),
    ...stations.map((station) => add('team', `${station.name}运行班`, station)),
    ...workshops.flatMap((shop) =>
      numerals.slice(0, TEAMS_PER_WORKSHOP).map((n) => add('team', `${shop.name.slice(0, 2)}${n}班`, shop)),
    ),
  ];
  return { all, group, works, departments, areas, stations, workshops, canteens, teams };
}
