import type { Concept } from '../understand/concepts.ts'
import { WHAT_FOLLOWS, WHAT_TO_DO } from './case.ts'

const ASKING_BEFORE =
  '(?:谁(?:来|能|可以)?(?:当|做|担任|是)|(?:给不给|发不发|有没有|有无).{0,6}?|(?:什么|啥|哪些|哪种|哪个|几[个种类项本份张级]?|多少[个名项本份]?)的?)'
const ASKING_AFTER = '(?:是|有|要|得|在|每年|都)*(?:谁|多少(?!天|日|年|个?月)|在哪|几|何时|哪天|什么时候|啥时候)'

/** What may have been done or not is spoken of: 验收过了吗. */
const DONE_AFTER = '(?:过了?|完了?|好了?|了)(?:吗|没有?)$'

/** What has a date is spoken of: 年检在几月. */
const DATE_AFTER = '(?:是|在)?(?:几月|几号|何时|哪天|什么时候|啥时候)$'

/** 截止几号: the date itself. */
const OF_TIME = /^(?:截止|截至|开始|结束|完成|最[晚迟])$/

/** The case that is asked about: 丢了咋办, 不报会怎样. */
const CASE_AFTER = `(?:了|的|着|过|话)*(?:该|要|得)?(?:${WHAT_TO_DO}|${WHAT_FOLLOWS})`

/** Nouns that name nothing: 有啥规矩, 什么时候. */
const EMPTY_NOUN =
  /^(?:材料|资料|手续|东西|情况|规矩|规定|办法|条件|时候|地方|方式|后果|处理|意思|原因|关系|事情|问题|工作|内容|方面|人家|要求|责任|措施|干嘛|结果|对方|自己|大家)$/

/** Whether a concept is a noun that names something. */
export function isNaming({ noun, word }: Concept): boolean {
  return noun === true && !EMPTY_NOUN.test(word)
}

/**
 * The nouns that a question asks for by name, beside its question word: 要什么学历, 伙食费谁掏. A passage that does not speak
 * of them does not answer, however near it is.
 */
export function focusOf(asking: string, concepts: readonly Concept[]): readonly Concept[] {
  const unknown = unknownCase(asking, concepts)
  if (unknown) return [unknown]
  return concepts.filter(({ word, verb, forms, ...rest }) => {
    const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    if (new RegExp(`${escaped}${CASE_AFTER}`).test(asking)) return true
    if (forms.length === 1 && !OF_TIME.test(word) && new RegExp(`${escaped}${DATE_AFTER}`).test(asking)) return true
    if (verb) return new RegExp(`${escaped}${DONE_AFTER}|(?:多少|谁来?(?:当|做|担任))${escaped}$`).test(asking)
    if (!isNaming({ word, verb, forms, ...rest })) return false
    return new RegExp(`${ASKING_BEFORE}${escaped}|${escaped}${ASKING_AFTER}`).test(asking)
  })
}

const CASE = new RegExp(`^(?<before>[^ ,?;、]*?)(?:了|的|着|过|话)*(?:该|要|得)?(?:${WHAT_TO_DO}|${WHAT_FOLLOWS})`, 'u')

/** 下来 of 没批下来. */
const COMPLEMENT = 2

/** The last character of a case that no word of the question names (被狗咬了咋办): what does not print it does not answer. */
function unknownCase(asking: string, concepts: readonly Concept[]): Concept | undefined {
  const before = CASE.exec(asking)?.groups?.before ?? ''
  const last = before.slice(-1)
  const isNamed = concepts.some(({ word }) => {
    const stem = word.replace(/[了的]$/, '')
    return before.includes(stem) && before.lastIndexOf(stem) + stem.length >= before.length - COMPLEMENT
  })
  return last === '' || isNamed ? undefined : { word: last, verb: true, forms: [{ text: last, weight: 1 }] }
}
