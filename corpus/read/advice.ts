import { UnreadableError } from '../errors.ts'

/** Kinds of file that are recognised but have no reader, with the sentence that says what to do. */
const ADVICE = {
  wps: 'WPS 文字(.wps)格式暂不支持;请用 WPS 打开后“另存为”docx 再试。',
  et: 'WPS 表格(.et)格式暂不支持;请用 WPS 打开后“另存为”xlsx 再试。',
  dps: 'WPS 演示(.dps)格式暂不支持;请把其中的文字另存为 docx 再试。',
  ofd: 'OFD 版式文件暂不支持;请用 OFD 阅读器“另存为”或“打印”成有文字层的 PDF,或取得 docx 原稿再试。',
  xls: '旧版 Excel(.xls)格式暂不支持;请用 Excel 或 WPS 打开后“另存为”xlsx 再试。',
  xlsb: 'Excel 二进制(.xlsb)格式暂不支持;请用 Excel 打开后“另存为”xlsx 再试。',
  ppt: '演示文稿(.ppt、.pptx)暂不支持;请把其中的文字另存为 docx 或 pdf 再试。',
  rtf: 'RTF 格式暂不支持;请用 Word 或 WPS 打开后“另存为”docx 再试。',
  odf: 'OpenDocument(.odt、.ods)格式暂不支持;请打开后“另存为”docx 或 xlsx 再试。',
  wordXml: 'Word XML 格式暂不支持;请用 Word 或 WPS 打开后“另存为”docx 再试。',
  mht: '单个文件网页(.mht)格式暂不支持;请打开后“另存为”docx 或 html 再试。',
  image: '这是图片,不能直接读取文字;请先做文字识别(OCR),核对后保存为 docx 或 txt 再试。',
  archive: '这是压缩包;请先解压,再把其中的文件逐个放入。',
  media: '这是音视频文件,没有可读的文字;请先整理成文字稿保存为 docx 或 txt 再试。',
  other: '暂不支持这种文件;请“另存为”docx、pdf、xlsx、html 或 txt 再试。',
} as const

/** A recognised kind of file without a reader. */
export type UnsupportedKind = keyof typeof ADVICE

/** Extensions of kinds that are refused unless the bytes prove to be something readable. */
export const UNSUPPORTED_EXTENSIONS: Readonly<Record<string, UnsupportedKind>> = {
  wps: 'wps',
  wpt: 'wps',
  et: 'et',
  ett: 'et',
  dps: 'dps',
  ofd: 'ofd',
  xls: 'xls',
  xlsb: 'xlsb',
  ppt: 'ppt',
  pptx: 'ppt',
  rtf: 'rtf',
  odt: 'odf',
  ods: 'odf',
  mht: 'mht',
  mhtml: 'mht',
  zip: 'archive',
  rar: 'archive',
  '7z': 'archive',
  gz: 'archive',
  tar: 'archive',
  jpg: 'image',
  jpeg: 'image',
  png: 'image',
  gif: 'image',
  bmp: 'image',
  tif: 'image',
  tiff: 'image',
  webp: 'image',
  heic: 'image',
  mp3: 'media',
  mp4: 'media',
  wav: 'media',
  amr: 'media',
}

/** The error for a kind without a reader. */
export function unsupported(kind: UnsupportedKind): UnreadableError {
  return new UnreadableError('unsupported', ADVICE[kind])
}

/** The error for a file whose bytes are broken, or scrambled by an office encryption product. */
export function damaged(cause?: unknown): UnreadableError {
  const message =
    '文件损坏或不完整,打不开;请重新传一份,或用 Office、WPS 打开后另存为新的文件再试(单位装有文档加密软件的,请先解密)。'
  return new UnreadableError('damaged', message, { cause })
}

/** The error for a password-protected file. */
export function encrypted(): UnreadableError {
  return new UnreadableError('encrypted', '文件设有密码,打不开;请取消密码后另存一份再试。')
}
