import { RetrievalError } from '../retrieval/errors.ts'

/** The sentences `serve` says by itself. */
export const LINES = {
  acknowledged: '收到,正在查找…',
  failed: '处理这个问题时出了错,没有得到答案。请稍后再问一次;仍不行请告诉管理员。',
  deadline: (seconds: number) =>
    `这个问题查了${seconds}秒还没有结果,已停止。请说得更具体些(单位、年份、事项)再问一次。`,
  stopped: '已停止。',
  nothingToStop: '现在没有正在处理的问题。',
  shutDown: '程序正在重启,这个问题没有答完,请稍后再问一次。',
  late: '刚才程序中断,您之前的问题没有答上。仍需要的话请再问一次。',
  busy: '前面的问题还没有答完,后来的先不收了。请等答复到了再问。',
  limited: '问得太快了,请过一分钟再问。',
  media: '我只看得懂文字。请把问题打成一句话发来,比如「去年复议收了多少件」;回复「帮助」看能问什么。',
} as const

/** What a room is told of a failure: a store that is away is named, without the address that the log has. */
export function explainFailure(error: unknown): string {
  const away = error instanceof RetrievalError && /^(?:unreachable|timeout)$/.test(error.code)
  return away ? '查询失败:检索服务没有响应(已重试)。请稍后再问,或请管理员看「状态」。' : LINES.failed
}
