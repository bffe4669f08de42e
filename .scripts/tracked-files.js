import { execFileSync } from 'node:child_process'

/** Paths of the files that git tracks below these folders; of the whole repository without arguments. */
export const trackedFiles = (...folders) => {
  const output = execFileSync('git', ['ls-files', '--', ...folders], { encoding: 'utf8' })
  // In a conflict git lists a file once for each side.
  return [...new Set(output.split('\n').filter((path) => path !== ''))]
}
