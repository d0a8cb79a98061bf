import { aliasesOf } from './aliases.ts'
import { enactmentOf } from './enactment.ts'
import { kindOf } from './kind.ts'
import { linesOf } from './lines.ts'
import { divisionFromBody, leadingDivisions } from './region.ts'
import type { DocumentKind, Evidence, ExtractedText, Identity } from './schema.ts'
import { secrecyMark } from './secrecy.ts'
import { type Signature, signatureOf } from './signature.ts'
import { type Title, titleFromFileName, titleOf } from './title.ts'
import { openingYear, type Period, periodIn, yearFromBody } from './years.ts'

/**
 * Who, what and when of a document: from its text, else from its file name, else inferred, which the notes say. The
 * file name may be a path; only its last part is used.
 */
export function identify(extracted: ExtractedText, fileName: string): Identity {
  const text = extracted.text
  const found = titleOf(extracted, fileName)
  const kind = kindOf(extracted, found?.title ?? '')
  const signature = signatureOf(text)
  const enactment = kind === 'statute' || kind === 'rule' ? enactmentOf(text) : {}
  const place = placeOf(text, found?.title ?? '', { fileName, kind, signature })
  const period = periodOf({ text, kind, fileName, title: found, signed: signature.date, enacted: enactment.year })
  const title = found ?? inferredTitle(text, place.divisions.join(''), period?.year)
  const body = issuingBody(bodyInTitle(title.title, title.from) ?? enactment.body, signature.body)
  const region = place.divisions.join('') || undefined
  const mark = secrecyMark(text)
  const documentNumber = documentNumberOf(text) ?? enactment.documentNumber
  const date = enactment.date ?? signature.date
  return {
    title: title.title,
    titleFrom: title.from,
    kind,
    ...(body ? { body } : {}),
    ...(region ? { region } : {}),
    aliases: aliasesOf({ title: title.title, kind, divisions: place.divisions, ...(body ? { body } : {}) }, text),
    ...(period ? { year: period.year, yearFrom: period.from } : {}),
    ...(period?.yearTo ? { yearTo: period.yearTo } : {}),
    ...(documentNumber ? { documentNumber } : {}),
    ...(date ? { date } : {}),
    ...(mark ? { secrecyMark: mark } : {}),
    notes: [...title.notes, ...place.notes, ...yearNotes(period, text)],
  }
}

interface Place {
  readonly divisions: readonly string[]
  readonly notes: readonly string[]
}

interface PlaceHints {
  readonly fileName: string
  readonly kind: DocumentKind
  readonly signature: Signature
}

/** The place in the title, the signature, the file name, or (not for national statutes) the text. */
function placeOf(text: string, title: string, hints: PlaceHints): Place {
  const printed = [title, hints.signature.body ?? '', titleFromFileName(hints.fileName) ?? '']
    .map((phrase) => leadingDivisions(phrase.replace(/^.{0,30}?关于印发[《]?/, '')))
    .find((divisions) => divisions.length > 0)
  if (printed) return { divisions: longest(printed, hints.signature.body ?? ''), notes: [] }
  if (hints.kind === 'statute') return { divisions: [], notes: [] }
  const inferred = divisionFromBody(text)
  return inferred ? { divisions: [inferred], notes: [`地区由正文推断:${inferred}`] } : { divisions: [], notes: [] }
}

/** The form of the signature, when it names the same place with those above it: 云溪区 → 澜州市, 云溪区. */
function longest(divisions: readonly string[], signature: string): readonly string[] {
  const signed = leadingDivisions(signature)
  return signed.length > divisions.length && signed.join('').endsWith(divisions.join('')) ? signed : divisions
}

interface PeriodHints {
  readonly text: string
  readonly kind: DocumentKind
  readonly fileName: string
  readonly title: Title | undefined
  readonly signed: string | undefined
  readonly enacted: number | undefined
}

/** A statute's year is that of its last revision; a report's that of its title, never that of its signature. */
function periodOf(hints: PeriodHints): (Period & { readonly from: Evidence }) | undefined {
  const { kind, title, fileName, text } = hints
  const enacted = kind === 'statute' || kind === 'rule'
  if (enacted && hints.enacted) return { year: hints.enacted, from: 'text' }
  const titled = title ? periodIn(title.title) : undefined
  if (title && titled) return { ...titled, from: title.from }
  const named = periodIn(fileName.replace(/^.*[\\/]/, '').replace(/(?:19|20)\d{6}/g, ''))
  if (named) return { ...named, from: 'fileName' }
  const signed = Number(hints.signed?.slice(0, 4)) || undefined
  if (enacted && signed) return { year: signed, from: 'text' }
  const year = kind === 'plan' ? (signed ?? yearFromBody(text)) : (yearFromBody(text) ?? signed)
  return year ? { year, from: 'inferred' } : undefined
}

/** Says when the year is not printed in the text, and when the text opens with another one. */
function yearNotes(period: (Period & { readonly from: Evidence }) | undefined, text: string): string[] {
  if (!period || period.from === 'text') return []
  if (period.from === 'inferred') return ['年份由正文推断']
  const opening = openingYear(text)
  if (opening === period.year) return []
  return [opening ? `年份取自文件名(${period.year}年),正文开头写的是${opening}年` : '年份取自文件名']
}

/** 现将…情况报告如下 names the report; else the opening words stand for a title. */
function inferredTitle(text: string, region: string, year: number | undefined): Title {
  const subject = /(?:现将|现就)([^,，。\n]{4,40}?情况)(?:报告|汇报|总结|通报)?如下/.exec(text.slice(0, 3000))?.[1]
  const topic = /法治政府建设|依法行政|政务公开|政府信息公开|行政复议|行政应诉|普法|信访|优化营商环境/.exec(text)?.[0]
  const words = subject && !/^(?:有关|相关|主要)/.test(subject) ? subject : topic ? `${topic}情况` : undefined
  const opening =
    linesOf(text.slice(0, 4000))[0]
      ?.folded.replace(/^[#* ]+/, '')
      .slice(0, 30) ?? ''
  const dated = year && words && !periodIn(words) ? `${year}年` : ''
  const title = words ? `${region}${dated}${region ? words.replace(region, '') : words}报告` : opening || '(无标题)'
  return { title, from: 'inferred', notes: ['原文没有标题,标题由正文推断'] }
}

/** The organ a title starts with: 澜州市云溪区人民政府, 云溪区司法局, 中共甲区委 甲区人民政府. */
function bodyInTitle(title: string, from: Evidence): string | undefined {
  if (from === 'inferred') return undefined
  const organ =
    /^(?:(?:19|20)\d{2}年度?)?((?:中共[\u4e00-\u9fff]{2,20}?委(?:员会)? ?)?[\u4e00-\u9fff]{2,30}?(?:人民政府办公室|人民政府|人民代表大会常务委员会|管理委员会|管委会|委员会|街道办事处|办公室|[市区县州镇乡工]委|局|厅|政府))(?=关于|工作|法治|依法|行政|\d|二[〇零○O]|[(（]|$)/
  return organ.exec(title)?.[1]
}

/** The signature, when it names the organ of the title together with another one. */
function issuingBody(titled: string | undefined, signed: string | undefined): string | undefined {
  if (!titled) return signed
  return signed?.includes(' ') && signed.endsWith(titled) ? signed : titled
}

const NUMBER =
  /^(?:(?:发文字号|文 ?号|文件编号) ?: ?)?((?:[\u4e00-\u9fff]{1,14}[〔[【(](?:19|20)\d{2}[〕\]】)] ?(?:第 ?)?\d{1,5} ?号)|[\u4e00-\u9fff]{2,12}令 ?第? ?\d{1,4} ?号)(?: .{0,20})?$/

/** 文号 on a line of its own at the head of the document. */
function documentNumberOf(text: string): string | undefined {
  for (const line of linesOf(text.slice(0, 20000)).slice(0, 25)) {
    const match = line.folded.length <= 60 ? NUMBER.exec(line.folded) : undefined
    if (match?.[1])
      return (
        text.slice(line.start, line.end).match(/[\u4e00-\u9fff]+[〔[【(（［].*?号|[\u4e00-\u9fff]+令.*?号/)?.[0] ??
        match[1]
      )
  }
  return undefined
}
