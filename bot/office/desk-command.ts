/** What administrators say to run the office. */
export type DeskCommand =
  | { readonly kind: 'permit'; readonly allow: boolean; readonly holder: Holder; readonly role: string | undefined }
  | { readonly kind: 'permits' | 'status' | 'cancel' | 'confirm' }
  | { readonly kind: 'ingest'; readonly readers: string }
  | { readonly kind: 'takeDown'; readonly document: string }
  | { readonly kind: 'corrections'; readonly asFile: boolean }
  | { readonly kind: 'decide'; readonly accept: boolean; readonly number: number; readonly note: string }

/** Whom a permission is for: the room it is said in, the people mentioned in it, or a room or person by id. */
export type Holder =
  | { readonly kind: 'here' | 'mentioned' }
  | { readonly kind: 'room'; readonly id: string }
  | { readonly kind: 'person'; readonly id: string }

const ID = '[\\w@.:+-]{3,80}'
const PERMIT = new RegExp(`^(取消)?授权(?: (群|人|个人)? ?(${ID}))?(?: ?角色 ?(\\S{1,20}))?$`)
/** What stands for a person in the text is not read: who is meant is told by the mention itself. */
const PERMIT_MENTIONED = /^(取消)?授权给? ?(?:[@＠] ?[^\s@＠]{1,40} ?)+?(?:角色 ?(\S{1,20}))?$/
/** Ids of rooms as puppets write them: personal WeChat, web WeChat, WeCom. */
const ROOM_ID = /@chatroom$|^@@|^R:|^wr/

const WORDS: readonly (readonly [RegExp, 'permits' | 'status' | 'cancel' | 'confirm'])[] = [
  [/^授权(?:名单|列表)$/, 'permits'],
  [/^(?:运行)?状态$/, 'status'],
  [/^(?:取消入库|不入库)$/, 'cancel'],
  [/^确认入库$/, 'confirm'],
]

function readPermit(text: string): DeskCommand | undefined {
  const named = PERMIT_MENTIONED.exec(text)
  const match = PERMIT.exec(text)
  if (named && !match) {
    const [, cancel, role] = named
    return { kind: 'permit', allow: cancel === undefined, holder: { kind: 'mentioned' }, role }
  }
  if (!match) return undefined
  const [, cancel, word, id, role] = match
  const kind = word === '群' || (word === undefined && id !== undefined && ROOM_ID.test(id)) ? 'room' : 'person'
  const holder: Holder = id === undefined ? { kind: 'here' } : { kind, id }
  return { kind: 'permit', allow: cancel === undefined, holder, role }
}

/** Reads what was said as a command of the office; undefined when it is none. Blanks of any width part the words. */
export function readDeskCommand(said: string): DeskCommand | undefined {
  const text = said
    .replace(/[\s\u3000]+/g, ' ')
    .replace(/[。.!！]$/, '')
    .trim()
  const word = WORDS.find(([pattern]) => pattern.test(text))
  if (word) return { kind: word[1] }
  const permit = readPermit(text)
  if (permit) return permit
  const ingest = /^入库(?:[ ,，:：]+(.{1,200}))?$/.exec(text)
  if (ingest) return { kind: 'ingest', readers: ingest[1]?.trim() ?? '' }
  const down = /^下架(?:[ ,，:：]+(.{1,200}))?$/.exec(text)
  if (down) return { kind: 'takeDown', document: down[1]?.trim() ?? '' }
  const list = /^(?:纠错|更正)(?:列表|清单)? ?(导出|表格|excel|xlsx)?$/i.exec(text)
  if (list) return { kind: 'corrections', asFile: list[1] !== undefined }
  const decision = /^(采纳|驳回) ?第?(\d{1,6})[号条]?(?:[ ,，:：]+(.{1,200}))?$/.exec(text)
  if (!decision) return undefined
  return { kind: 'decide', accept: decision[1] === '采纳', number: Number(decision[2]), note: decision[3] ?? '' }
}
