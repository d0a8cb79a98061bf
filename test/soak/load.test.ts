import { expect, test } from 'vitest'
import { underLoad } from './load.ts'

test('the real bot in six rooms at ten questions a second for some seconds: every one answered, memory and files measured', async () => {
  const { asked, answered, p95Ms, rssMb, files } = await underLoad(0.08, 10)
  expect(asked).toBeGreaterThan(30)
  expect(answered).toBe(asked)
  // A start is cold and the machine of the tests busy; the long form asks for 300 ms.
  expect(p95Ms).toBeLessThan(3_000)
  expect(rssMb.samples).toBeGreaterThanOrEqual(3)
  expect(files.mean).toBeLessThan(200)
}, 90_000)
