import { FileBox, type FileBoxInterface } from 'file-box'
import { type payloads, types } from 'wechaty-puppet'
import { mock, PuppetMock } from 'wechaty-puppet-mock'

/** A text as it reached the other side. */
export interface SentText {
  readonly id: string
  readonly conversation: string
  readonly text: string
  readonly mentions: readonly string[]
}

/** What a person says; `raw` overrides any field of the payload, also with nothing. */
export interface Said {
  /** A file, with its name. */
  readonly file?: { readonly name: string; readonly bytes: Uint8Array }
  readonly from: string
  readonly room?: string
  readonly text?: string
  readonly mentions?: readonly string[]
  readonly id?: string
  readonly type?: types.Message
  /** Milliseconds; now when absent. */
  readonly at?: number
  readonly raw?: Record<string, unknown>
}

/** The account the bot logs in with, and the other people and rooms of the small world of the tests. */
export const BOT = 'wxid_lan'
const WORLD = {
  [BOT]: '小兰',
  wxid_zhang: '张三',
  wxid_li: '李四',
  wxid_other: '小兰2号',
} as const
export const ROOM = 'yunxi@chatroom'
export const ROOM_2 = 'fazhi@chatroom'

const HEARTBEAT_MS = 10_000

/**
 * The WeChat of the tests: a mock puppet that keeps what was sent with its mentions, returns message ids, echoes the bot's messages as
 * WeChat does, beats, logs in again at every start, and can be made to fail. Rooms need an @ in their id, people none.
 */
export class TestPuppet extends PuppetMock {
  readonly sent: SentText[] = []
  readonly sentFiles: { conversation: string; name: string; bytes: Buffer }[] = []
  /** Runs after a file was accepted, before the answer goes back. */
  afterFile: () => Promise<void> = async () => undefined
  /** Runs before a text is accepted; what it throws fails the call, as what the network loses would. */
  beforeSend: (conversation: string, text: string) => Promise<void> = async () => undefined
  /** Runs after a text was accepted, before the answer goes back. */
  afterSend: (conversation: string, text: string) => Promise<void> = async () => undefined
  readonly roomAliases = new Map<string, string>()
  logsIn = true
  private readonly delivered: string[] = []
  private beat: NodeJS.Timeout | undefined
  private count = 0

  constructor() {
    super({ mocker: new mock.Mocker() } as never)
    for (const [id, name] of Object.entries(WORLD))
      this.mocker.createContact({ id, name, type: types.Contact.Individual })
    this.mocker.createContact({ id: 'gh_news', name: '云溪发布', type: types.Contact.Official })
    const memberIdList = Object.keys(WORLD)
    this.mocker.createRoom({ id: ROOM, topic: '云溪区法治工作群', memberIdList })
    this.mocker.createRoom({ id: ROOM_2, topic: '法制科', memberIdList: [BOT, 'wxid_zhang'] })
  }

  override async onStart(): Promise<void> {
    await super.onStart()
    this.beat = setInterval(() => this.emit('heartbeat', { data: 'beat' }), HEARTBEAT_MS)
    setImmediate(() => {
      if (this.logsIn && this.state.active() && !this.isLoggedIn) this.login(BOT)
    })
  }

  override async onStop(): Promise<void> {
    clearInterval(this.beat)
    await super.onStop()
  }

  /** Delivers what a person says, and returns its message id. */
  receive(said: Said): string {
    this.count += 1
    const id = said.id ?? `in-${this.count}`
    const place =
      said.room === undefined ? { listenerId: BOT } : { roomId: said.room, mentionIdList: said.mentions ?? [] }
    const payload = {
      ...{ id, type: said.type ?? types.Message.Text, text: said.text ?? '', talkerId: said.from },
      ...(said.file && { filename: said.file.name, type: types.Message.Attachment }),
      ...{ timestamp: said.at ?? Date.now(), ...place, ...said.raw },
    }
    if (said.file) {
      const box = FileBox.fromBase64(Buffer.from(said.file.bytes).toString('base64'), said.file.name)
      this.mocker.cacheFileBoxPayload.set(id, box.toJSON() as never)
    }
    this.mocker.cacheMessagePayload.set(id, payload as never)
    this.delivered.push(id)
    this.emit('message', { messageId: id })
    return id
  }

  override async messageSendFile(conversation: string, box: FileBoxInterface): Promise<never> {
    if (!this.isLoggedIn) throw new Error('not logged in')
    this.sentFiles.push({ conversation, name: box.name, bytes: await box.toBuffer() })
    await this.afterFile()
    this.count += 1
    return `out-${this.count}` as never
  }

  /** Delivers the last messages again, the bot's own among them, as WeChat does when it catches up. */
  repeat(count: number): void {
    for (const messageId of this.delivered.slice(-count)) this.emit('message', { messageId })
  }

  override async roomMemberRawPayload(roomId: string, contactId: string): Promise<payloads.RoomMember> {
    const roomAlias = this.roomAliases.get(`${roomId} ${contactId}`) ?? ''
    return { avatar: '', id: contactId, name: WORLD[contactId as keyof typeof WORLD] ?? '', roomAlias }
  }

  override async roomMemberRawPayloadParser(payload: payloads.RoomMember): Promise<payloads.RoomMember> {
    return payload
  }

  override async messageSendText(conversation: string, text: string, mentions: string[] = []): Promise<never> {
    if (!this.isLoggedIn) throw new Error('not logged in')
    await this.beforeSend(conversation, text)
    this.count += 1
    const id = `out-${this.count}`
    this.sent.push({ id, conversation, text, mentions })
    const room = conversation.includes('@')
    const place = room ? { roomId: conversation, mentionIdList: mentions } : { listenerId: conversation }
    const payload = { id, type: types.Message.Text, text, timestamp: Date.now(), talkerId: BOT, ...place }
    this.mocker.cacheMessagePayload.set(id, payload as never)
    this.delivered.push(id)
    setImmediate(() => {
      if (this.state.active()) this.emit('message', { messageId: id })
    })
    await this.afterSend(conversation, text)
    return id as never
  }
}
