import type { Audience } from '../../retrieval/library.ts'

/** Who a document is for, as an administrator says it: 所有人, 本群, 群 123@chatroom, 角色 法制科; several with 、 between. */
export function parseReaders(said: string, room: string | undefined): Audience | undefined {
  const parts = said
    .split(/[,，、;；]|\s和\s/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const readers = parts.map((part) => readerOf(part, room))
  if (readers.length === 0 || readers.includes(undefined)) return undefined
  const known = readers.filter((reader) => reader !== undefined)
  return known.includes('*') ? ['*'] : [...new Set(known)].sort()
}

/** Whether something that names no readers was meant to: 给法制科看, 仅科长可见. */
export function namesReaders(said: string): boolean {
  return /^(?:只?给|仅限?|限于?).{1,20}看$|^.{1,20}(?:可见|能看|可看)$/.test(said)
}

function readerOf(part: string, room: string | undefined): string | undefined {
  const bare = part.replace(/^(?:给|仅|只给|仅限|限)\s*/, '').replace(/(?:可见|看)$/, '')
  if (/^(?:所有人|全体|公开|全部|都能看|大家)$/.test(bare)) return '*'
  if (/^(?:本群|这个群|此群|群内)$/.test(bare)) return room
  const named = /^(?:群|角色)\s*([\w@.:+-]{3,80}|[\p{Script=Han}A-Za-z0-9]{1,20})$/u.exec(bare)
  return named?.[1]
}

/** The readers in words, as seen from a room: 所有人, 本群, 群 123@chatroom, 角色「法制科」. */
export function readersInWords(audience: Audience, room: string | undefined): string {
  const words = audience.map((reader) => {
    if (reader === '*') return '所有能用我的人'
    if (reader === room) return '本群'
    return /[@:]/.test(reader) || /^wr/.test(reader) ? `群 ${reader}` : `角色「${reader}」`
  })
  return words.join('、')
}
