import { boundedMap } from '../bounded.ts'
import type { ChannelEvents, Incoming } from '../channel.ts'
import { within } from '../deadline.ts'
import { createLanes } from '../lanes.ts'
import type { Latch } from '../latch.ts'
import { isBroken } from './failure.ts'
import { type InboundContext, type Payload, readInbound } from './inbound.ts'
import { CALL_MS, type Puppet } from './options.ts'

/** Message ids remembered: a puppet that reconnects repeats what it delivered lately. */
const IDS_LIMIT = 10_000
/** Conversations whose messages are read side by side. */
const READERS = 8
/** How long a message waits for the payloads of earlier ones, so that one slow payload does not hold up every room. */
const ORDER_MS = 2_000
/** Pauses, while the connection stands, before a payload is asked for again. */
const RETRY_MS = [100, 500, 2_000, 8_000]
/** Messages being read; beyond it the newest are dropped, so that a flood does not fill the memory. */
const MAX_READING = 5_000

const pause = (ms: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, ms).unref()
  })

/** Whether a payload can be read at all; puppets have been seen to deliver null. */
function usable(payload: unknown): payload is Payload {
  return typeof payload === 'object' && payload !== null
}

/** The payload; undefined when there is none to be had; throws when the call failed. */
async function fetchPayload(puppet: Puppet, id: string): Promise<Payload | undefined> {
  const call = puppet.messagePayload(id)
  const payload: unknown = await within(call, CALL_MS, { onTimeout: () => new Error('timeout') })
  return usable(payload) ? { ...payload, id } : undefined
}

/** Asks again for a payload that could not be had at first: the message is lost otherwise. */
async function fetchAgain(puppet: Puppet, id: string, link: Latch): Promise<Payload | undefined> {
  for (const wait of RETRY_MS) {
    await link.passed()
    await pause(wait)
    const payload = await fetchPayload(puppet, id).catch(() => undefined)
    if (payload) return payload
  }
  return undefined
}

/**
 * Waits until a message is taken, within bounds: longer for one whose payload went down with the connection, as those that came
 * after the reconnection must not overtake it.
 */
async function untilTaken({ taken, broken }: Reading, link: Latch): Promise<void> {
  const inTime = () => within(taken, ORDER_MS, { onTimeout: () => new Error('slow') })
  await inTime().catch(async () => {
    if (!broken()) return
    await link.passed()
    await inTime()
  })
}

/** A message on its way in. */
interface Reading {
  readonly taken: Promise<void>
  /** Whether its payload went down with the connection. */
  readonly broken: () => boolean
}

/**
 * Hears the messages of a puppet and hands them on in the order they came, each id once. It listens to the puppet itself: the
 * vendor's own message event comes out of order and gives up on the first failed call.
 */
export function receiveFrom(
  context: InboundContext,
  receive: (message: Incoming) => void,
  { events, link }: { readonly events: ChannelEvents; readonly link: Latch },
): { stop(): void } {
  const { puppet } = context
  const seen = boundedMap<true>(IDS_LIMIT)
  const lanes = createLanes(READERS)
  let order: Promise<unknown> = Promise.resolve()
  let reading = 0
  let stopped = false

  const hand = async (payload: Payload) => {
    const inbound = await readInbound(payload, context)
    if (stopped) return
    if (inbound.kind === 'message') receive(inbound.message)
    if (inbound.kind === 'recalled') events.recalled?.(inbound.id)
    if (inbound.kind === 'own') events.echoed?.(inbound.echo)
  }
  const take = (payload: Payload | undefined) => {
    reading -= 1
    if (payload && !stopped) lanes.add(payload.roomId || payload.talkerId || '', () => hand(payload))
  }
  const heard = ({ messageId }: { readonly messageId: string }) => {
    if (stopped || !messageId || seen.has(messageId) || reading >= MAX_READING) return
    seen.set(messageId, true)
    reading += 1
    const before = order
    const payload = fetchPayload(puppet, messageId)
    let broken = false
    const taken = Promise.allSettled([payload, before]).then(async ([fetched]) => {
      if (fetched.status === 'fulfilled') return take(fetched.value)
      broken = isBroken(fetched.reason)
      const again = fetchAgain(puppet, messageId, link).then(take)
      if (broken) await again
    })
    order = before.then(() => untilTaken({ taken, broken: () => broken }, link)).catch(() => undefined)
  }
  puppet.on('message', heard)
  return {
    stop: () => {
      stopped = true
      puppet.off('message', heard)
    },
  }
}
