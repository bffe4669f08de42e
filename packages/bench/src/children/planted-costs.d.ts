/** The names that `--plant` takes. */
export const plantNames: readonly string[]
/** @throws Error for a name that is no plant */
export function plantCosts(name: string): void
