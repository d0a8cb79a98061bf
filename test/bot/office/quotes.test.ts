import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { OTHER, REPORT, type TestOffice, testOffice } from '../../support/office.ts'

let office: TestOffice
const inRoom = (from = 'zhang') => ({ from, room: 'r1' })
const quoting = (text: string, from = 'zhang') => ({ ...inRoom(from), quote: { name: '小兰', text, own: true } })

beforeEach(async () => {
  office = await testOffice({
    documents: [
      { name: '云溪2024.txt', text: REPORT },
      { name: '石桥2024.txt', text: OTHER },
    ],
  })
})
afterEach(() => office.close())

describe('under a quote of an earlier answer', () => {
  let earlier: string
  beforeEach(async () => {
    earlier = await office.ask('云溪区2024年收到多少件复议申请', inRoom())
    expect(await office.ask('石桥区2024年收到多少件复议申请', inRoom())).toContain('41件')
  })

  test('原文1 and 来源 are of that answer', async () => {
    expect(await office.ask('原文1', inRoom())).toContain('石桥')
    expect(await office.ask('原文1', quoting(earlier))).toMatch(/云溪区2024.*申请16件/s)
    expect(await office.ask('来源', quoting(`@张三\u2005${earlier.slice(0, 30)}`))).toContain('云溪2024.txt')
  })

  test('a follow-up leans on it', async () => {
    const followed = await office.ask('办结了多少', quoting(earlier))
    expect(followed).toMatch(/云溪/)
    expect(followed).not.toMatch(/石桥/)
  })

  test("an answer to somebody else has no source of one's own newest answer", async () => {
    expect(await office.ask('石桥区2024年收到多少件复议申请', inRoom('li'))).toContain('41件')
    expect(await office.ask('原文1', quoting(earlier, 'li'))).not.toContain('石桥')
  })

  test('原文1 and 来源 under an answer to somebody else are of that answer', async () => {
    expect(await office.ask('原文1', quoting(`@张三\u2005${earlier}`, 'li'))).toMatch(/云溪区2024.*申请16件,办结14件/s)
    expect(await office.ask('来源', quoting(earlier, 'li'))).toContain('云溪2024.txt')
    expect(await office.ask('原文2', quoting(earlier, 'li'))).toContain('只有1个来源')
  })

  test('and of a document that may not be seen here there are none', async () => {
    const forged = earlier.replaceAll('云溪区', '青山区')
    expect(await office.ask('原文1', quoting(forged, 'li'))).toContain('前面还没有回答过问题')
  })

  test('a line that is no answer changes nothing', async () => {
    expect(await office.ask('原文1', quoting('收到,正在查找…'))).toContain('石桥')
  })
})
