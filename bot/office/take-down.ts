import type { Audience, DocumentEntry, Library } from '../../retrieval/library.ts'
import type { Shelf } from './shelf.ts'

const SHOWN = 10

/** 下架: takes a document out of the index, found by its path or title among what may be seen here. Returns the answer. */
export async function takeDown(
  said: string,
  {
    library,
    shelf,
    audience,
  }: { readonly library: Library; readonly shelf: Shelf | undefined; readonly audience: Audience | undefined },
): Promise<string> {
  if (said === '') return '请写明下架哪一份,例如「下架 2024年报告.docx」;回复「资料」看收录了哪些。'
  const found = find(said, library.documents(audience))
  const [entry] = found
  if (!entry) return `没有找到「${said}」。回复「资料」看收录了哪些文件。`
  if (found.length > 1) {
    const names = found.slice(0, SHOWN).map(({ path, identity }) => `· ${path}(${identity.title})`)
    return [`有${found.length}份符合,请写文件名:`, ...names].join('\n')
  }
  await library.remove(entry.path)
  const wasHere = shelf?.drop(entry.path) ?? false
  const kept = wasHere ? '文件已一并删除。' : '原文件还在资料文件夹里,下次 npm run ingest 会重新读入;不要了请把它移走。'
  return `已下架:${entry.identity.title}(${entry.path})。以后的答复不再用它。${kept}`
}

function find(said: string, entries: readonly DocumentEntry[]): readonly DocumentEntry[] {
  const name = said.replace(/^[《「]|[》」]$/g, '')
  const exact = entries.filter(({ path, identity }) => path === name || identity.title === name)
  if (exact.length > 0) return exact
  return entries.filter(({ path, identity }) => path.includes(name) || identity.title.includes(name))
}
