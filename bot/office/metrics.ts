import { createServer, type Server } from 'node:http'
import type { Tally } from './tally.ts'

/** What is measured besides the tally. */
export interface Gauges {
  readonly upSeconds: number
  readonly online: boolean
  /** Messages taken in and not answered, and parts not yet sent. */
  readonly unanswered: number
  readonly unsent: number
  readonly documents: number
  readonly residentBytes: number
}

/** The measurements in the text format of Prometheus (exposition format 0.0.4). */
export function metricsText({ ends, times }: Tally, gauges: Gauges): string {
  const gauge = (name: string, help: string, value: number) => [
    `# HELP lantai_${name} ${help}`,
    `# TYPE lantai_${name} gauge`,
    `lantai_${name} ${value}`,
  ]
  return [
    '# HELP lantai_messages_total Messages by how they ended.',
    '# TYPE lantai_messages_total counter',
    ...[...ends].map(([kind, count]) => `lantai_messages_total{end="${kind}"} ${count}`),
    '# HELP lantai_answer_seconds Time from a message to its answer.',
    '# TYPE lantai_answer_seconds histogram',
    ...times.buckets.map(([limit, count]) => `lantai_answer_seconds_bucket{le="${limit / 1_000}"} ${count}`),
    `lantai_answer_seconds_bucket{le="+Inf"} ${times.count}`,
    `lantai_answer_seconds_sum ${times.sumMs / 1_000}`,
    `lantai_answer_seconds_count ${times.count}`,
    ...gauge('up_seconds', 'Time since the start.', gauges.upSeconds),
    ...gauge('online', 'Whether the chat is connected.', gauges.online ? 1 : 0),
    ...gauge('unanswered', 'Messages taken in and not answered.', gauges.unanswered),
    ...gauge('unsent', 'Parts of answers not yet sent.', gauges.unsent),
    ...gauge('documents', 'Documents held.', gauges.documents),
    ...gauge('resident_bytes', 'Memory of the process.', gauges.residentBytes),
    '',
  ].join('\n')
}

/**
 * Serves the measurements at /metrics on loopback alone. A port that is taken is told to `failed` and harms nothing else. Returns the
 * server, to be closed.
 */
export function serveMetrics(port: number, text: () => string, failed: (sentence: string) => void): Server {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end()
      return
    }
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(text())
  })
  server.on('error', () => failed(`监控端口 ${port} 打不开(可能被占用):请改 METRICS_PORT。机器人照常运行。`))
  server.listen(port, '127.0.0.1')
  server.unref()
  return server
}
