import type { CommitmentKind } from './parsed-plan';

/** The words by which clauses are told apart. Tables and patterns only; the reading is in commitments.ts. */

/** What an event is called: the clause must end its activity with one of these. */
export const EVENT_NOUN =
  /(?:比赛|竞赛|大赛|联赛|接力赛|邀请赛|锦标赛|对抗赛|挑战赛|[球棋牌歌]赛|比武|大比武|运动会|趣味赛|联谊会|联欢会|联欢晚会|晚会|文艺汇演|文艺演出|汇演|演出|座谈会|茶话会|报告会|交流会|表彰会|表彰大会|总结会|总结表彰会|知识讲座|讲座|培训班|论坛|沙龙|展览|作品展|书画展|摄影展|游园会?|运动|健步走|登山|拔河|长跑|春游|秋游|故事会|读书会|演讲|征文|游园活动|相亲会|交友会|代表大会|职代会|教代会|工代会|全委会|委员会议|启动仪式|签名仪式|文化节|艺术节|体育节|读书节|美食节|趣味活动|联谊活动|庆祝活动|文体活动|开放日|技能比拼|练兵|体检|健康检查|疗休养|春训|冬训|夏令营|拓展训练|慰问活动|义诊|观影|红歌会|歌咏会|合唱|诵读会|宣讲会|沙龙活动|活动周|活动月)/;
export const EVENT_VERB = /(?:组织|举行|举办|召开|开展|办好|开好|承办|主办|进行|参加|筹办|搞好)/;
export const TOUR = /巡回(?:演讲|报告|宣讲|演出|展演|展出|讲座|授课|展览)|巡演|巡讲|巡展/;
export const GROUP_OF_EVENTS = /(?:参加|参与|配合|选派[^，。]{1,10}参加)([^，。；]{2,30}?)(?:组织|举办|举行|开展|主办)的/;
export const AWARD = /评选|评出|评比|表彰|命名|授予|给予(?:表彰|奖励)|奖励|颁奖|评优/;
export const SELECTION = /(双十佳|十佳|十大|百佳|双百佳)/;
export const COVERAGE = /(?:全部|全员|全体|人人|所有|普遍|一律|逐一|轮流)[^，。；]{0,16}(?:轮训|培训|体检|走访|慰问|覆盖|检查|参训|谈心|普及|建档|签订)|轮训一遍|全覆盖/;
export const DRIVE = /(?:进行|开展|组织|来)(?:一次|1次)(?:全面|集中|彻底|系统)?(?:的)?[^，。；]{0,12}(?:补充|修订|普查|排查|清理|摸底|检查|整治|整改|调查|调研|核查|清查|大扫除|更新|盘点|采集|登记)/;
export const PROBLEM = /(?:扭转|改变|解决|破解|克服|消除|纠正)[^，。；]{0,12}(?:局面|被动|问题|难题|短板|不足|困境|现象|弊端|瓶颈|薄弱)|(?:薄弱环节|短板|突出问题)/;
export const UPKEEP = /制度|机制|体系|健全|完善|规范|台账|档案|网络|阵地|管理|建设|设施/;
export const DUTY =
  /开展|组织|举办|召开|慰问|走访|看望|救助|检查|监督|宣传|学习|培训|教育|公开|公布|收集|反馈|参加|参与|做好|抓好|搞好|配合|协助|落实|继续|坚持|定期|及时|收缴|发放|征求|签订|帮扶|报送|上报|评选|建立|申报|推荐|督促|指导|维护|调解|协商|倾听|了解|反映|深入|深化|实施|推进|加强|加大|分析|比较|积极/;
export const AIM = /^(?:努力|不断|切实|充分|最大限度|更好地|进一步)?(?:提高|提升|增强|激发|调动|促进|推动|营造|形成|发挥|丰富|活跃|实现|使|让|为|把|以|培育|打造|展示|展现|凝聚|满足|保障|确保|掀起|探索|寻求|团结|带领|紧紧|忠实|解放|与时俱进|总之)/;

/** Clauses that only lead up to the next one: a time, a place, a means, a condition. */
export const LEADS_ON =
  /^(?:通过|以|按照|根据|围绕|结合|针对|为了?|在|于|除|本着|依托|利用|借助|抓住|对(?!照)|配合|凡)[^。；]*$|(?:基础上|过程中|前提下|情况下|时|后|外|期间|之际|同时|形式|契机|中心|载体|抓手|原则)$/;

/** A list whose last member carries the noun for all: 扑克、象棋比赛. */
export const SPORTS =
  /扑克|象棋|围棋|军棋|跳棋|五子棋|乒乓球|羽毛球|篮球|排球|气排球|足球|台球|网球|门球|毽球|保龄球|拔河|跳绳|踢毽子?|登山|游泳|钓鱼|健步走|广播操|健身操|太极拳|长跑|接力跑|飞镖|掼蛋|书法|绘画|摄影|征文|朗诵|演讲|歌咏|卡拉OK|插花|烘焙|厨艺|烹饪|棋牌|麻将|田径|趣味运动|轮滑|瑜伽|舞蹈|合唱/;

/** Which measure a kind proposes; a plan of another union may fill more rows. */
export const MEASURE_OF: Readonly<Partial<Record<CommitmentKind, string>>> = {
  event: 'culture.events_held',
  tour: 'culture.events_held',
  event_group: 'culture.events_held',
  aim: 'plan.evidence_filed',
  recurring_duty: 'plan.tasks_done',
  upkeep: 'plan.tasks_done',
};

export const THEME = /以([^，。；、“”]{2,20}(?:、[^，。；“”]{2,12}){0,3})为(?:主题|主要内容|内容|主线)|以“([^”]{2,30})”为(?:主题|内容|主线)|主题(?:为|是|：)“?([^，。；”]{2,30})/;
