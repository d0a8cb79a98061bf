/** What kind of thing a question asks for, by its question words, and how a sentence shows that it holds one. */
export interface Expected {
  readonly kind:
    | 'done'
    | 'duration'
    | 'money'
    | 'people'
    | 'times'
    | 'age'
    | 'rate'
    | 'permission'
    | 'consequence'
    | 'remedy'
    | 'reason'
    | 'who'
    | 'list'
    | 'when'
    | 'force'
    | 'company'
    | 'where'
    | 'number'
    | 'todo'
    | 'most'
    | 'phone'
    | 'which'
  /** A sentence that can answer matches this. */
  readonly shows: RegExp
  /** Without such a sentence there is no answer: 几年 needs a number of years. */
  readonly required: boolean
  /** How much a sentence that shows it counts; 1 by default. */
  readonly weight?: number
}
