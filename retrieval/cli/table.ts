const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u

/** Columns a text takes in a terminal: two for Chinese characters and full-width signs. */
export function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += wide.test(character) ? 2 : 1
  return width
}

function cut(text: string, limit: number): string {
  const flat = text.replace(/\s+/g, ' ').trim()
  if (widthOf(flat) <= limit) return flat
  let kept = ''
  for (const character of flat) {
    if (widthOf(kept + character) > limit - 1) break
    kept += character
  }
  return `${kept}…`
}

/** Lines of a table with aligned columns; cells are cut at `limit` columns, numbers stand on the right. */
export function tableLines(header: readonly string[], rows: readonly (readonly string[])[], limit = 44): string[] {
  const cells = [header, ...rows].map((row) => row.map((cell) => cut(cell, limit)))
  const widths = header.map((_, column) => Math.max(...cells.map((row) => widthOf(row[column] ?? ''))))
  const right = header.map(
    (_, column) => rows.length > 0 && rows.every((row) => /^-?[\d,.]*%?$/.test(row[column] ?? '')),
  )
  return cells.map((row) =>
    row
      .map((cell, column) => {
        const blanks = ' '.repeat((widths[column] ?? 0) - widthOf(cell))
        return right[column] ? blanks + cell : cell + blanks
      })
      .join('  ')
      .trimEnd(),
  )
}
