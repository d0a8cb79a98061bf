/**
 * Quotes (引用) as they reach a bot. Puppets render a quote (appmsg type 57) into the text as
 *   「name：quoted」 / fifteen dashes / reply
 * with a full-width colon; some clients write a half-width colon or a line of —; a few puppets hand the XML on as it is.
 */

export interface QuoteRead {
  /** What the sender wrote under the quote. */
  readonly text: string
  readonly quote?: { readonly name: string; readonly text: string }
}

const SEPARATOR = /」[ \t]*\r?\n[ \t]*(?:-(?:[ \t]?-){4,}|[—–─―－_＿]{3,}|={5,})[ \t]*(?:\r?\n|$)/g
/** Longer names and texts are not quotes; the limit also bounds the work on hostile input. */
const MAX_NAME = 64

function balanced(text: string): boolean {
  let depth = 0
  for (const char of text) {
    if (char === '「') depth += 1
    if (char === '」') depth -= 1
    if (depth < 0) return false
  }
  return depth === 0
}

/** The separator that ends the quote: the first before which the brackets are closed, else the first. */
function endOfQuote(raw: string): { from: number; to: number } | undefined {
  const found = [...raw.matchAll(SEPARATOR)].slice(0, 20)
  const best = found.find((match) => balanced(raw.slice(1, match.index))) ?? found[0]
  return best && { from: best.index, to: best.index + best[0].length }
}

function readRendered(raw: string): QuoteRead | undefined {
  if (!raw.startsWith('「')) return undefined
  const end = endOfQuote(raw)
  if (!end) return undefined
  const inner = raw.slice(1, end.from)
  const colon = inner.search(/[：:]/)
  if (colon <= 0 || colon > MAX_NAME || inner.slice(0, colon).includes('\n')) return undefined
  const quote = { name: inner.slice(0, colon).trim(), text: inner.slice(colon + 1).trim() }
  return { text: raw.slice(end.to).trim(), quote }
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescapeXml(text: string): string {
  const plain = text.replace(/^\s*<!\[CDATA\[([\s\S]*?)\]\]>\s*$/, '$1')
  return plain.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? Number.parseInt(hex, 16) : -1
    if (code >= 0) return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    return ENTITIES[String(name).toLowerCase()] ?? whole
  })
}

function element(xml: string, name: string): string | undefined {
  const from = xml.indexOf(`<${name}>`)
  const to = from < 0 ? -1 : xml.indexOf(`</${name}>`, from)
  return to < 0 ? undefined : unescapeXml(xml.slice(from + name.length + 2, to)).trim()
}

function readXml(raw: string): QuoteRead | undefined {
  const head = /^\s*(?:[\w@-]{1,64}:\s*)?(?:<\?xml[^>]{0,100}\?>\s*)?<(?:msg|appmsg)[\s>]/.exec(raw)
  if (!head) return undefined
  const refer = element(raw, 'refermsg') === undefined ? undefined : raw.slice(raw.indexOf('<refermsg>'))
  const outside = refer === undefined ? raw : raw.replace(refer, '')
  const text = element(outside, 'title')
  if (refer === undefined || text === undefined || element(outside, 'type') !== '57') return undefined
  const content = element(refer, 'content') ?? ''
  const quoted = content.trimStart().startsWith('<') ? (element(content, 'title') ?? '') : content
  return { text, quote: { name: element(refer, 'displayname') ?? '', text: quoted } }
}

/** Splits a message into the quoted message and what was written under it; a text without a quote comes back unchanged. */
export function readQuote(raw: string): QuoteRead {
  const trimmed = raw.trimStart()
  return readRendered(trimmed) ?? readXml(trimmed) ?? { text: raw }
}
