import type { SparkPaths } from './spark-line-state.ts'

/**
 * Returns a function that computes the paths of samples with their band once, whichever element shows them: a sort and a
 * scroll draw the same samples into other elements. Other samples, or another band, are another object.
 */
export function createKeptPaths<Samples extends object, Band extends object>(
  compute: (samples: Samples, band: Band | undefined) => SparkPaths,
): (samples: Samples, band: Band | undefined) => SparkPaths {
  const kept = new WeakMap<Samples, { readonly band: Band | undefined; readonly paths: SparkPaths }>()
  return (samples, band) => {
    const known = kept.get(samples)
    if (known !== undefined && known.band === band) return known.paths
    const paths = compute(samples, band)
    kept.set(samples, { band, paths })
    return paths
  }
}
