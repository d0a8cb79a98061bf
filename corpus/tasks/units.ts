/** Lists of responsible units: 「市委办公室、市政府办公室」 is two, 「各县(市、区)政府」 is one. */

const UNIT_ENDING =
  /(?:局|办|委|厅|院|部|室|会|中心|府|道|街道办|乡|镇|单位|部门|机关|机构|公司|队|行|校|处|站|组|所|团|社|馆|科|库|庭|联|企业|学校|医院|协会|园区|开发区|管委|各区|各县|各市|相关方)(?:[(（][^()（）]*[)）])?$/
const JOINABLE_LEFT = /(?:局|办|委|办公室|政府|部门|单位|街道|法院|检察院|部|中心|乡镇|委员会|联合会|总工会|协会|机关)$/
const JOINER = /以及|及|和|与/
const FILLER =
  /(?:按(?:照)?(?:各自)?(?:职责|职能|分工)(?:分工|任务)*|分别|牵头|共同|具体|组织|配合)?(?:负责|落实|实施|承担)(?:到位)?$/
const EDGE = /^[\s,，。;；、.:：]+|[\s,，。;；、.:：]+$/g

/** True when the words can be the name of an office, a government or a group of them. */
export function looksLikeUnit(words: string): boolean {
  const name = words.replace(EDGE, '').replace(/等(?:有关|相关)?(?:单位|部门)?$/, '')
  return name.length >= 2 && name.length <= 30 && (UNIT_ENDING.test(name) || /^各[^,，。;；]{1,14}$/.test(name))
}

/** Names of the units in a list, in printed order without repeats; parentheses inside a name do not split it. */
export function splitUnits(list: string): readonly string[] {
  const names = splitOutside(list, /[、,，;；。/|]/)
    .flatMap(splitAtSpaces)
    .flatMap(splitAtJoiner)
    .map(unitName)
    .filter((name) => name.length > 0)
  return [...new Set(names)]
}

/** Pieces of `text` between separators that stand outside every bracket. */
export function splitOutside(text: string, separator: RegExp): readonly string[] {
  const pieces: string[] = []
  let depth = 0
  let piece = ''
  for (const character of text) {
    if (/[(（[【〔]/.test(character)) depth++
    if (/[)）\]】〕]/.test(character)) depth = Math.max(0, depth - 1)
    if (depth === 0 && separator.test(character)) {
      pieces.push(piece)
      piece = ''
    } else piece += character
  }
  pieces.push(piece)
  return pieces
}

function splitAtSpaces(piece: string): readonly string[] {
  const names: string[] = []
  for (const word of piece.trim().split(/\s+/)) {
    const before = names.at(-1)
    if (before !== undefined && !UNIT_ENDING.test(before)) names[names.length - 1] = before + word
    else names.push(word)
  }
  return names
}

function splitAtJoiner(piece: string): readonly string[] {
  for (const match of piece.matchAll(new RegExp(JOINER, 'g'))) {
    const left = piece.slice(0, match.index)
    const right = piece.slice(match.index + match[0].length)
    if (left.length >= 3 && JOINABLE_LEFT.test(left) && looksLikeUnit(right)) {
      return [left, ...splitAtJoiner(right)]
    }
  }
  return [piece]
}

function unitName(piece: string): string {
  const name = piece.replace(EDGE, '').replace(FILLER, '').replace(EDGE, '')
  return name
    .replace(/等$/, '')
    .replace(/(?<=.)等(?:有关|相关|部门|单位|市直|区直|县直)*(?:单位|部门)$/, '')
    .replace(/^(?:由|请)(?=.{2,})/, '')
    .replace(EDGE, '')
}
