import { TextSplitter } from '@langchain/textsplitters'

/** Longest piece of a document that is given to LangChain at once, in characters. */
const PIECE = 400

/**
 * Cuts documents for LangChain at the ends of Chinese sentences; its own splitters know blanks only and cut inside words.
 * Sentences are put together up to `chunkSize` characters; a longer sentence stays whole, and pieces do not overlap.
 */
export class ChineseTextSplitter extends TextSplitter {
  override lc_namespace = ['lantai', 'splitter']

  constructor(chunkSize = PIECE) {
    super({ chunkSize, chunkOverlap: 0 })
  }

  override async splitText(text: string): Promise<string[]> {
    const pieces: string[] = []
    let piece = ''
    for (const sentence of text.match(/[^。！？；;\n]+[。！？；;\n]*/g) ?? []) {
      if (piece !== '' && piece.length + sentence.length > this.chunkSize) {
        pieces.push(piece.trim())
        piece = ''
      }
      piece += sentence
    }
    return [...pieces, piece.trim()].filter((part) => part !== '')
  }
}
