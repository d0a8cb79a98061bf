import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { readBytes } from '../../../corpus/read/read.ts'
import type { ExtractedText } from '../../../corpus/schema.ts'

function read(html: string): Promise<ExtractedText> {
  return readBytes(Buffer.from(html), '报告.html')
}

const SENTENCE = '区政府常务会议研究法治工作9次，印发实施方案，部署重点任务54项。'

const SITE = `<!DOCTYPE html><html><head><meta charset="utf-8"><title>云溪区2021年报告_政务公开_云溪区人民政府</title>
<meta name="ArticleTitle" content="云溪区2021年度法治政府建设情况报告"><script>var a = "不读。"</script></head><body>
<form id="aspnetForm"><div class="top-nav"><ul><li><a href="/">首页</a></li><li><a href="/a">政务公开</a></li></ul></div>
<div class="crumbs">您当前的位置：<a href="/">首页</a> &gt; <a href="/b">法治政府建设</a></div>
<table class="xxgk"><tr><td>索引号：</td><td>YX0020100/2022-00318</td><td>主题分类：</td><td>政务公开</td></tr>
<tr><td>发布机构：</td><td>区政府办</td><td>有效性：</td><td>有效</td></tr></table>
<div class="con"><h1>云溪区2021年度法治政府建设情况报告</h1>
<div class="info">发布时间：2022-03-24 来源：区司法局 浏览次数：<span>1687</span></div><div>【字号：大 中 小】</div>
<div id="zoom"><p>&nbsp;&nbsp;2021年，${SENTENCE}</p><p><b>一、主要工作</b></p><p>（一）加强领导。<span>${SENTENCE}</span></p>
<p>云溪区人民政府<br>2022年2月18日</p></div>
<div class="share">分享到：<a href="#">微信</a></div><p>上一篇：<a href="/c">另一份报告，也有逗号，还有句号。</a></p>
<div style="display:none">藏起来的话，不该读到，也不会读到。</div></div>
<div class="footer">主办：云溪区人民政府 技术支持：大数据中心 网站标识码0000000001</div></form></body></html>`

describe('reading html', () => {
  it('keeps the document and drops the furniture of a government site', async () => {
    const extracted = await read(SITE)
    expect(extracted.text.split('\n')).toEqual([
      '云溪区2021年度法治政府建设情况报告',
      `2021年，${SENTENCE}`,
      '一、主要工作',
      `（一）加强领导。${SENTENCE}`,
      '云溪区人民政府',
      '2022年2月18日',
    ])
    expect(extracted.title).toBe('云溪区2021年度法治政府建设情况报告')
  })

  it('takes neither the name of the site nor that of the column for the title', async () => {
    const page = (head: string) =>
      `<head>${head}</head><body><div><h1>云溪区人民政府网</h1><a href="/">首页</a></div><div><p>云溪区2021年度报告</p><p>${SENTENCE}</p></div></body>`
    expect((await read(page('<title>云溪区2021年度报告_公开</title>'))).title).toBe('云溪区2021年度报告')
    expect((await read(`<head><title>无标题文档</title></head><p>${SENTENCE}</p>`)).title).toBeUndefined()
  })

  it('reads GBK pages, also when they claim another encoding', async () => {
    const html = `<html><head><meta charset="utf-8"></head><body><p>${SENTENCE}</p></body></html>`
    expect((await readBytes(iconv.encode(html, 'gbk'), '页.htm')).text).toBe(SENTENCE)
  })

  it('keeps all of a plain page, headings with their levels', async () => {
    const extracted = await read(`<h1>报告</h1><h2>一、工作</h2><p>${SENTENCE}</p><h2>二、问题</h2><p>短句</p>`)
    expect(extracted.text.split('\n')).toEqual(['报告', '一、工作', SENTENCE, '二、问题', '短句'])
    const headings = extracted.styledHeadings.map((found) => [
      found.level,
      extracted.text.slice(found.start, found.end),
    ])
    expect(headings).toEqual([
      [1, '报告'],
      [2, '一、工作'],
      [2, '二、问题'],
    ])
  })

  it('keeps a document whose text stands in one box and its signature in another', async () => {
    const extracted = await read(`<div><div>${SENTENCE}</div><div>云溪区人民政府</div><div>2022年2月18日</div></div>`)
    expect(extracted.text).toBe(`${SENTENCE}\n云溪区人民政府\n2022年2月18日`)
  })

  it('prints tables row by row with merged cells, and layout tables as paragraphs', async () => {
    const extracted = await read(
      `<p>${SENTENCE}</p><table><caption>复议情况</caption><tr><th rowspan="2">年度</th><th colspan="2">行政复议</th></tr><tr><th>收到</th><th>受理</th></tr>` +
        '<tr><td>2021年</td><td> 43 </td><td>40</td></tr></table>' +
        `<table><tr><td><p>${SENTENCE}</p></td></tr></table>`,
    )
    expect(extracted.text).toBe(`${SENTENCE}\n年度\t行政复议\n收到\t受理\n2021年\t43\t40\n${SENTENCE}`)
    expect(extracted.tables).toHaveLength(1)
    expect(extracted.tables[0]).toMatchObject({ headerRows: 2, caption: '复议情况' })
    expect(extracted.tables[0]?.rows[0]).toMatchObject([{ rows: 2 }, { columns: 2 }])
  })

  it('numbers ordered lists as a browser shows them and joins lines broken in the source', async () => {
    const extracted = await read('<ol start="3"><li>公布清单</li><li>清理\n文件</li></ol><ul><li>无号</li></ul>')
    expect(extracted.text.split('\n')).toEqual(['3.公布清单', '4.清理文件', '无号'])
  })

  it('survives ten thousand levels of nesting', async () => {
    const extracted = await read(`${'<div>'.repeat(10_000)}${SENTENCE}${'</div>'.repeat(10_000)}`)
    expect(extracted.text).toBe(SENTENCE)
  })
})
