import { BaseDocumentTransformer, Document } from '@langchain/core/documents'

/** Longest piece of a document that is given to LangChain at once, in characters. */
const PIECE = 400

/**
 * Cuts documents for LangChain at the ends of Chinese sentences; its own splitter knows blanks only and cuts inside words.
 * Sentences are put together up to the length of a piece; a longer sentence stays whole.
 */
export class ChineseTextSplitter extends BaseDocumentTransformer {
  override lc_namespace = ['lantai', 'splitter']

  override async transformDocuments(documents: Document[]): Promise<Document[]> {
    return documents.flatMap(({ pageContent, metadata }) =>
      piecesOf(pageContent).map((piece) => new Document({ pageContent: piece, metadata })),
    )
  }
}

/** A text in pieces that end where sentences end. */
export function piecesOf(text: string, length = PIECE): readonly string[] {
  const pieces: string[] = []
  let piece = ''
  for (const sentence of text.match(/[^。！？；;\n]+[。！？；;\n]*/g) ?? []) {
    if (piece !== '' && piece.length + sentence.length > length) {
      pieces.push(piece.trim())
      piece = ''
    }
    piece += sentence
  }
  return [...pieces, piece.trim()].filter((part) => part !== '')
}
