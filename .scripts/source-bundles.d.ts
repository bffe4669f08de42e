/** The environment variable that names the folder of bundles for `run-source.js`. */
export const bundlesVariable: string
/** Builds the bundles unless those of the present sources exist. Returns their folder. */
export function ensureSourceBundles(): string
