import { bundlesVariable, ensureSourceBundles } from '../.scripts/source-bundles.js'

/** Before all unit tests, and before all browser tests: their workers inherit the variable. */
export default function setUp() {
  process.env[bundlesVariable] = ensureSourceBundles()
}
