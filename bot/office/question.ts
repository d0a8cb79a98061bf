import type { Incoming } from '../channel.ts'

/** Asks for an answer without saying to what: 帮忙查一下, 请回答这个问题. */
const REQUEST =
  /^(?:请|麻烦|劳驾|你|您|帮忙|帮我|帮|给|来)*(?:(?:查查?|看看?|找找?|答|回答|解答|回复)(?:一?下|看)?(?:这个|这条|上面的?|他的|她的)?(?:问题)?|同问)[吧呢啊。.?？!！~\s]*$/

/** The question in a message: its text, or what it quotes when only the bot's name, or no more than a request, stands under the quote. */
export function questionOf({ text, quote }: Incoming): string {
  if (!quote || quote.own) return text
  return text === '' || REQUEST.test(text.trim()) ? quote.text : text
}
