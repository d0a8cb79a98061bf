import { z } from 'zod'
import table from './providers.json' with { type: 'json' }

/** How an endpoint departs from the protocol; what it does not say is learnt from its complaints (see mend). */
export const Provider = z.object({
  id: z.string(),
  /** For people. */
  name: z.string(),
  /** Host names, or the domains they end in. */
  hosts: z.array(z.string()),
  /** Ports that self-hosted servers listen on by default. */
  ports: z.array(z.int()).optional(),
  /** Whether `response_format: json_object` is allowed. */
  jsonObject: z.boolean(),
  /** Not sent when null: some models allow one value only. */
  temperature: z.number().min(0).max(2).nullable(),
  /** Longest answer that may be asked for. */
  maxTokens: z.int().positive(),
  /** What the model surely takes in. Ollama cuts silently at 4096 on its OpenAI path whatever the model can do. */
  contextTokens: z.int().positive(),
  /** Sent along with every request: switches thinking off, which costs seconds and forbids JSON mode with some. */
  body: z.record(z.string(), z.unknown()).optional(),
})
export type Provider = z.infer<typeof Provider>

/** The endpoints in use among offices, from their documentation and issue trackers; the last one is for all others. */
export const PROVIDERS: readonly Provider[] = z.array(Provider).min(1).parse(table)

/** The entry for an endpoint: by its id when one is named, else by host and port, else the general one. */
export function providerFor(baseUrl: string, id?: string): Provider {
  const { hostname, port } = new URL(baseUrl)
  const fits = ({ hosts, ports = [] }: Provider): boolean =>
    hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`)) || ports.includes(Number(port))
  const found = PROVIDERS.find((provider) => (id === undefined ? fits(provider) : provider.id === id))
  return found ?? PROVIDERS[PROVIDERS.length - 1]!
}
