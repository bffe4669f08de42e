/**
 * Takes the place of `fast-check` when PROPERTY_RUNS is set (`npm run properties`): each property runs that many times as
 * often, without a fixed seed, to find rare counterexamples before a run of CI does. fast-check prints seed and path.
 */
import original from '../node_modules/fast-check/lib/fast-check.js'

const factor = Number(process.env.PROPERTY_RUNS)

const assert: typeof original.assert = (property, { seed: _, path: __, ...parameters } = {}) =>
  original.assert(property, { ...parameters, numRuns: (parameters.numRuns ?? 100) * factor })

export default { ...original, assert }
