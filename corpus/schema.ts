/** What a document is once it has been read: plain data that every other room builds on. */

/** A half-open range [start, end) of UTF-16 offsets into `Document.text`. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** File formats that have a reader. */
export type Format = 'txt' | 'md' | 'html' | 'docx' | 'doc' | 'pdf' | 'xlsx' | 'csv'

/** One cell of a table; its span points into the extracted text, where the table is printed row by row. */
export interface TableCell extends Span {
  /** Columns covered by a merged cell; 1 when it is not merged. */
  readonly columns: number
  readonly rows: number
}

/** A table of the source; cells are joined by tabs and rows by line feeds in the extracted text. */
export interface Table extends Span {
  readonly rows: readonly (readonly TableCell[])[]
  /** How many rows at the top are headers (0 when unknown). */
  readonly headerRows: number
  /** Sheet name or caption, when the source has one. */
  readonly caption?: string
}

/** What a reader returns. For txt and md the text is the file's own text; for others it is what a person would read. */
export interface ExtractedText {
  readonly format: Format
  readonly text: string
  readonly tables: readonly Table[]
  /** Headings marked by the source's own styles (docx Heading 1, html h1…), level from 1. */
  readonly styledHeadings: readonly (Span & { readonly level: number })[]
  /** Title from the file's metadata or a Title style, when there is one. */
  readonly title?: string
  /** Things a person should know, in Chinese: 「第3页没有文字层,可能是扫描件」. */
  readonly notes: readonly string[]
}

/** Where a fact of the identity came from. */
export type Evidence = 'text' | 'fileName' | 'inferred'

export type DocumentKind = 'report' | 'plan' | 'statute' | 'rule' | 'table' | 'other'

/** Who, what and when of a document. */
export interface Identity {
  readonly title: string
  readonly titleFrom: Evidence
  readonly kind: DocumentKind
  /** The issuing body as printed: 澜州市云溪区人民政府, 中共甲区委 甲区人民政府, 全国人民代表大会常务委员会. */
  readonly body?: string
  /** The place the document speaks of, longest known form: 澜州市云溪区; absent for national statutes. */
  readonly region?: string
  /** Short names people use for the body or place: 云溪区, 云溪. */
  readonly aliases: readonly string[]
  /** The year reported on, for a plan its first year, for a statute the year of its last revision. */
  readonly year?: number
  /** Last year of a plan's period. */
  readonly yearTo?: number
  readonly yearFrom?: Evidence
  /** 发文字号, for example 云政发〔2024〕3号. */
  readonly documentNumber?: string
  /** 成文日期 as ISO yyyy-mm-dd (or yyyy-mm). */
  readonly date?: string
  /** 密级 or another secrecy mark as printed. */
  readonly secrecyMark?: string
  /** Said to the user wherever the identity is relied on: 「年份由正文推断」. */
  readonly notes: readonly string[]
}

/** One heading of the outline tree; the tree is the flat list with `parent` indexes. */
export interface Heading extends Span {
  /** Number as printed with its punctuation: 一、 · (二) · 3. · 第二十条 · 第三章. Empty for unnumbered headings. */
  readonly label: string
  /** The ordinal of the label, when it has one. */
  readonly number?: number
  /** Heading words without the label and without the paragraph that may follow on the same line. */
  readonly title: string
  /** Depth from 1; never skips over the depth of the parent plus one. */
  readonly level: number
  /** Index into `outline` of the heading above, or -1. */
  readonly parent: number
  /** Everything under this heading, sub-headings included: from the end of the heading to the start of the next of its level or above. */
  readonly body: Span
}

/** 一是…;二是… inside a paragraph. */
export interface EnumeratedItem extends Span {
  /** As printed: 一是, 第二. */
  readonly label: string
  readonly number: number
}

/** A piece of the text that is indexed and cited; an exact slice of `Document.text`. */
export interface Passage extends Span {
  /** Position in the document from 0. */
  readonly seq: number
  readonly text: string
  /** Index into `outline` of the innermost heading, or -1 before the first. */
  readonly heading: number
  /** Titles of the headings above with their labels, outermost first: ['一、主要措施及成效', '(五)有效化解矛盾', '1.加快行政复议工作']. */
  readonly path: readonly string[]
}

/** A quantity printed in a document, in the shape of product.md §4 and what the look-up needs besides. */
export interface Figure extends Span {
  readonly org: string
  readonly year: number
  /** Name of the dictionary's indicator where one fits, else the head phrase of the text itself. */
  readonly indicator: string
  /** Id in indicators.json, when the indicator is one of the dictionary's. */
  readonly indicatorId?: string
  /** Plain number in the base unit; percentages as the number before the sign. */
  readonly value: number
  /** Canonical unit: 人, 件, 元, %, 个百分点… */
  readonly unit: string
  readonly printed: string
  /** 余, 多, 近, 约, 以上, 超过… */
  readonly approximate: boolean
  /** The clause the figure stands in, an exact substring of the text; never the whole passage. */
  readonly quote: string
  readonly section: string
  readonly doc: string
  /** What is counted, as the text says it: 收到行政复议申请. */
  readonly subject: string
  /** Qualifiers in the words of the text: 其中, 累计, 截至11月11日, 同比, 全市. */
  readonly scope: readonly string[]
  /** Index into the document's `figures` of the total this one is a part of (其中…), or of the base of a rate. */
  readonly total?: number
}

/** A numbered task of a plan. */
export interface Task extends Span {
  /** As printed; tasks of one numbered paragraph with clauses of their own share it. */
  readonly no: number
  /** The task's words without number, units and deadline. */
  readonly text: string
  readonly leadUnits: readonly string[]
  readonly otherUnits: readonly string[]
  /** As printed without 完成: 2016年底, 长期坚持; absent when none is printed. */
  readonly deadline?: string
  /** Last day of the deadline, ISO, when it is a date. */
  readonly deadlineDate?: string
  readonly section: string
  readonly doc: string
  /** The whole item as printed; of an item with several tasks, what is printed of this one. */
  readonly quote: string
}

/** What the extractors of figures and tasks work on: a document whose structure is known. */
export interface AnalysisSource {
  /** Path relative to the folder it was ingested from: the `doc` of every figure and task. */
  readonly path: string
  readonly text: string
  readonly identity: Identity
  readonly outline: readonly Heading[]
  readonly passages: readonly Passage[]
  readonly tables: readonly Table[]
}

/** A document that has been read and understood. */
export interface Document {
  /** Path relative to the folder it was ingested from, with forward slashes: the `doc` of every reply. */
  readonly path: string
  /** SHA-256 of the file's bytes, hexadecimal. */
  readonly hash: string
  readonly format: Format
  readonly text: string
  readonly identity: Identity
  readonly outline: readonly Heading[]
  readonly passages: readonly Passage[]
  readonly figures: readonly Figure[]
  readonly tasks: readonly Task[]
  /** Findings about the document for people: missing or repeated headings, unreadable pages, inferred year. */
  readonly notes: readonly string[]
}
