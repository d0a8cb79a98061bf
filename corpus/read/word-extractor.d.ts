/** The part of word-extractor that is used; the package brings no types. */
declare module 'word-extractor' {
  interface TextOptions {
    /** False keeps the curly quotes and dashes of the document. */
    readonly filterUnicode?: boolean
    readonly includeHeadersAndFooters?: boolean
  }
  interface WordDocument {
    getBody(options?: TextOptions): string
    getFootnotes(options?: TextOptions): string
    getEndnotes(options?: TextOptions): string
    getTextboxes(options?: TextOptions): string
  }
  class WordExtractor {
    extract(source: Buffer): Promise<WordDocument>
  }
  export = WordExtractor
}
