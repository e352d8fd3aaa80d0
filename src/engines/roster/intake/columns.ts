import type { WorkbookCell } from '#kernel';
import { intakeColumns, type IntakeColumn } from './contract';
import {
  cellWords,
  isBlank,
  readDay,
  readEmployment,
  readGender,
  readNumber,
  readPersonName,
  readPhone,
  type DayGround,
  type Fault,
  type Reading,
} from './cells';
import {
  readCard,
  readEducation,
  readEmployer,
  readFormerNames,
  readIdentity,
  readMigrant,
  readNation,
} from './dossier-cells';
import type { UnitIndex } from './unit-index';

/** What a cell becomes. Units are ids here. */
export type Given = string | boolean | readonly string[];

export interface ReadingGround extends DayGround {
  readonly units: UnitIndex;
}

export interface ColumnRule {
  /** Headings by which the column is known, in both languages; our own label is the first of each. */
  readonly headings: readonly string[];
  /** `always`: without it nobody is meant. `new`: a person can't be added without it. */
  readonly need: 'always' | 'new' | 'never';
  /** An empty cell may empty the field when the clerk says that blanks count. */
  readonly mayBeEmptied: boolean;
  read(cell: WorkbookCell | null | undefined, ground: ReadingGround): Reading<Given>;
}

const byWords =
  (read: (words: string) => Reading<Given>) =>
  (cell: WorkbookCell | null | undefined): Reading<Given> =>
    read(cellWords(cell));

function readUnit(cell: WorkbookCell | null | undefined, { units }: ReadingGround): Reading<string> {
  const words = cellWords(cell);
  if (isBlank(words)) return { value: null };
  const found = units.find(words);
  return 'fault' in found ? found : { value: found.unit.id };
}

/**
 * The columns that a sheet may have. A further field of a person is a row here, a field in the store's statements and
 * a label in the texts.
 */
export const columnRules: Readonly<Record<IntakeColumn, ColumnRule>> = {
  staffNumber: {
    headings: [
      '工号',
      '员工编号',
      '职工号',
      '职工编号',
      '员工号',
      '人员编号',
      '人员编码',
      '工作证号',
      'staff number',
      'employee number',
      'employee id',
      'staff id',
    ],
    need: 'always',
    mayBeEmptied: false,
    read: byWords(readNumber),
  },
  name: {
    headings: ['姓名', '职工姓名', '员工姓名', '名字', 'name', 'full name'],
    need: 'new',
    mayBeEmptied: false,
    read: byWords(readPersonName),
  },
  gender: {
    headings: ['性别', 'gender', 'sex'],
    need: 'new',
    mayBeEmptied: false,
    read: byWords(readGender),
  },
  bornOn: {
    headings: ['出生日期', '出生年月日', '出生年月', '生日', 'date of birth', 'born on', 'birthday'],
    need: 'never',
    mayBeEmptied: true,
    read: readDay,
  },
  phone: {
    headings: [
      '手机',
      '手机号',
      '手机号码',
      '联系电话',
      '电话',
      '联系方式',
      '移动电话',
      'phone',
      'mobile',
      'telephone',
    ],
    need: 'never',
    mayBeEmptied: true,
    read: byWords(readPhone),
  },
  unit: {
    headings: [
      '单位',
      '部门',
      '工区',
      '班组',
      '所在单位',
      '所在部门',
      '工作单位',
      '所属单位',
      '所属部门',
      'unit',
      'department',
      'team',
    ],
    need: 'new',
    mayBeEmptied: false,
    read: readUnit,
  },
  employmentKind: {
    headings: [
      '用工形式',
      '用工性质',
      '用工类型',
      '用工类别',
      '职工类别',
      '人员类别',
      'employment',
      'kind of employment',
      'employment type',
    ],
    need: 'new',
    mayBeEmptied: false,
    read: byWords(readEmployment),
  },
  employedFrom: {
    headings: [
      '到岗日期',
      '参加工作时间',
      '参加工作日期',
      '入职日期',
      '入职时间',
      '到岗时间',
      '进场日期',
      '进厂日期',
      'employed from',
      'first day',
      'start date',
      'hire date',
    ],
    need: 'new',
    mayBeEmptied: false,
    read: readDay,
  },
  leftOn: {
    headings: ['离职日期', '离职时间', '离岗日期', '离场日期', '退休日期', 'last day', 'left on', 'leaving date'],
    need: 'never',
    mayBeEmptied: false,
    read: readDay,
  },
  formerNames: {
    headings: ['曾用名', '原名', 'former names', 'former name'],
    need: 'never',
    mayBeEmptied: true,
    read: byWords(readFormerNames),
  },
  nation: {
    headings: ['民族', '族别', 'nationality', 'ethnicity'],
    need: 'never',
    mayBeEmptied: true,
    read: byWords(readNation),
  },
  education: {
    headings: ['学历', '文化程度', '最高学历', '教育程度', 'education'],
    need: 'never',
    mayBeEmptied: true,
    read: byWords(readEducation),
  },
  employer: {
    headings: [
      '用人单位',
      '用工单位',
      '派遣单位',
      '派遣公司',
      '劳务公司',
      '劳务派遣公司',
      '劳务派遣单位',
      'employer',
      'agency',
    ],
    need: 'never',
    mayBeEmptied: true,
    read: byWords(readEmployer),
  },
  isMigrant: {
    headings: ['农民工', '是否农民工', '农民工标识', 'migrant worker', 'migrant'],
    need: 'never',
    mayBeEmptied: false,
    read: byWords(readMigrant),
  },
  identityNumber: {
    headings: [
      '身份证号',
      '身份证号码',
      '公民身份号码',
      '身份证',
      '居民身份证号',
      '身份号码',
      '证件号码',
      '证件号',
      'identity number',
      'id number',
      'id card',
    ],
    need: 'never',
    mayBeEmptied: true,
    read: readIdentity,
  },
  bankCard: {
    headings: [
      '银行卡号',
      '银行卡',
      '银行账号',
      '银行账户',
      '银行卡号码',
      '工资卡号',
      '工资卡',
      '卡号',
      'bank card',
      'bank account',
      'card number',
    ],
    need: 'never',
    mayBeEmptied: true,
    read: readCard,
  },
};

export interface PlacedFault extends Fault {
  readonly column: IntakeColumn | null;
}
/** What a row says; a column that the sheet lacks is missing, an empty cell is null. */
export type GivenRow = { readonly [Column in IntakeColumn]?: Given | null };

/** Reads the mapped cells of a row: what they say, and what is wrong with each. */
export function readRow(
  cells: readonly (WorkbookCell | null)[],
  mapping: Readonly<Partial<Record<IntakeColumn, number>>>,
  ground: ReadingGround,
  mergedInto: (place: number) => string | null,
): { given: GivenRow; faults: PlacedFault[] } {
  const given: { [Column in IntakeColumn]?: Given | null } = {};
  const faults: PlacedFault[] = [];
  for (const column of intakeColumns) {
    const place = mapping[column];
    if (place === undefined) continue;
    const cell = cells[place];
    const merged = cell === null || cell === undefined ? mergedInto(place) : null;
    const reading: Reading<Given> =
      merged !== null
        ? { fault: { code: 'merged_cell', params: { cell: merged } } }
        : cell?.kind === 'fault'
          ? { fault: { code: cell.text === '=' ? 'formula_empty' : 'formula_fault', params: { value: cell.text } } }
          : columnRules[column].read(cell, ground);
    if ('fault' in reading) faults.push({ column, ...reading.fault });
    else given[column] = reading.value;
  }
  return { given, faults };
}
