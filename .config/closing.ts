/**
 * Steps that run after the present test, the last one first: a test or its fixture adds one for everything that it starts.
 * `test-setup.ts` runs them. A module that several test files import cannot register a hook for that: with
 * `isolate: false` it is evaluated once for each worker, so its hook would belong to the first of these files only.
 */
export const closing: (() => unknown)[] = []

/** Runs all steps, also after one that fails. Rejects with the errors of those that failed. */
export async function closeAll(): Promise<void> {
  const errors: unknown[] = []
  for (let close = closing.pop(); close !== undefined; close = closing.pop())
    try {
      await close()
    } catch (error) {
      errors.push(error)
    }
  if (errors.length === 1) throw errors[0]
  if (errors.length > 1) throw new AggregateError(errors, `${errors.length} steps after the test failed`)
}
