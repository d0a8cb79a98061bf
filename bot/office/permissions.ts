import type { Incoming } from '../channel.ts'
import type { DeskCommand, Holder } from './desk-command.ts'
import type { HolderKind, Permits } from './permits.ts'

type PermitCommand = Extract<DeskCommand, { readonly kind: 'permit' }>

export interface PermissionsOptions {
  readonly permits: Permits
  readonly rooms: readonly string[]
  readonly admins: readonly string[]
  /** The clock, in milliseconds. */
  readonly now: () => number
}

const NAMES = { room: '群', person: '个人' } as const

const SAY = {
  whom: '请写明授权给谁,例如「授权 wxid_abc」「授权 群 123@chatroom」「授权 wxid_abc 角色 法制科」。',
  unlisted:
    '看不出指的是哪位的编号,没有改动。请写编号,例如「授权 wxid_abc」;没开通的人私聊我一句,我会告诉他自己的编号。',
  admin: '这位是管理员(ADMINS),不用授权,也不能在群里取消;请改配置。',
  role: '角色名只用汉字、字母和数字,例如「角色 法制科」。',
}

type Named = { readonly kind: HolderKind; readonly id: string }

/** Who is meant: whoever is mentioned, before the room it is said in; a sentence when that cannot be told. */
function holdersOf(holder: Holder, { room, quote, others = [] }: Incoming): readonly Named[] | string {
  const ids = others.flatMap(({ id }) => id ?? [])
  const people = ids.length === others.length ? ids.map((id): Named => ({ kind: 'person', id })) : []
  if ('id' in holder) return people.length > 0 && /^@(?!@)/.test(holder.id) ? people : [holder]
  if (others.length > 0 || holder.kind === 'mentioned') return people.length > 0 ? people : SAY.unlisted
  // Under a quote of somebody it is they who are meant, and a quote tells a name only.
  if (quote?.own === false) return SAY.unlisted
  return room === undefined ? SAY.whom : [{ kind: 'room', id: room }]
}

/** 授权, 取消授权: lets a room or people in or out, or gives and takes a role. Returns the answer. */
export function changePermission(command: PermitCommand, message: Incoming, options: PermissionsOptions): string {
  const { role } = command
  if (role !== undefined && !/^[\p{Script=Han}A-Za-z0-9]+$/u.test(role)) return SAY.role
  const holders = holdersOf(command.holder, message)
  if (typeof holders === 'string') return holders
  return holders.map((holder) => changeFor(holder, { command, message }, options)).join('\n')
}

function changeFor(
  holder: Named,
  { command, message }: { readonly command: PermitCommand; readonly message: Incoming },
  { permits, rooms, admins, now }: PermissionsOptions,
): string {
  const { allow, role } = command
  if (holder.kind === 'person' && admins.includes(holder.id)) return SAY.admin
  const before = permits.of(holder.kind, holder.id)
  const roles = new Set(before?.roles ?? [])
  const who = holder.id === message.room ? '本群' : `${NAMES[holder.kind]} ${holder.id}`
  if (role !== undefined && allow) roles.add(role)
  if (role !== undefined && !allow && !roles.delete(role)) return `${who}没有角色「${role}」。`
  const wasFree = rooms.length === 0 && permits.all().length === 0
  const allowed = role !== undefined && !allow ? (before?.allowed ?? true) : allow
  permits.put({ ...holder, allowed, roles: allowed ? [...roles] : [], by: message.sender.id, at: now() })
  permits.untell(`${holder.kind} ${holder.id}`)
  const what =
    role === undefined ? (allow ? '已授权' : '已取消授权') : allow ? `已授予角色「${role}」` : `已收回角色「${role}」`
  return [
    `${what}:${who}。`,
    ...(wasFree ? ['从现在起只有授权过的群和人能用,其余的会收到一句说明。'] : []),
    ...(role === undefined && !allow && rooms.includes(holder.id) ? ['(配置 ROOMS 里仍有它,以这次取消为准)'] : []),
  ].join('\n')
}

/** 授权名单: who may, by configuration and by what was said. */
export function listPermissions({ permits, rooms, admins }: PermissionsOptions): string {
  const decided = permits.all()
  const lines = decided.map(({ kind, id, allowed, roles }) => {
    const role = roles.length > 0 ? ` 角色:${roles.join('、')}` : ''
    return `· ${NAMES[kind]} ${id} ${allowed ? '已授权' : '已取消'}${role}`
  })
  if (rooms.length === 0 && decided.length === 0)
    return '没有限制:任何群、任何人都可以提问。在群里说「授权」即开始限制。'
  return [
    ...(rooms.length > 0 ? [`配置的群:${rooms.join('、')}`] : []),
    ...(admins.length > 0 ? [`管理员:${admins.join('、')}`] : []),
    ...lines,
  ].join('\n')
}
