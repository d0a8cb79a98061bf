/** The tags that mark data in a prompt. */
export type FenceTag = '资料' | '问题' | '草稿' | '要求' | '原答'

/**
 * Text as data inside a prompt: between tags that nothing in the text can close or imitate, because its angle brackets are
 * written full-width there. Attribute values lose quotes and line feeds as well.
 */
export function fenced(tag: FenceTag, text: string, attributes: Readonly<Record<string, string>> = {}): string {
  const named = Object.entries(attributes).map(([name, value]) => ` ${name}="${attribute(value)}"`)
  return `<${tag}${named.join('')}>\n${inert(text).trim()}\n</${tag}>`
}

/** Invisible and direction-changing characters hide instructions from people and not from models. */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu

function inert(text: string): string {
  return text
    .replace(HIDDEN, '')
    .replaceAll('<', '＜')
    .replaceAll('>', '＞')
    .replace(/```+/g, (ticks) => '｀'.repeat(ticks.length))
}

function attribute(value: string): string {
  return inert(value)
    .replace(/["\s]+/g, ' ')
    .trim()
}
