// Plain JavaScript, because a worker thread does not take over the TypeScript loader of its parent.
import { register as registerHooks } from 'node:module'
import { register as registerTypeScript } from 'tsx/esm/api'

registerTypeScript()
registerHooks(new URL('./worker-hooks.mjs', import.meta.url))
await import('./worker.ts')
