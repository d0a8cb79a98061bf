/** The number of an article at the start of its text, with the marks of a Markdown source: **第七条**. */
const ARTICLE_NUMBER = /^\s*(?:\*\*|__)?\s*第[一二三四五六七八九十百零〇\d]+条\s*(?:\*\*|__)?[\s\u3000]*/
const MARKS = /\*\*|__|^#+\s*/gm

/** Words of a source as a chat shows them: one line a paragraph, no Markdown, cells of a table divided by bars. */
export function shownText(text: string): string {
  return text
    .replace(ARTICLE_NUMBER, '')
    .replace(MARKS, '')
    .replace(/[^\S\n]*\t[^\S\n]*/g, ' | ')
    .replace(/\s*\n\s*/g, '\n')
    .replace(/[；;]$/, '。')
    .trim()
}
