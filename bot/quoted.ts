import type { Library } from '../retrieval/library.ts'
import type { Assistance } from './assistance.ts'
import type { Turn } from './conversation.ts'
import type { Citation } from './schema.ts'

/** Enough to tell answers apart; chats cut a quoted text short. */
const KEY_CHARS = 40
/** Shorter texts are in many answers. */
const MIN_CHARS = 6
/** A mention and the number of the part, which a channel puts before a text. */
const BEFORE_TEXT = /^(?:[@＠][^\u2005\n]{1,64}\u2005)?(?:\(补发\))?(?:\(\d+\/\d+\)\n)?/

const bare = (text: string): string => text.replace(/\s+/g, '')

/** The turns up to the one whose answer is quoted; all of them when the quote is of no answer, none when of somebody else's. */
function upTo(turns: readonly Turn[], quoted: string): readonly Turn[] {
  const key = bare(quoted.replace(BEFORE_TEXT, '')).slice(0, KEY_CHARS)
  if (key.length < MIN_CHARS) return turns
  const at = turns.findLastIndex(({ reply }) => bare(reply.text).includes(key))
  if (at >= 0) return turns.slice(0, at + 1)
  return /〔\d+〕/.test(quoted) ? [] : turns
}

/**
 * The assistance of a person who quotes an answer of the bot: the conversation goes back to it, so that 原文N, 来源 and a follow-up mean
 * the quoted answer and not the newest one.
 */
export function backTo(assistance: Assistance, quoted: string | undefined): Assistance {
  if (quoted === undefined) return assistance
  const { conversations } = assistance
  return {
    ...assistance,
    conversations: {
      ...conversations,
      of: (id) => {
        const conversation = conversations.of(id)
        const turns = upTo(conversation.turns, quoted)
        return turns === conversation.turns ? conversation : { turns }
      },
    },
  }
}

/** A line of sources under an answer: 〔1〕〔2〕title·section. */
const SOURCE_LINE = /^((?:〔\d{1,2}〕)+)([^〔—].*)$/
/** Shorter words are in many documents. */
const MIN_WORDS = 8

/**
 * The sources that an answer prints, found again in the documents that may be seen: for an answer that was given to somebody else, or
 * before a restart. A source whose words are not in the document any more is left out.
 */
export function citedIn(quoted: string, library: Library): readonly Citation[] {
  const lines = quoted.split('\n').map((line) => line.trim())
  const said = quoted.split(/[\n。;；]/).map((words) => words.trim().replace(/^「|(?:…?」)$/g, ''))
  return lines.flatMap((line): Citation[] => {
    const [, marks = '', place = ''] = SOURCE_LINE.exec(line) ?? []
    for (const { path, identity } of library.documents()) {
      const { title } = identity
      if (title === '' || !(place === title || place.startsWith(`${title}·`))) continue
      const text = library.document(path)?.text ?? ''
      const quotes = said.filter((words) => words.length >= MIN_WORDS && text.includes(words))
      const found = [...marks.matchAll(/\d+/g)].flatMap(([n], index): Citation[] => {
        const quote = quotes[index]
        const section = place.slice(title.length + 1)
        return quote === undefined ? [] : [{ n: Number(n), doc: path, title, section, quote }]
      })
      if (found.length > 0) return found
    }
    return []
  })
}
