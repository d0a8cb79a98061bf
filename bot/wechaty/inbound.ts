import { type Addressed, type Place, readAddressed } from '../addressing.ts'
import type { Echo, Incoming, Media } from '../channel.ts'
import { within } from '../deadline.ts'
import type { Names } from './names.ts'
import { CALL_MS, type Puppet, type WechatyOptions } from './options.ts'
import type { OwnTexts } from './own-texts.ts'

/** A message as puppets hand it over; anything may be missing. */
export interface Payload {
  readonly id: string
  readonly type?: number | undefined
  readonly text?: string | undefined
  readonly filename?: string | undefined
  readonly timestamp?: number | undefined
  readonly talkerId?: string | undefined
  readonly fromId?: string | undefined
  readonly roomId?: string | undefined
  readonly listenerId?: string | undefined
  readonly mentionIdList?: readonly string[] | undefined
}

export interface InboundContext {
  readonly puppet: Puppet
  /** Id of the account the bot is logged in with, or was last. */
  readonly self: () => string
  readonly options: WechatyOptions
  readonly names: Names
  readonly ownTexts: OwnTexts
}

/** What a payload turned out to be. */
export type Inbound =
  | { readonly kind: 'message'; readonly message: Incoming }
  | { readonly kind: 'recalled'; readonly id: string }
  | { readonly kind: 'own'; readonly echo: Echo }
  | { readonly kind: 'dropped'; readonly why: 'old' | 'official' | 'empty' | 'media' }

/** The vendor's message types that matter (wechaty-puppet, schemas/message.ts). */
const TEXT = 7
const RECALLED = 13
const MEDIA: Record<number, Media> = {
  1: 'file',
  2: 'voice',
  5: 'emoji',
  6: 'image',
  9: 'miniProgram',
  14: 'link',
  15: 'video',
}
const OFFICIAL = 2
/** Accounts of WeChat itself, which are no people. */
const SYSTEM_ACCOUNTS =
  /^(?:gh_|weixin$|fmessage$|filehelper$|medianote$|newsapp$|notifymessage$|floatbottle$|qqmail$|tmessage$)/
/** A quote that a puppet passed on as the client's XML. */
const QUOTE_XML = /<type>57<\/type>/
/** One person types no more than this; the rest of a longer text is cut off. */
const MAX_TEXT = 100_000
const MAX_AGE_SECONDS = 300
const MAX_NAME = 200

function dateOf(timestamp: number | undefined, now: number): number {
  if (timestamp === undefined || !Number.isFinite(timestamp) || timestamp <= 0) return now
  // A clock that is ahead dates messages into the future; what just came in is no newer than now.
  return Math.min(now, timestamp > 1e11 ? timestamp : timestamp * 1_000)
}

/** The id of the message that was taken back: given as the text, or inside the client's XML. */
function recalledId(text: string): string {
  return (
    (/<newmsgid>\s*(\d+)\s*<\/newmsgid>/.exec(text) ?? /<msgid>\s*(\d+)\s*<\/msgid>/.exec(text))?.[1] ?? text.trim()
  )
}

async function isOfficial(puppet: Puppet, person: string): Promise<boolean> {
  if (SYSTEM_ACCOUNTS.test(person)) return true
  try {
    const contact = await within(puppet.contactPayload(person), CALL_MS, { onTimeout: () => new Error('timeout') })
    return contact.type === OFFICIAL
  } catch {
    return false
  }
}

/** What a text says, by the names the bot goes by: asked anew when it calls a name that nobody known goes by. */
async function addressedIn(
  raw: string,
  place: Place,
  { room, names }: { readonly room: string | undefined; readonly names: Names },
): Promise<Addressed> {
  if (room === undefined) return readAddressed(raw, place)
  const readAs = async (as: Place) => {
    const read = readAddressed(raw, as)
    return read.doubtful ? readAddressed(raw, { ...as, others: await names.others(room) }) : read
  }
  const read = await readAs(place)
  const renamed = read.called === undefined ? undefined : await names.ownAnew(room, read.called)
  return renamed ? readAs({ ...place, names: [...renamed, ...place.names] }) : read
}

async function readText(payload: Payload, talker: string, context: InboundContext): Promise<Incoming | undefined> {
  const { names, options, ownTexts } = context
  const room = payload.roomId || undefined
  const place = {
    room: room !== undefined,
    names: [...(await names.own(room)), ...(options.names ?? [])],
    prefixes: options.prefixes ?? [],
    mentionIds: payload.mentionIdList ?? [],
    selfId: context.self(),
    isOwnText: (quoted: string) => ownTexts.has(room ?? talker, quoted),
  }
  const read = await addressedIn((payload.text ?? '').slice(0, MAX_TEXT), place, { room, names })
  const { by, text, quote, elsewhere, others } = read
  if (room === undefined && text === '' && !quote) return undefined
  const name = by ? await names.display(talker, room) : ''
  return {
    id: payload.id,
    ...(room !== undefined && { room }),
    sender: { id: talker, name },
    text,
    ...(quote && { quote }),
    addressed: by !== undefined,
    ...(elsewhere && { elsewhere }),
    ...(others && { others }),
    at: new Date(dateOf(payload.timestamp, options.now())),
  }
}

/** Turns a payload into what the core may see: never the bot's own messages, official accounts, or old messages. */
export async function readInbound(payload: Payload, context: InboundContext): Promise<Inbound> {
  const { puppet, options, names, ownTexts } = context
  const talker = payload.talkerId || payload.fromId
  const text = payload.text ?? ''
  if (payload.type === RECALLED && talker !== context.self()) return { kind: 'recalled', id: recalledId(text) }
  if (!talker) return { kind: 'dropped', why: 'empty' }
  if (talker === context.self()) {
    const place = payload.roomId ? { room: payload.roomId } : { person: payload.listenerId ?? '' }
    ownTexts.add(payload.roomId || payload.listenerId || '', text)
    return { kind: 'own', echo: { ...place, text, at: new Date(dateOf(payload.timestamp, options.now())) } }
  }
  const at = dateOf(payload.timestamp, options.now())
  if (options.now() - at > (options.maxAgeSeconds ?? MAX_AGE_SECONDS) * 1_000) return { kind: 'dropped', why: 'old' }
  if (!payload.roomId && (await isOfficial(puppet, talker))) return { kind: 'dropped', why: 'official' }
  if (payload.type === TEXT || QUOTE_XML.test(text)) {
    const message = await readText(payload, talker, context)
    return message ? { kind: 'message', message } : { kind: 'dropped', why: 'empty' }
  }
  const media = MEDIA[payload.type ?? 0]
  // In a room a file may be meant for the bot by what is said beside it; other media never are.
  const room = payload.roomId || undefined
  if (!media || (room !== undefined && media !== 'file')) return { kind: 'dropped', why: 'media' }
  const sender = { id: talker, name: await names.display(talker, room) }
  const message: Incoming = {
    ...{ id: payload.id, sender, text: '', media, addressed: room === undefined, at: new Date(at) },
    ...(room !== undefined && { room }),
    ...(media === 'file' && { file: { name: fileName(payload) } }),
  }
  return { kind: 'message', message }
}

/** The name of a file: of its own field, or what stands as the text; puppets differ. */
function fileName({ filename, text = '' }: Payload): string {
  if (typeof filename === 'string' && filename.trim() !== '') return filename.trim().slice(0, MAX_NAME)
  const title = /<title>\s*(?:<!\[CDATA\[)?([^<\]]{1,200})/.exec(text)?.[1]?.trim()
  if (title) return title
  return /^[^\n<>]{1,120}\.\w{2,5}$/.test(text.trim()) ? text.trim() : '文件'
}
