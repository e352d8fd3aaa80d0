import type { WindowRules } from './parsed-plan';

/**
 * How vague time words are read unless the union has decided otherwise. Every row is an editable setting; the caller
 * stores its own copy as dated parameters and hands it to `parsePlan` and `resolveWindow`.
 */
export const defaultWindowRules: WindowRules = {
  monthParts: [
    { words: ['上旬', '初'], first: 1, last: 10 },
    { words: ['中旬', '中'], first: 11, last: 20 },
    { words: ['下旬', '底', '末'], first: 21, last: 0 },
    { words: ['上中旬'], first: 1, last: 20 },
    { words: ['中下旬'], first: 11, last: 0 },
  ],
  yearParts: [
    { words: ['年初'], from: '01-01', to: '03-31' },
    { words: ['年底', '年末', '年终', '岁末'], from: '12-01', to: '12-31' },
    { words: ['上半年'], from: '01-01', to: '06-30' },
    { words: ['下半年'], from: '07-01', to: '12-31' },
    { words: ['年内', '全年'], from: '01-01', to: '12-31' },
  ],
  solarFestivals: [
    { words: ['元旦'], from: '01-01', to: '01-01', day: '01-01' },
    { words: ['三八', '妇女节'], from: '03-01', to: '03-08', day: '03-08' },
    { words: ['植树节'], from: '03-12', to: '03-12', day: '03-12' },
    { words: ['五一', '劳动节'], from: '05-01', to: '05-01', day: '05-01' },
    { words: ['五四', '青年节'], from: '05-04', to: '05-04', day: '05-04' },
    { words: ['护士节'], from: '05-12', to: '05-12', day: '05-12' },
    { words: ['六一', '儿童节'], from: '06-01', to: '06-01', day: '06-01' },
    { words: ['七一', '建党节'], from: '07-01', to: '07-01', day: '07-01' },
    { words: ['八一', '建军节'], from: '08-01', to: '08-01', day: '08-01' },
    { words: ['医师节'], from: '08-19', to: '08-19', day: '08-19' },
    { words: ['教师节'], from: '09-10', to: '09-10', day: '09-10' },
    { words: ['国庆', '十一'], from: '10-01', to: '10-07', day: '10-01' },
    { words: ['记者节'], from: '11-08', to: '11-08', day: '11-08' },
  ],
  lunarFestivals: [
    { words: ['除夕'], festival: '除夕' },
    { words: ['春节', '两节', '新春'], festival: '春节' },
    { words: ['元宵'], festival: '元宵' },
    { words: ['清明'], festival: '清明' },
    { words: ['端午'], festival: '端午' },
    { words: ['七夕'], festival: '七夕' },
    { words: ['中秋'], festival: '中秋' },
    { words: ['重阳'], festival: '重阳' },
    { words: ['腊八'], festival: '腊八' },
    { words: ['冬至'], festival: '冬至' },
  ],
};
