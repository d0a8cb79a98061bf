import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { type Assistant, openAssistant } from '../../bot/assistant.ts'
import { diskDrafts } from '../../bot/draft/store.ts'
import type { Reply } from '../../bot/schema.ts'
import { libraryOf } from './assistant.ts'
import { temporaryFolder, writeFiles } from './temporary-folder.ts'

/** Reports of invented places with everything that a draft has to move on, mark or leave alone. */
export const REPORTS = {
  '云溪区2024年度法治政府建设情况报告.txt': `云溪区2024年度法治政府建设情况报告
市人民政府:
2024年,云溪区深入贯彻党的二十大和二十届二中、三中全会精神,落实《法治政府建设实施纲要(2021—2025年)》,现将有关情况报告如下:
一、主要工作
(一)依法化解矛盾纠纷
1.畅通行政复议渠道。依法办理行政复议案件,提高办案质量。2024年收到行政复议申请16件,办结14件,正在办理2件,申请量同比增长33.33%;行政应诉3件,出庭应诉3件,出庭应诉率100%。
2.规范信访办理。受理群众来信来访665批,办结628批,办结率94.4%,其中赴省上访1批。截至11月11日,接待群众120人次。
(二)规范行政执法
1.加强队伍建设。印发《2024年度云溪区行政执法要点》,以云政发〔2024〕21号文件公布,严格执行《中华人民共和国行政处罚法》(2021年修订),首次聘请特邀监督员15名,区长李国强出席聘任会。成立执法协调小组,开展“三项制度”检查2次,检查单位23个,落实三年行动计划。
2.衔接权力事项。共衔接取消、下放和调整权力事项964项(取消191项,下放212项,调整591项)。
二、存在的问题
一是基层力量薄弱,63项赋权事项实际行使41项。二是数据共享不够。
三、2025年工作打算
(一)推进争议化解。力争调解率达到40%。
(二)加强队伍建设。举办培训2期。
澜州市云溪区人民政府
2025年2月20日
`,
  '云溪区2023年度法治政府建设情况报告.txt': `云溪区2023年度法治政府建设情况报告
2023年,云溪区扎实推进依法行政,现报告如下:
一、主要工作
(一)办理行政复议
全年收到行政复议申请12件,办结11件。
(二)推进数字政府建设
建成统一平台,归集数据32.5万条。
二、下步打算
持续推进。
澜州市云溪区人民政府
2024年2月1日
`,
  '霁川区2022年度法治政府建设情况报告.txt': `霁川区2022年度法治政府建设情况报告
2022年,霁川区认真履职,现报告如下:
一、工作情况
(一)行政复议提质增效。霁川区制定《霁川区行政复议听证规则》,收到行政复议申请73件,听证审理9件,办结63件。
(二)普法宣传深入人心。组织普法活动119场次。
二、存在的不足
(一)力量不足。
霁川区人民政府
2023年3月15日
`,
} as const

/** A conversation with an assistant that holds the given files and keeps drafts on disk. */
export interface Drafting {
  readonly assistant: Assistant
  /** What the number guard held back, in its own words. */
  readonly heldBack: readonly string[]
  /** Folder of the drafts. */
  readonly folder: string
  say(text: string, conversation?: string): Promise<Reply>
}

export const DRAFTING_NOW = new Date(2025, 10, 20, 9)

export async function drafting(
  files: Readonly<Record<string, string>> = REPORTS,
  { homeOrg = '云溪区' as string | null, folder = temporaryFolder() } = {},
): Promise<Drafting> {
  const heldBack: string[] = []
  const corpus = temporaryFolder()
  writeFiles(corpus, files)
  const library = await libraryOf(corpus)
  onTestFinished(async () => {
    await library.close()
    // Every reply of a test about drafts passes the number guard as it was written.
    expect(heldBack).toEqual([])
  })
  const assistant = await openAssistant({
    library,
    heldBack: (offences) => void heldBack.push(...offences.map(({ message }) => message)),
    drafts: diskDrafts(join(folder, 'drafts')),
    ...(homeOrg ? { homeOrg } : {}),
  })
  return {
    assistant,
    heldBack,
    folder: join(folder, 'drafts'),
    say: (text, conversation = '群 甲') => assistant.ask(text, { now: DRAFTING_NOW, conversation }),
  }
}
