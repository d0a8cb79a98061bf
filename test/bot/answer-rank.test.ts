import { describe, expect, it } from 'vitest'
import { extend } from '../../bot/answer/extend.ts'
import { answering } from '../../bot/answer/found.ts'
import { rankCandidates } from '../../bot/answer/rank.ts'
import { conceptsOf } from '../../bot/understand/concepts.ts'
import type { DocumentKind, Identity } from '../../corpus/schema.ts'
import type { RankedPassage } from '../../retrieval/library.ts'
import { loadTokenizer } from '../../retrieval/tokens.ts'

const tokenizer = await loadTokenizer()
const anywhere = { strict: false, narrowed: false }

interface Passage {
  readonly text: string
  readonly kind?: DocumentKind
  readonly title?: string
  readonly path?: readonly string[]
}

/** Passages as a search by words gives them, best first. */
function hitsOf(passages: readonly Passage[]): readonly RankedPassage[] {
  return passages.map(({ text, kind = 'rule', title = '云溪区某办法', path = [] }, seq) => {
    const identity: Identity = { title, titleFrom: 'text', kind, aliases: [], notes: [] }
    const entry = { path: `${title}.txt`, rev: '1', format: 'txt' as const, identity, audience: ['*'], notes: [] }
    const counts = { passages: 1, figures: 0, tasks: 0, ingestedAt: '' }
    const passage = { seq, start: 0, end: text.length, text, heading: -1, path }
    const score = 1 - seq / 10
    return {
      entry: { ...entry, ...counts },
      passage,
      score,
      explanation: { sparseRank: seq + 1, fused: score, matched: [] },
    }
  })
}

/** Ranks passages for a question; `near` gives the cosine of each text, none means words alone. */
async function ranked(question: string, passages: readonly Passage[], near?: (text: string) => number) {
  const closeness = async (_: string, texts: readonly string[]) => near && texts.map(near)
  const concepts = conceptsOf(question, tokenizer)
  return rankCandidates({ question, concepts, hits: hitsOf(passages) }, { closeness })
}

const REPORTING = '第三条 制定机关应当向区政府报送备案。'
const DEADLINE = '第四条 报送备案的期限为公布之日起十五日内。'

describe('ranking', () => {
  it('prefers the passage with the kind of answer asked for', async () => {
    const { candidates } = await ranked('几天内要报送备案', [{ text: REPORTING }, { text: DEADLINE }])
    expect(candidates[0]?.hit.passage.text).toBe(DEADLINE)
  })

  it('prefers what is near in meaning though no word is shared', async () => {
    const passages = [{ text: '第一条 上网公布的流程。' }, { text: '第二条 应当说明理由。' }]
    const near = (text: string) => (text.includes('说明理由') ? 0.7 : 0.3)
    const { candidates } = await ranked('凭啥不给办', passages, near)
    expect(candidates[0]?.hit.passage.text).toContain('说明理由')
  })

  it('never takes a heading for the best sentence', async () => {
    const text = '二、法治体检。走访企业9家。'
    const { candidates } = await ranked('法治体检', [{ text, path: ['二、法治体检'] }])
    expect(candidates[0]?.sentences[candidates[0].best]?.text).toBe('走访企业9家。')
  })
})

describe('whether there is an answer', () => {
  const far = () => 0.3
  const close = () => 0.6

  it('there is none where nothing is near in meaning', async () => {
    expect(answering(await ranked('几天内要报送备案', [{ text: DEADLINE }], close), anywhere)).toBeDefined()
    expect(answering(await ranked('离婚财产怎么分', [{ text: DEADLINE }], far), anywhere)).toBeUndefined()
  })

  it('there is none where the documents speak of the matter and give no number', async () => {
    const passages = [{ text: '第五条 离职人员实行脱密期管理。' }, { text: '第六条 档案保存十年。' }]
    const near = (text: string) => (text.includes('脱密期') ? 0.7 : 0.45)
    expect(answering(await ranked('脱密期管几年', passages, near), anywhere)).toBeUndefined()
  })

  it('there is none where the thing asked for by name is not spoken of', async () => {
    const passages = [{ text: '第六条 工作人员应当取得资格。' }]
    expect(answering(await ranked('工作人员要什么学历', passages, close), anywhere)).toBeUndefined()
    expect(answering(await ranked('工作人员要什么资格', passages, close), anywhere)).toBeDefined()
  })

  it('words alone need a part of the question', async () => {
    expect(answering(await ranked('报送备案找谁', [{ text: REPORTING }]), anywhere)).toBeDefined()
    expect(answering(await ranked('食堂供应早饭', [{ text: REPORTING }]), anywhere)).toBeUndefined()
  })
})

describe('what is taken of a passage', () => {
  const taken = async (question: string, passage: Passage) => {
    const { candidates, wanted } = await ranked(question, [passage])
    const telling = /怎么/.test(question)
    return candidates[0] && extend(candidates[0], { expected: wanted.expected, telling })
  }

  it('a short article is taken whole', async () => {
    const text = '第三条 报送备案的期限为十五日。\n逾期不报的,责令改正。'
    expect((await taken('几天内报送备案', { text }))?.text).toBe(text)
  })

  it('a list that is asked for comes with all its items', async () => {
    const text = `第三条 有下列情形之一的,应当审核:\n${['一', '二', '三', '四'].map((n) => `(${n})涉及${'重大公共利益的'.repeat(6)};`).join('\n')}`
    expect((await taken('哪些情形应当审核', { text }))?.text).toContain('(四)')
  })

  it('an item alone is shown with the words that open its list', async () => {
    const items = ['一', '二', '三'].map((n) => `(${n})${'机关内部的其他事项'.repeat(8)};`).join('\n')
    const text = `第三条 下列案件可以简易办理:\n${items}\n(四)涉及款额三千元以下的。`
    const extract = await taken('多少钱以下的案件简易办理', { text })
    expect(extract?.shown).toBe('第三条 下列案件可以简易办理:\n(四)涉及款额三千元以下的。')
    expect(text).toContain(extract?.text)
  })

  it('of a report only the sentences that answer', async () => {
    const filler = '组织资格考试2次,参考131人,合格118人。抽查案卷152卷,下发意见书7份。'
    const text = `${filler}选派骨干到镇街开展指导33次。`
    expect((await taken('怎么到镇街开展指导', { text, kind: 'report' }))?.text).toBe('选派骨干到镇街开展指导33次。')
  })
})
