// Plain JavaScript, because a worker thread does not take over the TypeScript loader of its parent.
import { register } from 'tsx/esm/api'

register()
await import('./worker.ts')
