import { expect, it } from 'vitest'
import { memoryConversations, type Turn } from '../../bot/conversation.ts'

const turn = (text: string) => ({ question: { raw: text }, reply: { kind: 'answer', text } }) as Turn

it('keeps the newest turns of each conversation, and none of another', () => {
  const conversations = memoryConversations()
  for (let i = 1; i <= 10; i++) conversations.remember('甲', turn(`${i}`))
  expect(conversations.of('甲').turns.at(-1)?.reply.text).toBe('10')
  expect(conversations.of('甲').turns.length).toBeLessThan(10)
  expect(conversations.of('乙').turns).toEqual([])
})

it('a remembered turn holds no chain of the turns before it', () => {
  const conversations = memoryConversations()
  conversations.remember('甲', { ...turn('二'), question: { ...turn('二').question, previous: turn('一') } })
  expect(conversations.of('甲').turns[0]?.question.previous).toBeUndefined()
})

it('forgets a conversation when told, and the one unused for longest when there are too many', () => {
  const conversations = memoryConversations()
  conversations.remember('甲', turn('一'))
  conversations.forget('甲')
  expect(conversations.of('甲').turns).toEqual([])
  for (let i = 0; i <= 2_000; i++) conversations.remember(`${i}`, turn('一'))
  expect(conversations.of('0').turns).toEqual([])
  expect(conversations.of('2000').turns).toHaveLength(1)
})
