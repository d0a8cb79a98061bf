import { describe, expect, it } from 'vitest'
import { builtInFormat, displayNumber } from '../../../corpus/read/number-format.ts'

describe('numbers as a spreadsheet displays them', () => {
  it.each([
    [0.1 + 0.2, 'General', '0.3'],
    [2024, 'General', '2024'],
    [13494.97, 'General', '13494.97'],
    [1e15, 'General', '1000000000000000'],
    [1.1e21, 'General', '1100000000000000000000'],
    [-0.5, 'General', '-0.5'],
    [0.955, '0.0%', '95.5%'],
    [0.95454545, '0.00%', '95.45%'],
    [1, '0%', '100%'],
    [1.005, '0.00', '1.01'],
    [1234567.891, '#,##0.00', '1,234,567.89'],
    [999, '#,##0', '999'],
    [1234, '#,##0"件"', '1,234件'],
    [16, '0"件"', '16件'],
    [3.6, '0.##', '3.6'],
    [3, '0.##', '3'],
    [7, '000', '007'],
    [-3, '0;(0)', '(3)'],
    [0, '0;-0;"—"', '—'],
    [-1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', '-1,234.50'],
    [88.5, '[$¥-804]#,##0.00', '¥88.50'],
    [12345, '0!.0,"万"', '1.2万'],
    [-2, '[Red]0', '-2'],
    [5, '[DBNum1]General', '五'],
    [12, '0_ ', '12'],
    [12300, '0.00E+00', '1.23e+4'],
    [1234, '0,', '1'],
    [0.25, '# ?/?', '0.25'],
  ])('prints %s under %s as %s', (number, code, shown) => {
    expect(displayNumber(number, code)).toBe(shown)
  })

  it.each([
    [45352, 'yyyy"年"m"月"d"日"', '2024年3月1日'],
    [45352, 'yyyy-mm-dd', '2024-03-01'],
    [45352, builtInFormat(14), '2024/3/1'],
    [45352, builtInFormat(31), '2024年3月1日'],
    [45352, builtInFormat(57), '2024年3月'],
    [45352, '[$-F800]dddd, mmmm dd, yyyy', '2024年3月1日'],
    [45352, '[DBNum1][$-804]yyyy"年"m"月"d"日"', '二〇二四年三月一日'],
    [45352.3993055556, 'yyyy/m/d h:mm', '2024/3/1 9:35'],
    [45352.75, '上午/下午h"时"mm"分"', '下午6时00分'],
    [1.5, '[h]:mm', '36:00'],
    [0.0104166667, 'mm:ss', '15:00'],
    [1, 'yyyy/m/d', '1900/1/1'],
    [45352, 'aaaa', '星期五'],
  ])('prints the serial %s under %s as the date %s', (serial, code, shown) => {
    expect(displayNumber(serial, code)).toBe(shown)
  })

  it('counts from 1904 where the workbook does', () => {
    expect(displayNumber(45352 - 1462, 'yyyy/m/d', true)).toBe('2024/3/1')
  })
})
