import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    env: { WECHATY_LOG: 'error' },
    testTimeout: 30_000,
  },
})
