import type { Document } from '../../corpus/schema.ts'
import { headingName } from '../../corpus/section.ts'
import type { Reply } from '../schema.ts'
import type { Question } from '../understand/understand.ts'

/** Headings named when a section is not found: what fits on a phone. */
const HEADINGS_SHOWN = 12

/** The reports have no section on the topic: says which they have. */
export function missingSection(topic: string, [newest]: readonly Document[]): Reply {
  const headings = (newest?.outline ?? [])
    .filter(({ level, title }) => level <= 2 && title !== '')
    .slice(0, HEADINGS_SHOWN)
  const list = headings.map(headingName)
  const citations = headings.map(({ start, end }, at) => ({
    n: at + 1,
    doc: newest?.path ?? '',
    title: newest?.identity.title ?? '',
    section: '',
    quote: newest?.text.slice(start, end) ?? '',
  }))
  return {
    kind: 'notfound',
    ...(citations.length > 0 ? { citations } : {}),
    text: [
      topic === ''
        ? `未查到:${newest?.identity.title ?? ''}没有分出标题,列不成提纲。可说「起草全文初稿」。`
        : `未查到:${newest?.identity.title ?? ''}没有「${topic.replace(/\s+/g, '')}」这部分,没有底稿可依。`,
      ...(list.length > 0 ? ['现有各部分:', ...list, '换个说法,或说「参考某地的写法」。'] : []),
    ].join('\n'),
  }
}

export function needsSource({ documents }: Question, bodies: readonly string[]): Reply {
  return documents.length === 0
    ? { kind: 'notfound', text: '未查到:还没有收录任何文件,没有底稿可依。请先把上年的报告发来入库。' }
    : { kind: 'notfound', text: `未查到可作底稿的年度报告。有报告的单位:${bodies.join('、') || '无'}。` }
}
