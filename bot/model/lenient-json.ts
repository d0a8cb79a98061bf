/**
 * The JSON objects in what a model wrote, best candidates first: what it thought aloud and Markdown fences are left out,
 * every balanced {…} that can be read counts, the outermost first. Commas before a closing bracket and raw line feeds in
 * strings are mended; a text cut off in the middle is not.
 */
export function jsonObjectsIn(text: string): readonly unknown[] {
  const said = withoutThoughts(text)
  const objects: unknown[] = []
  for (let at = said.indexOf('{'); at >= 0; ) {
    const end = balancedEnd(said, at)
    const value = end === undefined ? undefined : parsed(said.slice(at, end))
    if (value !== undefined) objects.push(value)
    at = said.indexOf('{', value !== undefined && end !== undefined ? end : at + 1)
    if (objects.length >= MOST) break
  }
  return objects
}

/** More objects than this in one answer are rubbish. */
const MOST = 8

/** Without <think>…</think>; when the opening tag is missing (some templates swallow it), all before the closing one goes. */
export function withoutThoughts(text: string): string {
  const closed = text.replace(/<(think|thinking|reasoning)>[\s\S]*?<\/\1>/gi, '')
  const lastClose = /[\s\S]*<\/(?:think|thinking|reasoning)>/i.exec(closed)?.[0].length ?? 0
  return closed.slice(lastClose).replace(/<(?:think|thinking|reasoning)>[\s\S]*$/i, '')
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
