import { createHash } from 'node:crypto'

/** Namespace of the points of this project: UUIDv5 of the DNS name lantai.invalid, fixed for ever. */
const namespace = Buffer.from('bef6afc7a0b45b9688271a46dd941fd8', 'hex')

/** UUIDv5 (RFC 9562) of document path, position and revision: the same passage of the same revision has the same id anywhere. */
export function pointId(doc: string, seq: number, rev: string): string {
  const digest = createHash('sha1').update(namespace).update(`${doc}\n${seq}\n${rev}`).digest()
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80
  const hex = digest.toString('hex', 0, 16)
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
