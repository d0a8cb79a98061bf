import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Assistant, openAssistant } from '../../bot/assistant.ts'
import type { Reply } from '../../bot/schema.ts'
import type { Library } from '../../retrieval/library.ts'
import { libraryOf } from './assistant.ts'
import { writeFiles } from './temporary-folder.ts'

/** Reports of invented places, short enough to know every number by heart. */
export const REPORTS: Readonly<Record<string, string>> = {
  '云溪区2022年度法治政府建设情况报告.txt': `云溪区2022年度法治政府建设情况报告
一、主要做法
(一)化解矛盾。全年收到行政复议申请40件,受理36件,审结30件,其中维持20件、撤销4件。行政应诉案件12件,行政机关负责人出庭应诉率90%。全区人民调解员300人,其中专职人民调解员45人。全区信访局受理信访210批,办结率95%;省、市交办信访20件,办结率100%。
(二)规范执法。全区持证执法人员500人,当年清理执法人员12人。执法队伍由7支整合为3支。全年罚没款86.5万元。
二、2023年打算
力争行政机关负责人出庭应诉率达到98%。
`,
  '云溪区2023年度法治政府建设情况报告.txt': `云溪区2023年度法治政府建设情况报告
一、主要做法
(一)化解矛盾。全年收到行政复议申请50件,受理48件,审结46件,其中维持31件、撤销3件。行政应诉案件15件,行政机关负责人出庭应诉率96%。全区人民调解员310人,其中专职人民调解员52人。
(二)规范执法。上半年评查行政执法案卷60卷,下半年评查行政执法案卷84卷。聘请12名律师作为区政府的法律顾问。组织旁听庭审6场,参加人员230人次。受理12345热线工单1.2万件,满意率97%。办理政协提案30件,满意率100%。
`,
  '霁川区2022年度法治政府建设情况报告.txt': `霁川区2022年度法治政府建设情况报告
一、主要做法
(一)化解矛盾。全年收到行政复议申请25件,受理22件。行政机关负责人出庭应诉率94%。全区人民调解员214人。
(二)规范执法。办理行政应诉案件9件,一审以开庭审结8件。
`,
  '云溪区执法情况统计表(2023年).csv': `执法部门,行政处罚(件),罚没款(万元)
区市场监管局,40,30.5
区城管局,25,12.5
区水务局,5,1
合计,70,44
`,
}

/** A library of the reports above, or of the given files; it needs them no more once it is open. */
export async function reportLibrary(files: Readonly<Record<string, string>> = REPORTS): Promise<Library> {
  const folder = mkdtempSync(join(tmpdir(), 'lantai-'))
  try {
    writeFiles(folder, files)
    return await libraryOf(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Asks one message after another in one conversation and returns the last reply. */
export type Ask = (...messages: readonly string[]) => Promise<Reply>

interface Asking {
  readonly library?: Library
  readonly homeOrg?: string
  /** 2024-03-01 when not given. */
  readonly now?: Date
}

/** An assistant over the reports without a model. */
export async function asker(options: Asking = {}): Promise<Ask> {
  const library = options.library ?? (await reportLibrary())
  const assistant: Assistant = await openAssistant({
    library,
    ...(options.homeOrg ? { homeOrg: options.homeOrg } : {}),
  })
  const now = options.now ?? new Date(2024, 2, 1, 12)
  return (...messages) => assistant.ask(messages.at(-1) ?? '', { history: messages.slice(0, -1), now })
}

/** The values of a reply's figures, in order. */
export function values({ figures = [] }: Reply): readonly number[] {
  return figures.map(({ value }) => value)
}
