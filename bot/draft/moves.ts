import { findNumbers, isQuantity } from '../../corpus/quantities.ts'
import type { Draft } from './schema.ts'
import { draftText } from './segments.ts'

/** What a message wants of the open draft. */
export type Move =
  | { readonly kind: 'final' | 'missing' | 'show' | 'changes' | 'undo' | 'accept' | 'style' | 'given' }
  | { readonly kind: 'rebase'; readonly year: number | undefined }
  /** A new paragraph: the person's own words, or the topic of a part of the source. */
  | { readonly kind: 'add'; readonly after: number | undefined; readonly words: string }
  | { readonly kind: 'remove'; readonly target: string }
  | { readonly kind: 'replace'; readonly from: string; readonly to: string }

const N = '[一二三四五六七八九十\\d]{1,3}'
const END = '(?:吧|了|啦|呢|呀|一下)*[!?。.~ ]*$'
const SIMPLE: readonly (readonly [RegExp, 'final' | 'missing' | 'show' | 'changes' | 'undo' | 'accept'])[] = [
  [new RegExp(`^(?:可以|就|那就|这稿)?定稿${END}`), 'final'],
  [
    new RegExp(
      `^(?:补数|缺数|催数|报数表|补数表|数据需求表?|(?:现在)?还(?:缺|差|少)(?:什么|哪些|啥|几个|多少)?(?:的)?(?:数|数据|数字)?|(?:还有)?(?:哪些|什么)(?:数|空|地方)?(?:没填|没报|待填|空着|缺))${END}`,
    ),
    'missing',
  ],
  [
    new RegExp(
      `^(?:看|发|再发|给我|重发)?(?:看|一下|一遍|我)?(?:现在的|最新的?|当前)?(?:草稿|全文|初稿|稿子|文件|最新(?:一)?(?:稿|版)|最新的)(?:看看|发(?:我|来|给我)?|是哪个|在哪)?${END}`,
    ),
    'show',
  ],
  [
    new RegExp(`^(?:都)?(?:改(?:了|动)(?:哪些|哪几处|哪里|什么|了什么)|修改记录|改动|哪里改了)(?:地方)?${END}`),
    'changes',
  ],
  [new RegExp(`^(?:撤销|撤回|恢复上一?(?:版|稿)|退回上一?(?:版|稿)|回到上一?(?:版|稿))(?:修改)?${END}`), 'undo'],
  [
    new RegExp(`^(?:是的?|对的?|填|填入|填上|填进去|可以|行|同意|确认|要|就这样)[,!]?(?:填入|填上|填)?${END}`),
    'accept',
  ],
]

const STYLE =
  /(?:再|太|更|改|写|弄|说)?(?:短|长|精简|简练|简洁|压缩|扩写|润色|通顺|正式|口语|展开|丰富|生动|有高度)(?:一?点|一?些|一下|一?下子)?$/
const ADD = new RegExp(
  `^(?:请|再|还要)?(?:在第?(${N})[段条](?:的)?(?:后面?|之后|下面)|在?(?:最后|末尾|后面))?(?:再|还)?(?:加|补|增加|添|插入|补充)(?:上|写|一下)?(?:一|1)?(?:个)?(?:段|条|句|节|部分)(?:话|内容)?[:,，：]?\\s*`,
)
const REMOVE =
  /^(?:把)?(?:删(?:掉|除|去)?|去掉|拿掉|不要)(?:了)?(.{1,40})$|^(?:把)?(.{1,40}?)(?:删(?:掉|了|除)?|去掉|拿掉)(?:了|吧)?$/
const REPLACE =
  /^(?:请|把|将)*[“"「『'‘](.+?)[”"」』'’](?:都|全)?(?:改(?:成|为)|换(?:成|为))[“"「『'‘]?(.+?)[”"」』'’]?$/s
/** Without quotation marks, when the draft has the words: 区长改为县长. */
const REPLACE_BARE = /^(?:请|把|将)*(.{2,20}?)(?:都|全)?(?:改(?:成|为)|换(?:成|为))(.{1,30})$/
const REBASE =
  /(?:换成?|改成?|用|按|恢复成?)(上年|去年|原来|(?:20\d\d)年?)(?:度)?(?:报告)?的?(?:口径|写法|表述|说法|提法)/
const QUESTION = /[?？]|多少|几[件个人次项条起份]|[吗呢]$|怎么|什么|哪[个些里年]|是否|有没有|谁/

/** Reads a message about the open draft; undefined when it is about something else. */
export function readMove(text: string, raw: string, draft: Draft): Move | undefined {
  const simple = SIMPLE.find(([pattern]) => pattern.test(text))?.[1]
  if (simple === 'accept') return draft.offered.length > 0 || /填/.test(text) ? { kind: 'accept' } : undefined
  if (simple) return { kind: simple }
  const words = raw.replace(/^(?:\s*@\S{1,20}[\s\u2005]+)+/, '').trim()
  const add = ADD.exec(words)
  if (add && words.length > add[0].length)
    return { kind: 'add', after: add[1] ? positionOf(add[1]) : undefined, words: words.slice(add[0].length).trim() }
  const replace = REPLACE.exec(words)
  if (replace?.[1] && replace[2]) return { kind: 'replace', from: replace[1], to: replace[2] }
  const bare = /\d/.test(words) ? null : REPLACE_BARE.exec(words)
  if (bare?.[1] && bare[2] && !findNumbers(bare[2]).some(isQuantity) && draftText(draft.blocks).includes(bare[1]))
    return { kind: 'replace', from: bare[1], to: bare[2] }
  const rebase = REBASE.exec(text)
  if (rebase)
    return { kind: 'rebase', year: /\d{4}/.test(rebase[1] ?? '') ? Number(rebase[1]?.slice(0, 4)) : undefined }
  const remove = REMOVE.exec(text)
  if (remove && /第.{1,3}[段条]|最后一?[段条]|^[“"「]|[那这]一?[段句条]/.test(remove[1] ?? remove[2] ?? ''))
    return { kind: 'remove', target: (remove[1] ?? remove[2] ?? '').trim() }
  if (STYLE.test(text) && /段|句|稿|再|太/.test(text) && text.length <= 30) return { kind: 'style' }
  return /\d|[一二三四五六七八九十百千]+[件个人次]/.test(text) && !QUESTION.test(text) ? { kind: 'given' } : undefined
}

/** 三 and 3 as a number from 1. */
export function positionOf(printed: string): number {
  const ten = printed.indexOf('十')
  const digit = (character: string): number => '零一二三四五六七八九'.indexOf(character)
  if (/^\d+$/.test(printed)) return Number(printed)
  if (ten < 0) return digit(printed)
  return (
    (ten === 0 ? 1 : digit(printed.slice(0, ten))) * 10 +
    (ten === printed.length - 1 ? 0 : digit(printed.slice(ten + 1)))
  )
}
