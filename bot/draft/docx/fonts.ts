/** A font with the names that other systems know it by: Windows has 仿宋 and 楷体, 麒麟 and 统信 carry 方正…_GBK. */
interface FontNames {
  readonly name: string
  readonly alternates: readonly string[]
  readonly charset: string
  readonly family: 'roman' | 'modern' | 'swiss' | 'script'
}

const GB2312 = '86'

const FONTS: readonly FontNames[] = [
  { name: '方正小标宋简体', alternates: ['方正小标宋_GBK', '华文中宋', '宋体'], charset: GB2312, family: 'roman' },
  {
    name: '仿宋_GB2312',
    alternates: ['仿宋', 'FangSong', '方正仿宋_GBK', '华文仿宋'],
    charset: GB2312,
    family: 'modern',
  },
  { name: '楷体_GB2312', alternates: ['楷体', 'KaiTi', '方正楷体_GBK'], charset: GB2312, family: 'modern' },
  { name: '黑体', alternates: ['SimHei', '方正黑体_GBK'], charset: GB2312, family: 'modern' },
  { name: '宋体', alternates: ['SimSun', '方正书宋_GBK'], charset: GB2312, family: 'roman' },
  { name: 'Times New Roman', alternates: ['Liberation Serif'], charset: '00', family: 'roman' },
]

/** word/fontTable.xml: every font of the layout with its alternates; nothing is embedded. */
export function fontTable(): string {
  const fonts = FONTS.map(
    ({ name, alternates, charset, family }) =>
      `<w:font w:name="${name}"><w:altName w:val="${alternates.join(',')}"/><w:charset w:val="${charset}"/><w:family w:val="${family}"/><w:pitch w:val="default"/></w:font>`,
  )
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${fonts.join('')}</w:fonts>`
}
