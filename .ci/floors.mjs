// Compares the last line of a scorer's output (JSON) with the floors of floors.json; exits 1 when a number is below.
import { readFileSync } from 'node:fs'

const [name, file] = process.argv.slice(2)
const floors = JSON.parse(readFileSync(new URL('floors.json', import.meta.url), 'utf8'))[name]
const score = JSON.parse(readFileSync(file, 'utf8').trim().split('\n').at(-1))
const misses = Object.entries(floors).flatMap(([type, wanted]) =>
  Object.entries(wanted).flatMap(([measure, floor]) => {
    const got = (type === '*' ? score : score[type])?.[measure]
    const below = measure === 'wrong' ? !(got <= floor) : !(got >= floor)
    return below ? [`${name} ${type} ${measure}: ${got}, floor ${floor}`] : []
  }),
)
for (const miss of misses) console.error(miss)
process.exit(misses.length > 0 ? 1 : 0)
