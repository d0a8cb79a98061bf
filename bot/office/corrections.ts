/** What people said about answers, and what administrators decided. Nothing of it changes an answer by itself. */

/** The place of a document that an answer rested on. */
export interface FeedbackPlace {
  readonly doc: string
  readonly title: string
  readonly section: string
  /** Exact substring of the document. */
  readonly quote: string
  /** The figure in question as printed, where one was meant: 16件. */
  readonly printed?: string | undefined
  /** What it counts: 收到行政复议申请. */
  readonly subject?: string | undefined
}

/** 有误, 👍 or 👎 about one answer. */
export interface Feedback {
  readonly kind: 'wrong' | 'good' | 'bad'
  /** When, in milliseconds. */
  readonly at: number
  readonly person: string
  readonly name: string
  readonly room?: string | undefined
  /** What the person wrote: 应为18件. */
  readonly said: string
  readonly place?: FeedbackPlace | undefined
  /** Id of the message it was said in. */
  readonly message?: string | undefined
}

/** Feedback with its number and what was decided. */
export interface Correction extends Feedback {
  readonly number: number
  readonly state: 'open' | 'accepted' | 'rejected'
  readonly decidedBy?: string | undefined
  readonly decidedAt?: number | undefined
  /** The administrator's note, shown beside the figure when accepted. */
  readonly note?: string | undefined
}

/** Kept on disk. Every method is done when it returns, and may throw when the disk fails. */
export interface Corrections {
  /** Records it; what the same message said before is given back as it is, for a crash may have a message answered again. */
  add(feedback: Feedback): Correction
  get(number: number): Correction | undefined
  /** Newest first. */
  all(): readonly Correction[]
  /** Accepted corrections of a document. */
  accepted(doc: string): readonly Correction[]
  decide(
    number: number,
    decision: {
      readonly state: 'accepted' | 'rejected'
      readonly by: string
      readonly at: number
      readonly note: string
    },
  ): void
  /** Forgets praise, blame and rejected corrections from before; open and accepted ones stay. */
  forget(before: number): void
}
