import type { Incoming } from '../channel.ts'

/** The question in a message: its text, or what it quotes when only the bot's name stands under the quote. */
export function questionOf(message: Incoming): string {
  return message.text === '' && message.quote && !message.quote.own ? message.quote.text : message.text
}
