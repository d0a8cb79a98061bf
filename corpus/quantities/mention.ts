import type { Span } from '../schema.ts'
import type { NameKind } from './names.ts'
import type { QuantityKind } from './units.ts'

/** Everything a number in a text can be. */
export type NumberKind = QuantityKind | NameKind | 'date' | 'label'

/** A run of text that is a number; `text.slice(start, end)` is `printed`. */
export interface NumberMention extends Span {
  readonly printed: string
  readonly kind: NumberKind
  /** Absent for dates, labels and names. 万 and 亿 multiplied out; 95.45% is 95.45. */
  readonly value?: number
  /** Upper end of a range. */
  readonly valueTo?: number
  /** Canonical; empty for a bare number. */
  readonly unit?: string
  /** 余, 多, 近, 约, 以上, 不少于… */
  readonly approximate?: boolean
  /** Inside 《…》 or inside a short quoted name. */
  readonly zone?: 'title' | 'quoted'
  /** Written in Chinese characters only. */
  readonly chinese?: boolean
}

/** A number that measures or counts something. */
export interface Quantity extends NumberMention {
  readonly kind: QuantityKind
  readonly value: number
  readonly unit: string
  readonly approximate: boolean
}

/** A mention before its place in the text is known. */
export type Found = Omit<NumberMention, 'start' | 'printed' | 'zone'>
