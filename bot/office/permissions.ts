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

function holderOf(holder: Holder, room: string | undefined): { kind: HolderKind; id: string } | undefined {
  if (holder.kind !== 'here') return holder
  return room === undefined ? undefined : { kind: 'room', id: room }
}

/** 授权, 取消授权: lets a room or a person in or out, or gives and takes a role. Returns the answer. */
export function changePermission(command: PermitCommand, message: Incoming, options: PermissionsOptions): string {
  const { permits, rooms, admins, now } = options
  const { allow, role } = command
  const holder = holderOf(command.holder, message.room)
  if (!holder) return '请写明授权给谁,例如「授权 wxid_abc」「授权 群 123@chatroom」「授权 wxid_abc 角色 法制科」。'
  if (holder.kind === 'person' && admins.includes(holder.id))
    return '这位是管理员(ADMINS),不用授权,也不能在群里取消;请改配置。'
  const before = permits.of(holder.kind, holder.id)
  const roles = new Set(before?.roles ?? [])
  if (role !== undefined && !/^[\p{Script=Han}A-Za-z0-9]+$/u.test(role))
    return '角色名只用汉字、字母和数字,例如「角色 法制科」。'
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
