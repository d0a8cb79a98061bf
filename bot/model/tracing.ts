import { UsageError } from '../../retrieval/cli/terminal.ts'

/**
 * Switches by which LangChain and LangSmith send every prompt and answer to a service outside; the libraries also read
 * them with LANGCHAIN_ in place of LANGSMITH_, and the OpenTelemetry ones export the same.
 */
const SWITCHES = /^(?:LANGSMITH|LANGCHAIN)_(?:TRACING(?:_V2)?|OTEL_ENABLED|OTEL_ONLY|TRACING_MODE)$|^OTEL_ENABLED$/i
/** Values that leave a switch off. */
const OFF = /^\s*(?:|false|0|no|off|none)\s*$/i

/** Refuses to start while tracing is switched on. Throws UsageError that names the variables. */
export function refuseTracing(environment: Readonly<Record<string, string | undefined>>): void {
  const on = Object.entries(environment).filter(([name, value]) => SWITCHES.test(name) && !OFF.test(value ?? ''))
  if (on.length === 0) return
  const names = on.map(([name]) => name).join('、')
  throw new UsageError(
    `已设置 ${names}:它会把问题和文件内容发送到外部跟踪服务,不能启动。请删除这些环境变量(或设为 false)后再启动。`,
  )
}
