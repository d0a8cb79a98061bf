import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const ROOMS = ['corpus', 'retrieval', 'prompts', 'bot'] as const
type Room = (typeof ROOMS)[number]

/** Which rooms each room may import. */
const MAY_IMPORT: Readonly<Record<Room, readonly Room[]>> = {
  corpus: ['corpus'],
  retrieval: ['corpus', 'retrieval'],
  prompts: ['corpus', 'prompts'],
  bot: ['corpus', 'retrieval', 'prompts', 'bot'],
}

/** The files that may name a vendor; everything else goes through their ports. */
const VENDORS: Readonly<Record<string, RegExp>> = {
  wechaty: /^bot\/wechaty\//,
  'wechaty-puppet-service': /^bot\/wechaty\//,
  'file-box': /^bot\/wechaty\//,
  'qrcode-terminal': /^bot\/wechaty\//,
  libsql: /^(?:retrieval\/embedded\/sql-driver|bot\/store\/)/,
  '@qdrant/js-client-rest': /^retrieval\/qdrant/,
  openai: /^(?:retrieval\/openai-embedder|bot\/model\/)/,
  langchain: /^bot\/draft\//,
  'onnxruntime-node': /^retrieval\/local-embedder/,
  '@huggingface/tokenizers': /^retrieval\/local-embedder/,
  '@node-rs/jieba': /^retrieval\/tokens/,
  mammoth: /^never/,
  'pdfjs-dist': /^corpus\/read\//,
  exceljs: /^(?:corpus\/read\/|retrieval\/cli\/|bot\/)/,
  'word-extractor': /^corpus\/read\//,
}

/** Where the environment, the clock, chance and the console may be touched. */
const COMPOSITION_ROOT = /(?:^|\/)main\.ts$/

interface Source {
  readonly path: string
  readonly room: Room
  readonly text: string
  readonly imports: readonly string[]
}

function sources(): readonly Source[] {
  return ROOMS.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => {
        const text = readFileSync(join(root, room, path), 'utf8')
        const imports = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
        return { path: `${room}/${path.replaceAll('\\', '/')}`, room, text, imports }
      }),
  )
}

const all = sources()

test('rooms import in one direction only', () => {
  const offences = all.flatMap(({ path, room, imports }) =>
    imports
      .filter((target) => target.startsWith('.'))
      .map((target) => relative(root, resolve(root, dirname(path), target)).split('/')[0] ?? '')
      .filter((target) => !MAY_IMPORT[room].includes(target as Room))
      .map((target) => `${path} imports ${target}`),
  )
  expect(offences).toEqual([])
})

test('a vendor is named only in its adapter', () => {
  const offences = all.flatMap(({ path, imports }) =>
    imports.flatMap((target) => {
      const vendor = Object.keys(VENDORS).find((name) => target === name || target.startsWith(`${name}/`))
      return vendor && !VENDORS[vendor]?.test(path) ? [`${path} imports ${target}`] : []
    }),
  )
  expect(offences).toEqual([])
})

test('environment, clock, chance and console are touched in composition roots only', () => {
  const touches =
    /\bprocess\.(?:env|stdout|stderr|stdin|exit)\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bconsole\.|\brandomUUID\(/
  const offences = all
    .filter(({ path }) => !COMPOSITION_ROOT.test(path))
    .flatMap(({ path, text }) =>
      text
        .split('\n')
        .filter((line) => touches.test(line) && !/^\s*(?:\*|\/\/|\/\*)/.test(line))
        .map((line) => `${path}: ${line.trim()}`),
    )
  expect(offences).toEqual([])
})

test('nothing exports by default and nobody hides behind a barrel', () => {
  const offences = all.filter(({ text }) => /^export default|^export \* from/m.test(text)).map(({ path }) => path)
  expect(offences).toEqual([])
})

test('no file is longer than 200 lines', () => {
  const long = all
    .filter(({ text }) => text.split('\n').length > 201)
    .map(({ path, text }) => `${path}: ${text.split('\n').length}`)
  expect(long).toEqual([])
})

test('no signal is joined to one that lives on: Node 20 keeps a weak reference of every join until the older signal is gone', () => {
  expect(all.filter(({ text }) => text.includes('AbortSignal.any')).map(({ path }) => path)).toEqual([])
})
