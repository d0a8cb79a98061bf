/** The one JavaScript file: registers tsx's hooks in a worker thread, then loads the TypeScript entry (start-worker.ts). */
import { workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
await import(workerData.entry)
