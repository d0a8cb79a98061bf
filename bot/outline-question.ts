import { missingReply } from './answer/passages.ts'
import type { Assistance } from './assistance.ts'
import { heldYears } from './documents.ts'
import { asksForQuantity } from './figures/asks.ts'
import { answerOutline, readOutlineAsk } from './outline.ts'
import type { Reply } from './schema.ts'
import { answerSection, readSectionRole } from './section.ts'
import { pickDocuments } from './understand/pick.ts'
import type { Question } from './understand/understand.ts'

/** Questions about headings, and about the problems or plans of a report; undefined for anything else. */
export function answerOutlineQuestion(question: Question, { library, homeOrg }: Assistance): Reply | undefined {
  const ask = readOutlineAsk(question.text)
  const role = asksForQuantity(question.text) ? undefined : readSectionRole(question.text)
  if (!ask && !role) return undefined
  if (!ask && question.scope.mentions.length === 0 && question.scope.years.length === 0 && !homeOrg) return undefined
  const kinds = ask ? (['report', 'plan', 'rule', 'statute', 'other'] as const) : (['report', 'other'] as const)
  const picked = pickDocuments(question, kinds, homeOrg)
  if (picked.entries.length === 0) {
    const [missing] = picked.missing
    return missing ? missingReply(missing.name, missing.years, missing.held) : undefined
  }
  if (picked.entries.length > 1 && picked.open) {
    return ask
      ? { kind: 'clarify', text: `想看哪份文件的目录?现有:${heldYears(picked.entries)}。直接回地名和年份即可。` }
      : undefined
  }
  const wanted = preferNamedKind(question.text, picked.entries)
  const document = wanted && library.document(wanted.path, question.audience)
  if (!wanted || !document) return undefined
  if (ask) return answerOutline(ask, wanted, document)
  return role ? answerSection(role, wanted, document) : undefined
}

/** 方案 asks for the plan of a body, 报告 for its report; reports come first. */
function preferNamedKind<T extends { readonly identity: { readonly kind: string } }>(
  text: string,
  entries: readonly T[],
): T | undefined {
  const order = /方案|规划|纲要/.test(text) ? ['plan', 'report'] : ['report', 'plan']
  return [...entries].sort((a, b) => rank(order, a.identity.kind) - rank(order, b.identity.kind))[0]
}

function rank(order: readonly string[], kind: string): number {
  const at = order.indexOf(kind)
  return at < 0 ? order.length : at
}
