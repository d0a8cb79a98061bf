import type { PdfLine, PdfPage } from './pdf-lines.ts'

/** How many lines at either end of a page may be running heads, footers or page numbers. */
const EDGE_LINES = 3

/** Part of the page height, from either edge, in which they stand. GB/T 9704 sets a top margin of 37 mm of 297. */
const EDGE_SHARE = 0.13

/** Share of the pages on which the same line must stand to be a running one; odd and even pages may differ. */
const REPEATED_SHARE = 0.4

const PAGE_NUMBER =
  /^(?:[-—–－―·•~～\s]*\d{1,4}[-—–－―·•~～\s]*|第\s*\d+\s*页(?:\s*[,,/／]?\s*共\s*\d+\s*页)?|\d{1,4}\s*[/／]\s*\d{1,4}|page\s*\d+(\s*of\s*\d+)?)$/i

/** Leaves out page numbers, and lines that repeat at the edge of many pages with nothing but their digits changing. */
export function dropRunningLines(pages: readonly PdfPage[]): PdfPage[] {
  const seen = new Map<string, number>()
  for (const page of pages) {
    const keys = new Set(page.lines.filter((line) => isAtEdge(page, line)).map(runningKey))
    for (const key of keys) seen.set(key, (seen.get(key) ?? 0) + 1)
  }
  const needed = Math.max(2, pages.length * REPEATED_SHARE)
  const isRunning = (page: PdfPage, line: PdfLine) =>
    isAtEdge(page, line) && (PAGE_NUMBER.test(line.text.trim()) || (seen.get(runningKey(line)) ?? 0) >= needed)
  return pages.map((page) => ({ ...page, lines: page.lines.filter((line) => !isRunning(page, line)) }))
}

function isAtEdge(page: PdfPage, line: PdfLine): boolean {
  const index = page.lines.indexOf(line)
  const outer = index < EDGE_LINES || index >= page.lines.length - EDGE_LINES
  return outer && (line.y < page.height * EDGE_SHARE || line.y > page.height * (1 - EDGE_SHARE))
}

/** The words with digits masked, and the height they stand at. */
function runningKey(line: PdfLine): string {
  return `${Math.round(line.y / 6)}:${line.text.replace(/\d+/g, '#').replace(/\s/g, '')}`
}
