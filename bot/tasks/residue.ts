/** Words of asking about tasks, longest first: what is left of a question without them is its topic. */
const ASKING = `
  法治政府建设实施方案 实施方案 工作方案 行动方案 任务分工表 任务分工 任务清单 分工表 方案里面 方案里 方案中 方案 牵头单位 牵头部门 责任单位 责任部门 配合单位 主办单位 协办单位 牵头负责 牵头 主办 协办
  配合 协助 搭把手 搭手 完成时限 完成时间 完成期限 到期时间 时限 期限 截止 到期 什么时候 啥时候 啥时 几时 何时 几时 最晚 最早 哪一年 哪年 几号前要 几号之前 几号前 哪天之前 哪天前 几月份 几月几号 几月 几号 哪天 多久 多会儿 哪个部门 哪个单位 哪个局
  哪几个单位 哪几家单位 哪几个部门 哪几家 哪几个 哪些部门 哪些单位 什么部门 什么单位 哪家 哪个 归谁管 归谁 谁来 谁管 谁 负责 承担 落实到位 要完成 需完成 应完成 完成 搞完 办完 做完 弄完 整完 干完 忙完 弄好 搞好 办好 做好 整好 交差 搞定 有哪些 哪些
  哪几 有啥 有什么 是什么 是啥 是谁 干些什么 干些啥 做些什么 做些啥 管些什么 管些啥 干什么 干啥 做什么 管什么 管啥 什么 啥 一共 总共 分别 各自 具体 内容 全文 原文 展开 说说 讲讲 说的 讲的 写的 写了
  怎么写 怎么用 怎么 咋 帮我 给我 麻烦 请问 看一下 看下 看看 查一下 查下 列一下 列下 列出来 告诉我 想知道 一下 多少项 多少条 多少个 多少件 多少 几项 几条
  几个 几件事 几件 两件事 这些 那些 那个 这个 任务 的活 活儿 领了 领到 接了 接到 分了 分到 摊上 摊到 领活 干活 事项有 工作有 里面 里头 里的 中的 当中 关于 涉及 有关 还是 都是 属于 最后 要求 什么样 要达到多少 达到多少 要到多少 到多少 工作要点 要点里面 要点里 要点中 要点 分工表里 分工里 清单里 计划里 几个单位 几个部门 有几家 几家 别的 其它的 其他的 目标是多少 目标多少 要多少 是不是
  有没有 其中 可以 需要 应该 正好 刚好 恰好 大概 大约
`
  .trim()
  .split(/\s+/)
  .sort((a, b) => b.length - a.length)
const ASKING_PATTERN = new RegExp(`${ASKING.join('|')}|[要能]?完(?=$|[\\s,吗呢啊的])`, 'g')
/** Function words at the ends of a run. Characters that begin or end words of plans (项目, 文件, 听证会, 行为) are not among them. */
const EDGES =
  /^(?:[的了呢吗吧是由把被给和与及还都也该到归这那谁其我们咱]|管(?![理控网护道辖])|要(?!素))+|[的了呢吗吧在是给把被和与还也该啊呀归管完谁哪几这那我们咱]+$/g

/** Words of every plan: alone they are no topic. */
const EMPTY = /法治|落实|推进|工作|建设|制度|机制|改革|要求|情况|分工|措施|单位|部门|进度|安排/g

/** A second question for a number: 归谁管 得评多少卷. */
const HOW_MANY = /(?<=\S\s*[\s,;])(?:得|要|应|该|需要?|至少|最少)\p{Script=Han}{0,3}?(?:多少|几)\p{Script=Han}{0,3}/gu

/** How often: 演练一年几次. */
const HOW_OFTEN =
  /(?:一年|每年|全年|一季度?|每季度?|每月|一个?月)?(?:至少|最少|要|得|该)?[搞开办做]?(?:几|多少)[次场期回遍轮]/gu

/** Whether a question has words that fill no slot, however few: 进度咋报 asks of something else than the task. */
export function hasOtherWords(rest: string): boolean {
  const words = rest
    .replace(HOW_MANY, ' ')
    .replace(HOW_OFTEN, ' ')
    .replace(ASKING_PATTERN, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .map((run) => run.replace(EDGES, ''))
  return words.join('').length >= 2
}

/** The topic words of what is left of a question once its other slots are taken out; empty when nothing is left. */
export function topicOf(rest: string): string {
  return rest
    .replace(HOW_MANY, ' ')
    .replace(HOW_OFTEN, ' ')
    .replace(ASKING_PATTERN, ' ')
    .split(/[\s,。;:?!、()「」“”"'…]+/)
    .map((run) =>
      run
        .replace(/(?<![罚出])没$/, '')
        .replace(EDGES, '')
        .replace(/的(?:事|事情|事儿)$/, ''),
    )
    .filter((run) => [...run].length >= 2 && run.replace(EMPTY, '') !== '')
    .join(' ')
}
