/** The end of a question or of a part of it, the source of a pattern. */
export const END = '(?:$|[ ,?;、])'

/** Asks what to do in a case (丢了咋办), the source of a pattern; how something was done (公开怎么弄的) is another matter. */
export const WHAT_TO_DO = `(?:(?:咋|怎么)[办整]|(?<=[了的掉坏])(?:该|要)?(?:咋|怎么)[弄搞])(?:呢|啊|好)?(?=${END})`

/** Asks what follows in a case, the source of a pattern. */
export const WHAT_FOLLOWS =
  '会怎样|会怎么[样着]|会咋[样的]|(?:有|是)?(?:啥|什么)?后果|啥下场|[怎咋](?:么)?(?:处理|处罚|罚|追究|追责)'
