import { factor, fen, cap, points, range, ratio, rule, share, whole, wholes, words } from './rule';

/**
 * The figures by which a union must or may reckon, with what set them. What a province or city sets is an example of one that was read;
 * an enterprise puts its own in its place. Each is dated in the kernel's parameters, and computations keep the version used.
 */
// prettier-ignore
export const rules = {
  // Dues
  duesRate: rule('duesRate', 'dues', ratio, 0.005, ['national', '工发〔1978〕101号', 'P']),
  duesBaseStep: rule('duesBaseStep', 'dues', fen, 1000, ['national', '工发〔1978〕101号', 'P']),
  // Union funds
  employerRate: rule('employerRate', 'funds', ratio, 0.02, ['national', '《工会法》第四十三条', 'L']),
  retainedShare: rule('retainedShare', 'funds', ratio, 0.6, ['local', '各地通行的分成比例', 'P']),
  remittedShare: rule('remittedShare', 'funds', ratio, 0.4, ['local', '各地通行的分成比例', 'P']),
  // Spending rules
  winnersMost: rule('winnersMost', 'spending', share, '2/3', ['national', '总工办发〔2017〕32号', 'P']),
  duesTopUp: rule('duesTopUp', 'spending', factor('fold'), 3, ['national', '总工办发〔2017〕32号', 'K-H']),
  festivalGoods: rule('festivalGoods', 'spending', cap, null, ['province', '所在省总工会的标准尚未录入', 'K-L']),
  birthdayGift: rule('birthdayGift', 'spending', cap, null, ['province', '所在省总工会的标准尚未录入', 'K-L']),
  weddingGift: rule('weddingGift', 'spending', cap, null, ['province', '所在省总工会的标准尚未录入', 'K-L']),
  birthGift: rule('birthGift', 'spending', cap, null, ['province', '所在省总工会的标准尚未录入', 'K-L']),
  hospitalVisit: rule('hospitalVisit', 'spending', cap, null, ['province', '所在省总工会的标准尚未录入', 'K-L']),
  memberDeath: rule('memberDeath', 'spending', cap, null, ['province', '所在省总工会的标准尚未录入', 'K-L']),
  relativeDeath: rule('relativeDeath', 'spending', cap, null, ['province', '所在省总工会的标准尚未录入', 'K-L']),
  retirementGift: rule('retirementGift', 'spending', cap, null, ['province', '所在省总工会的标准尚未录入', 'K-L']),
  individualPrize: rule('individualPrize', 'spending', cap, null, ['province', '所在省总工会的标准尚未录入', 'K-L']),
  teamPrize: rule('teamPrize', 'spending', cap, null, ['province', '所在省总工会的标准尚未录入', 'K-L']),
  souvenir: rule('souvenir', 'spending', cap, null, ['province', '所在省总工会的标准尚未录入', 'K-L']),
  outingPerDay: rule('outingPerDay', 'spending', cap, null, ['province', '所在省总工会的标准尚未录入', 'K-L']),
  eventClothing: rule('eventClothing', 'spending', cap, null, ['province', '所在省总工会的标准尚未录入', 'K-L']),
  judgeFee: rule('judgeFee', 'spending', cap, null, ['province', '所在省总工会的标准尚未录入', 'K-L']),
  // Union bodies
  committeeTermYears: rule('committeeTermYears', 'bodies', wholes('years'), [3, 5], ['national', '《工会法》第十六条', 'L']),
  committeeLeastMembers: rule('committeeLeastMembers', 'bodies', whole('people'), 25, ['national', '《工会法》第十一条', 'L']),
  extraordinaryAssembly: rule('extraordinaryAssembly', 'bodies', share, '1/3', ['national', '《工会法》第十七条', 'L']),
  partTimeDays: rule('partTimeDays', 'bodies', whole('days'), 3, ['national', '《工会法》第四十一条', 'L']),
  womenTeamLeast: rule('womenTeamLeast', 'bodies', ratio, 0.6, ['local', '各地巾帼文明岗评选办法', 'P']),
  // Staff congress and open affairs
  congressQuorum: rule('congressQuorum', 'congress', share, '2/3', ['national', '上海市条例第二十八条、浙江省条例第十五条', 'L']),
  congressPass: rule('congressPass', 'congress', share, '>1/2', ['national', '《企业民主管理规定》第二十条', 'P']),
  delegatesLeastShare: rule('delegatesLeastShare', 'congress', ratio, 0.05, ['national', '《企业民主管理规定》第八条', 'K-H']),
  delegatesLeast: rule('delegatesLeast', 'congress', whole('people'), 30, ['national', '《企业民主管理规定》第八条', 'K-H']),
  managersMost: rule('managersMost', 'congress', ratio, 0.2, ['national', '上海市条例第十六条、浙江省条例第十一条', 'L']),
  congressTermYears: rule('congressTermYears', 'congress', range('years'), { from: 3, to: 5 }, ['national', '上海市条例第二十二条', 'L']),
  congressMeetings: rule('congressMeetings', 'congress', whole('times'), 1, ['national', '上海市条例第二十二条', 'L']),
  papersDaysBefore: rule('papersDaysBefore', 'congress', whole('days'), 7, ['national', '上海市条例第三十条', 'L']),
  congressReportDays: rule('congressReportDays', 'congress', whole('working_days'), 7, ['province', '上海市条例第三十七条', 'L']),
  extraordinaryCongress: rule('extraordinaryCongress', 'congress', share, '1/3', ['national', '上海市条例第二十二条', 'L']),
  seconders: rule('seconders', 'congress', whole('people'), 2, ['enterprise', '企业提案工作办法通例', 'P']),
  proposalDaysBefore: rule('proposalDaysBefore', 'congress', whole('days'), 30, ['enterprise', '企业提案工作办法通例', 'P']),
  proposalReplyDays: rule('proposalReplyDays', 'congress', whole('days'), 90, ['enterprise', '没有统一规定，请本单位确定', 'K-M']),
  boardDays: rule('boardDays', 'congress', whole('days'), 7, ['province', '河南省条例第二十八条', 'L']),
  opinionReplyDays: rule('opinionReplyDays', 'congress', whole('days'), 30, ['province', '浙江省条例第二十三条', 'L']),
  // Relief
  reliefPerTime: rule('reliefPerTime', 'assistance', cap, 300000, ['province', '山东省工会送温暖资金使用管理办法', 'P']),
  reliefPerYear: rule('reliefPerYear', 'assistance', cap, 600000, ['province', '山东省工会送温暖资金使用管理办法', 'P']),
  deepHardship: rule('deepHardship', 'assistance', factor('fold'), 1, ['national', '总工办发〔2022〕21号', 'P']),
  relativeHardship: rule('relativeHardship', 'assistance', factor('fold'), 2, ['national', '总工办发〔2022〕21号', 'P']),
  hardshipMonths: rule('hardshipMonths', 'assistance', whole('months'), 12, ['national', '河北省工会困难职工认定办法', 'P']),
  hardshipNoticeDays: rule('hardshipNoticeDays', 'assistance', whole('working_days'), 5, ['enterprise', '通行做法', 'K-H']),
  livingAllowance: rule('livingAllowance', 'assistance', cap, 106200, ['city', '乳山市2025年城市低保标准', 'P']),
  studentAidUniversity: rule('studentAidUniversity', 'assistance', cap, 500000, ['city', '天门市2024年金秋助学办法', 'P']),
  studentAidHighSchool: rule('studentAidHighSchool', 'assistance', cap, 300000, ['city', '天门市2024年金秋助学办法', 'P']),
  // Labour protection
  hazardLevels: rule('hazardLevels', 'labour', words, ['一般', '重大'], ['national', '安全监管总局令第16号', 'P']),
  accidentReportHours: rule('accidentReportHours', 'labour', whole('hours'), 1, ['national', '国务院令第493号第九条', 'L']),
  injuryEmployerDays: rule('injuryEmployerDays', 'labour', whole('days'), 30, ['national', '《工伤保险条例》第十七条', 'L']),
  injuryUnionYears: rule('injuryUnionYears', 'labour', whole('years'), 1, ['national', '《工伤保险条例》第十七条', 'L']),
  // Protection of women workers
  loadFrequent: rule('loadFrequent', 'protected_women', whole('kilograms'), 20, ['national', '《女职工劳动保护特别规定》附录', 'L']),
  loadIntermittent: rule('loadIntermittent', 'protected_women', whole('kilograms'), 25, ['national', '《女职工劳动保护特别规定》附录', 'L']),
  maternityDays: rule('maternityDays', 'protected_women', whole('days'), 98, ['national', '《女职工劳动保护特别规定》第七条', 'L']),
  dystociaDays: rule('dystociaDays', 'protected_women', whole('days'), 15, ['national', '《女职工劳动保护特别规定》第七条', 'L']),
  multipleBirthDays: rule('multipleBirthDays', 'protected_women', whole('days'), 15, ['national', '《女职工劳动保护特别规定》第七条', 'L']),
  earlyMiscarriageDays: rule('earlyMiscarriageDays', 'protected_women', whole('days'), 15, ['national', '《女职工劳动保护特别规定》第七条', 'L']),
  lateMiscarriageDays: rule('lateMiscarriageDays', 'protected_women', whole('days'), 42, ['national', '《女职工劳动保护特别规定》第七条', 'L']),
  nursingHours: rule('nursingHours', 'protected_women', whole('hours'), 1, ['national', '《女职工劳动保护特别规定》第九条', 'L']),
  pregnancyMonth: rule('pregnancyMonth', 'protected_women', whole('months'), 7, ['national', '《女职工劳动保护特别规定》第六条', 'L']),
  // Staff canteens
  healthCertificateMonths: rule('healthCertificateMonths', 'food', whole('months'), 12, ['national', '《食品安全法》第四十五条', 'L']),
  recordsAfterExpiry: rule('recordsAfterExpiry', 'food', whole('months'), 6, ['national', '《食品安全法》第五十条', 'L']),
  recordsWithoutExpiry: rule('recordsWithoutExpiry', 'food', whole('months'), 24, ['national', '《食品安全法》第五十条', 'L']),
  sampleGrams: rule('sampleGrams', 'food', whole('grams'), 125, ['national', '餐饮服务食品安全操作规范（2018）', 'P']),
  sampleHours: rule('sampleHours', 'food', whole('hours'), 48, ['national', '餐饮服务食品安全操作规范（2018）', 'P']),
  // Contests and awards
  dropHighest: rule('dropHighest', 'contests', whole('marks'), 1, ['enterprise', '评委打分通行办法', 'P']),
  dropLowest: rule('dropLowest', 'contests', whole('marks'), 1, ['enterprise', '评委打分通行办法', 'P']),
  scoreDecimals: rule('scoreDecimals', 'contests', whole('digits'), 2, ['enterprise', '评委打分通行办法', 'P']),
  tieDecimals: rule('tieDecimals', 'contests', whole('digits'), 3, ['enterprise', '评委打分通行办法', 'P']),
  tableTennisPoints: rule('tableTennisPoints', 'contests', points('win', 'lossPlayed', 'walkover'), { win: 2, lossPlayed: 1, walkover: 0 }, ['national', '国际乒联规则3.7.5', 'K-H']),
  chessPoints: rule('chessPoints', 'contests', points('win', 'draw', 'loss'), { win: 2, draw: 1, loss: 0 }, ['national', '象棋竞赛规则（2011）第十三条', 'P']),
  awardNoticeDays: rule('awardNoticeDays', 'contests', whole('working_days'), 5, ['enterprise', '通行做法', 'K-H']),
  // Retention
  logMonths: rule('logMonths', 'keeping', whole('months'), 6, ['national', '《网络安全法》第二十一条', 'L']),
  assessmentYears: rule('assessmentYears', 'keeping', whole('years'), 3, ['national', '《个人信息保护法》第五十六条', 'L']),
  voucherYears: rule('voucherYears', 'keeping', whole('years'), 30, ['national', '会计档案管理办法', 'K-H']),
};
