/** What people type before 多少 and 几, and the word that reports print for it; applied in this order. */
const REWRITES: readonly (readonly [said: RegExp, printed: string])[] = [
  // 罚了几件 counts decisions, 罚了多少 money.
  [/(?<![处免不])罚了?(?=(?:多少|几)(?:件|起|宗|个案))/g, '处罚'],
  [/(?:行政)?(?:处罚|罚款|罚没)?(?<![处免不])罚了?(?=(?:多少|几)(?:个亿|钱|万|元|$))/g, '罚没'],
  [/罚(?:的|来的)?钱/g, '罚没'],
  [/罚没收(?!入)了?/g, '罚没收入'],
  [/(?<![减豁避])免了?(?=(?:多少|几)(?:钱|万|元|$))/g, ' 免罚金额 '],
  [/(?:来|到|去)了(?=(?:多少|几)[个名位]\p{Script=Han})/gu, ' '],
  [/实际(?:上)?(?!出庭|到位|控制)/g, ' '],
  // A government is only ever sued: 被告了几次, 打了几场官司, 输了几回.
  [/(?:打官司|官司)?打?[输败]了?(多少|几)[场次回起个]?(?:官司)?(?=$|\s)/g, '败诉$1件'],
  [/(?:打官司|官司)?打?赢了?(多少|几)[场次回起个]?(?:官司)?(?=$|\s)/g, '胜诉$1件'],
  [
    /(?:打官司|官司)?[打吃]了?(多少|几)[场次回起个]?官司|(?:打)?官司[打吃]了?(多少|几)[场次回起]/g,
    '行政应诉案件$1$2件',
  ],
  [/被(?:\p{Script=Han}{0,3}告|起诉)(?:到法院|上法[院庭])?了?(多少|几)[场次回起件]/gu, '行政应诉案件$1件'],
  [/(?:政府|政务)?信息公开了?(?=(?:多少|几)条)/g, '公开 信息'],
  [/撤了(?=(?:多少|几)[件起个宗])/g, ' 撤销 '],
  [/驳了(?=(?:多少|几)[件起个宗])/g, ' 驳回 '],
  [/案子/g, '案'],
  [/(?<![\p{Script=Han}])(?:共|总共)?抽了?(?=(?:多少|几)[卷本份个])/gu, '抽查案卷'],
  [/(?<![检抽排核调审巡评])(?:要|得|该)?查了?(?=(?:多少|几)[卷本份])/g, ' 评查 '],
  [/(?<!\p{Script=Han}[检抽排核调审巡])查了(?=(?:多少|几)[家户次个])/gu, '检查'],
  [/(?<!\p{Script=Han}[发印出制])[发出]了?(?=(?:多少|几)[个件份]?(?:$|\p{Script=Han}{2,}))/gu, '制定'],
  [/考(?:试|核)?(?:过|通过)了?(?=多少|几(?!成))/g, '考试 合格 '],
  [/(?<![对衔])接(?:到|了)?(?=多少|几)/g, ' 受理 '],
  [/(?<=[\p{Script=Han}])(?:多|共|各|总)?收(?=得|过|了?多少|了?几|[案件]数|$)/gu, '收到'],
]

/** 办了几个案 is 办案. */
const VERB_BEFORE_NOUN =
  /(?<=^|\s)((?![多少])\p{Script=Han})了?(?:多少[个次件项条]?|几[个次件项条])([^\p{P}\s\d件次人户家个条项场起名位台批份卷天日]|$)(?=$|\s)/gu

/** What a question counts, in the words in which reports print it. */
export function inReportWords(text: string): string {
  const rewritten = REWRITES.reduce((words, [said, printed]) => words.replace(said, printed), text)
  // 废了几件 stays 废了: a bare character is no word and would be dropped.
  return rewritten.replace(VERB_BEFORE_NOUN, (_, verb: string, noun: string) => verb + (noun === '' ? '了' : noun))
}
