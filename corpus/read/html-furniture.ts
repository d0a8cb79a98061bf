import { attributeOf, type HtmlElement, walk } from './html-dom.ts'

/** Words in class and id that name a part of the page around the document. */
const FURNITURE_NAMES = new Set(
  `nav navbar navigation menu submenu breadcrumb breadcrumbs crumb crumbs position location footer foot header topbar
  sidebar share bdsharebuttonbox bdshare print tools toolbar prev next prevnext related relate recommend comment comments
  copyright qrcode ewm pagination pager search login friendlink weizhi dqwz daohang`.split(/\s+/),
)

/** Lines that belong to the page. All are anchored at the start and short, so that no sentence of a document is lost. */
const FURNITURE_LINES: readonly RegExp[] = [
  /^[【[(（]?(字号|字体|字体大小|文字大小)[】\]]?[::：\s【[(（]/,
  /^[【[(（]?(打印|关闭|收藏|打印本页|关闭窗口|返回顶部|返回列表|我要纠错|纠错|大中小)[】\])）]?([\s|·]*[【[(（]?(打印|关闭|收藏|打印本页|关闭窗口|返回顶部)[】\])）]?)*$/,
  /^(上一[篇条页]|下一[篇条页]|前一[篇条]|后一[篇条])[::：]?/,
  /^(分享到|分享至|分享)[::：\s]?[^。]{0,40}$/,
  /^(您?当前(所在)?的?位置|您?(现在|所在)?的?位置|所在位置|您在这里)[是::：]/,
  /^(首页|网站首页)\s*[>»›\-/|]/,
  /^(发布(时间|日期)|发文时间|更新时间|来源|信息来源|文章来源|稿件来源|作者|浏览次数|浏览量|阅读次数|阅读量|点击数|点击量|点击率|访问量|责任编辑|编辑|审核|字号)[::：][^。]{0,160}$/,
  /^(扫一扫|扫描二维码|微信扫一扫)[^。]{0,30}$/,
  /^(版权所有|copyright|©|.{0,6}ICP备|.{0,6}公网安备|网站标识码|网站地图|建议使用)/i,
  /^(主办|主办单位|承办|承办单位|技术支持)[::：].*(主办|承办|技术支持|维护|运维|版权|备案)/,
  /^今天是[::：]?\s*\d{4}年/,
  /^(相关(阅读|链接|新闻|文章|信息|解读|稿件)|热门搜索|延伸阅读)[::：]?/,
  /^(无障碍|长者|关怀|适老)[^。]{0,40}$/,
]

/** Longest line, in characters, that is looked at as furniture. */
const MAX_FURNITURE_LINE = 200

/** Labels of the index block that government sites print above a document (政府信息公开目录). */
const INDEX_LABELS =
  /(索引号|索 ?引 ?号|主题分类|发布机构|发文机构|发文机关|制发机关|发文日期|成文日期|生成日期|公开日期|公开方式|公开范围|公开时限|有效性|时效性|信息名称|组配分类|体裁分类|服务对象|关键词|主题词|废止日期|文 ?号|标 ?题|名 ?称)[::：]/g

/** Longest index block, in characters. */
const MAX_INDEX_BLOCK = 600

/** True when an element is named as furniture by its class, id or role. Whoever asks must see to it that it holds no document. */
export function isNamedFurniture(element: HtmlElement): boolean {
  if (element.tagName === 'header') return true
  if (/^(navigation|banner|contentinfo|search)$/.test(attributeOf(element, 'role'))) return true
  const names = `${attributeOf(element, 'class')} ${attributeOf(element, 'id')}`.toLowerCase()
  return names.split(/[\s_-]+/).some((name) => FURNITURE_NAMES.has(name))
}

/** True for a line of page furniture. */
export function isFurnitureLine(line: string): boolean {
  return line.length <= MAX_FURNITURE_LINE && FURNITURE_LINES.some((pattern) => pattern.test(line))
}

/** Most steps of a walk through what may be an index block; keeps deeply nested pages linear. */
const MAX_INDEX_STEPS = 1500

/** True for an index block: short, and naming an index number with two more labels of the catalogue. */
export function isIndexBlock(element: HtmlElement): boolean {
  let text = ''
  let steps = 0
  for (const event of walk(element)) {
    steps += 1
    text += event.kind === 'text' ? event.text.trim() : ' '
    if (text.length > MAX_INDEX_BLOCK + steps || steps > MAX_INDEX_STEPS) return false
  }
  if (!/索\s*引\s*号/.test(text)) return false
  return element.tagName === 'table' || new Set(text.match(INDEX_LABELS) ?? []).size >= 3
}
