import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const readme = fileURLToPath(new URL('../../README.md', import.meta.url))

/** Puts the output of a command into the README, between the marks of that name. Throws when there are none. */
export function writeBlock(name: string, text: string): void {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
  const before = readFileSync(readme, 'utf8')
  const [from, to] = [before.indexOf(start), before.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`README.md has no block ${name}`)
  writeFileSync(readme, `${before.slice(0, from)}${start}\n\`\`\`\n${text}\n\`\`\`\n${before.slice(to)}`)
}
