import type { Parameter } from '#kernel';
import {
  auditSizeShape,
  committeeSizesShape,
  delegateSizesShape,
  groupLeastShape,
  termNoticeShape,
  womenLeastShape,
} from './size-parameters';

const ELECTIONS = '《工会基层组织选举工作条例》（2016）';
const CONGRESSES = '《基层工会会员代表大会条例》（2019）';

const seed = (level: 'national' | 'product', source: string, confidence: string) => ({
  validFrom: '1949-10-01',
  ...{ level, source, confidence },
});
const row = (fromMembers: number, toMembers: number, least: number, most: number) => ({
  ...{ fromMembers, toMembers, least, most },
});

/** What the rules on elections and congresses say about sizes; a higher union may have its own. */
export const bodySeeds: readonly Parameter[] = [
  {
    shape: committeeSizesShape,
    seed: {
      ...seed('national', ELECTIONS, 'K-H'),
      value: [
        { ...row(0, 24, 3, 5), oneAlone: '可以' },
        { ...row(25, 200, 3, 7), oneAlone: '不可以' },
        { ...row(201, 1000, 7, 15), oneAlone: '不可以' },
        { ...row(1001, 5000, 15, 21), oneAlone: '不可以' },
        { ...row(5001, 10_000, 21, 29), oneAlone: '不可以' },
      ],
    },
  },
  {
    shape: delegateSizesShape,
    seed: {
      ...seed('national', CONGRESSES, 'K-H'),
      value: [
        row(100, 200, 30, 40),
        row(201, 1000, 40, 60),
        row(1001, 5000, 60, 90),
        row(5001, 10_000, 90, 130),
        row(10_001, 50_000, 130, 180),
      ],
    },
  },
  { shape: auditSizeShape, seed: { ...seed('national', ELECTIONS, 'K-H'), value: { least: 3, most: 11 } } },
  { shape: womenLeastShape, seed: { ...seed('national', '《工会女职工委员会工作条例》', 'K-H'), value: 10 } },
  {
    shape: groupLeastShape,
    seed: { ...seed('product', '没有法规规定；班组会员三人以上通常建立工会小组', 'K-H'), value: 3 },
  },
  {
    shape: termNoticeShape,
    seed: { ...seed('product', '没有法规规定；换届筹备通常提前三个月', 'K-M'), value: { first: 90, again: 30 } },
  },
] as readonly Parameter[];
