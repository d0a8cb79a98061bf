import { type ChannelCode, ChannelError } from '../channel.ts'
import type { PuppetChoice } from './options.ts'

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Errors of gRPC that mean the link is gone; 13 INTERNAL alone is an answer of the server. */
const BROKEN =
  /\b14 UNAVAILABLE|\b1 CANCELLED|\b4 DEADLINE_EXCEEDED|13 INTERNAL: (?:Received RST_STREAM|No message received)/
/** Errors that came before anything was sent. */
const NOT_SENT =
  /ECONNREFUSED|No connection established|Name resolution failed|NO CLIENT|no grpc manager|not logged in/i

/** Whether the error says that the connection is gone. */
export function isBroken(error: unknown): boolean {
  return BROKEN.test(messageOf(error))
}

/** The error of a send that failed: whether the text may have gone out all the same. */
export function sendFailure(error: unknown): ChannelError {
  if (error instanceof ChannelError) return error
  const code: ChannelCode = NOT_SENT.test(messageOf(error)) ? 'unreachable' : isBroken(error) ? 'unknown' : 'failed'
  const why = { unreachable: '没有连上微信,没有发出', unknown: '连接中断,不知道发出没有', failed: '微信一侧拒绝发送' }
  return new ChannelError(code, `${why[code]}。`, { cause: error })
}

const where = (puppet: PuppetChoice): string =>
  'endpoint' in puppet && puppet.endpoint ? ` ${puppet.endpoint}(WECHATY_PUPPET_SERVICE_ENDPOINT)` : ''

/** One sentence about a start that failed, with the way to mend it. */
export function startFailure(error: unknown, puppet: PuppetChoice): ChannelError {
  const text = messageOf(error)
  const name = 'name' in puppet ? puppet.name : ''
  const make = (code: ChannelCode, sentence: string) => new ChannelError(code, sentence, { cause: error })
  if (/UNAUTHENTICATED|Invalid Wechaty TOKEN/i.test(text))
    return make('unauthorized', `puppet 服务${where(puppet)}不认这个令牌:请核对 WECHATY_PUPPET_SERVICE_TOKEN。`)
  if (/requires a SNI/i.test(text))
    return make(
      'misconfigured',
      '令牌没有前缀,不能用加密连接:请把 WECHATY_PUPPET_SERVICE_TOKEN 改成「insecure_…」的形式(服务端也要一致),或设 WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT=true。',
    )
  if (/Cannot find (?:module|package)|ERR_MODULE_NOT_FOUND/i.test(text))
    return make('misconfigured', `没有安装 puppet「${name}」:请运行 npm install ${name},或改 WECHATY_PUPPET。`)
  if (/TOKEN not found|INVALID_TOKEN|discover/i.test(text))
    return make(
      'misconfigured',
      '没有可用的令牌:请设置 WECHATY_PUPPET_SERVICE_TOKEN,自建服务再设 WECHATY_PUPPET_SERVICE_ENDPOINT。',
    )
  return make(
    'unreachable',
    `连不上 puppet 服务${where(puppet)}:请确认服务已启动、地址和端口没有写错、两端的加密设置一致(WECHATY_PUPPET_SERVICE_NO_TLS_INSECURE_CLIENT)。`,
  )
}
