/**
 * The JSON objects in what a model wrote, best candidates first: what it thought aloud and Markdown fences are left out,
 * every balanced {…} that can be read counts, the outermost first. Commas before a closing bracket and raw line feeds in
 * strings are mended; a text cut off in the middle is not.
 */
export function jsonObjectsIn(text: string): readonly unknown[] {
  const said = withoutThoughts(text)
  const objects: unknown[] = []
  for (let at = said.indexOf('{'), tries = 0; at >= 0 && tries < TRIES && objects.length < MOST; tries++) {
    const end = balancedEnd(said, at)
    const value = end === undefined ? undefined : parsed(said.slice(at, end))
    if (value !== undefined) objects.push(value)
    at = said.indexOf('{', value !== undefined && end !== undefined ? end : at + 1)
  }
  return objects
}

/** An answer is a screen long; the work on a longer one is bounded, in characters. */
const LONGEST = 60_000
/** Braces that may begin an object; more objects than MOST in one answer are rubbish. */
const TRIES = 40
const MOST = 8

/** Without <think>…</think>; when the opening tag is missing (some templates swallow it), all before the closing one goes. */
export function withoutThoughts(text: string): string {
  const closed = text.slice(0, LONGEST).replace(/<(think|thinking|reasoning)>[\s\S]*?<\/\1>/gi, '')
  const closings = [...closed.matchAll(/<\/(?:think|thinking|reasoning)>/gi)]
  const last = closings[closings.length - 1]
  const said = last ? closed.slice(last.index + last[0].length) : closed
  const opening = /<(?:think|thinking|reasoning)>/i.exec(said)
  return opening ? said.slice(0, opening.index) : said
}

function balancedEnd(text: string, start: number): number | undefined {
  let depth = 0
  let quoted = false
  for (let at = start; at < text.length; at++) {
    const character = text[at]
    if (quoted) {
      if (character === '\\') at++
      else if (character === '"') quoted = false
    } else if (character === '"') quoted = true
    else if (character === '{') depth++
    else if (character === '}' && --depth === 0) return at + 1
  }
  return undefined
}

function parsed(json: string): unknown {
  return tryParse(json) ?? tryParse(mended(json))
}

function mended(json: string): string {
  return json.replace(/"(?:[^"\\]|\\[\s\S])*"|,(?=\s*[}\]])/g, (part) =>
    part === ',' ? '' : part.replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', ''),
  )
}

function tryParse(json: string): unknown {
  try {
    return JSON.parse(json) as unknown
  } catch {
    return undefined
  }
}
