import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { RetrievalError } from './errors.ts'
import type { EmbedReply, EmbedRequest, EmbedWorkerData } from './local-embedder-thread.ts'

/** The files of lantai-embed-zh-v1 and their SHA-256 (see the model card). */
const FILES = {
  model: ['model_quantized.onnx', 'bb5dc2737578b4848ff47ec417de60a9e6264deb0e67fe47f3d1bd86d3086ba2'],
  tokenizer: ['tokenizer.json', '48cea5d44424912a6fd1ea647bf4fe50b55ab8b1e5879c3275f80e339e8fae26'],
} as const

const MAX_TOKENS = 512
const SEPARATOR = 102
/** Longer texts are cut before they are tokenised: no text of this length has fewer than 512 tokens in practice. */
const MAX_CHARACTERS = 4096

async function readChecked(directory: string, [name, sha256]: readonly [string, string]): Promise<Buffer> {
  const path = join(directory, name)
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new RetrievalError(
      'notFound',
      `缺少本地向量模型文件 ${path},请重新取得项目文件,或把 MODEL_DIR 指向模型所在的文件夹。`,
      { cause },
    )
  })
  if (createHash('sha256').update(bytes).digest('hex') === sha256) return bytes
  throw new RetrievalError(
    'corrupt',
    `本地向量模型文件 ${path} 与发布时不一致(SHA-256 校验未通过),请重新取得项目文件。`,
  )
}

/** Both packages are optional: they have no build for every platform. */
async function runtime() {
  try {
    return await Promise.all([import('onnxruntime-node'), import('@huggingface/tokenizers')])
  } catch (cause) {
    throw new RetrievalError(
      'incompatible',
      `本机(${process.platform} ${process.arch})没有可用的向量运行库 onnxruntime-node,请重新执行 npm ci,或设置 EMBEDDINGS=none 只按词语检索。`,
      { cause },
    )
  }
}

async function loadModel({ directory, threads }: EmbedWorkerData): Promise<(text: string) => Promise<Float32Array>> {
  const [model, vocabulary] = await Promise.all([
    readChecked(directory, FILES.model),
    readChecked(directory, FILES.tokenizer),
  ])
  const [{ InferenceSession, Tensor }, { Tokenizer }] = await runtime()
  const tokenizer = new Tokenizer(JSON.parse(vocabulary.toString('utf8')) as object, {})
  const session = await InferenceSession.create(model, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    // Idle threads that spin take the processor from the replies: with two threads 70 passages a second instead of 52.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  })
  return async (text) => {
    const { ids } = tokenizer.encode(text.replace(/\s+/gu, ' ').slice(0, MAX_CHARACTERS))
    const tokens = ids.length > MAX_TOKENS ? [...ids.slice(0, MAX_TOKENS - 1), SEPARATOR] : ids
    const tensor = (data: BigInt64Array) => new Tensor('int64', data, [1, tokens.length])
    const output = await session.run({
      input_ids: tensor(BigInt64Array.from(tokens, BigInt)),
      attention_mask: tensor(new BigInt64Array(tokens.length).fill(1n)),
      token_type_ids: tensor(new BigInt64Array(tokens.length)),
    })
    const { data, dims } = output.last_hidden_state!
    return normalised((data as Float32Array).slice(0, dims[2]))
  }
}

function normalised(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return length > 0 ? vector.map((value) => value / length) : vector
}

function send(reply: EmbedReply): void {
  parentPort?.postMessage(reply, 'vector' in reply && reply.vector ? [reply.vector.buffer as ArrayBuffer] : [])
}

try {
  const embed = await loadModel(workerData.data as EmbedWorkerData)
  parentPort?.on('message', async (request: EmbedRequest) => {
    if (request.type === 'close') return parentPort?.close()
    // A text that the tokenizer or the model cannot take is answered without a vector; the others go on.
    send({ type: 'vector', id: request.id, vector: await embed(request.text).catch(() => undefined) })
  })
  send({ type: 'ready' })
} catch (error) {
  const known = error instanceof RetrievalError
  send({
    type: 'failed',
    code: known ? error.code : 'failed',
    message: known ? error.message : `本地向量模型无法载入:${String(error)}。可设置 EMBEDDINGS=none 只按词语检索。`,
  })
}
