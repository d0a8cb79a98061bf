import { describe, expect, it } from 'vitest'
import { screen, withoutPersonalData } from '../../bot/screen.ts'

describe('a text is held back for', () => {
  it.each([
    ['机密★10年\n关于某事的请示', 'secrecyMark'],
    ['请看这份材料:\n秘密★3年', 'secrecyMark'],
    [`${'前言\n'.repeat(30)}内部资料 注意保存\n正文`, 'secrecyMark'],
    ['当事人身份证11010519491231002X的案子', 'identityCard'],
    ['身份证 110105 19491231 002x', 'identityCard'],
    ['身份证11010519491231002X', 'identityCard'],
    ['请联系13812345678', 'phone'],
    ['请联系+86 138-1234-5678', 'phone'],
    ['卡号6222 0212 3456 7890 128', 'bankCard'],
    ['卡号4111111111111111', 'bankCard'],
  ])('%s', (text, kind) => {
    expect(screen(text)).toContain(kind)
  })
})

describe('a question keeps nothing personal', () => {
  it.each([
    ['我的身份证号是11010519491231002X,云溪2024年复议收了几件', ',云溪2024年复议收了几件'],
    ['电话138 0013 8000 云溪2024年应诉几件', ' 云溪2024年应诉几件'],
    ['12345热线办了多少件,减税134949700元', '12345热线办了多少件,减税134949700元'],
  ])('%s', (text, kept) => {
    expect(withoutPersonalData(text)).toBe(kept)
  })
})

describe('a text is not held back for', () => {
  it.each([
    ['speaking of secrecy', '秘密级文件保管几年?机密、绝密怎么划分'],
    ['a number that is no identity card', '110105194912310021'],
    ['an amount', '减税134949700元,罚没收入1381234567元'],
    ['an office telephone', '咨询电话0851-12345678,或拨打12345热线'],
    ['a social credit code', '统一社会信用代码11520300MB1234567X'],
    ['a document number', '云政发〔2024〕13号'],
    ['a long number that is no card', '项目编号6222021234567890125'],
    ['an ordinary question', '云溪区2024年收到多少件复议申请'],
  ])('%s', (_, text) => {
    expect(screen(text)).toEqual([])
  })
})
