const pairs = (words: string): readonly string[] =>
  Array.from({ length: Math.max(0, words.length - 1) }, (_, at) => words.slice(at, at + 2))

/** Share of neighbouring characters that two wordings have in common (Dice's coefficient), from 0 to 1. */
export function likeness(one: string, other: string): number {
  const [a, b] = [pairs(one), pairs(other)]
  return (2 * a.filter((pair) => b.includes(pair)).length) / Math.max(1, a.length + b.length)
}
