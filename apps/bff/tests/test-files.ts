import { readdirSync } from 'node:fs'

/** Paths of all test files below a folder, without built and installed ones. */
export function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && name !== 'dist')
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return testFiles(path)
      return /\.(test|spec)\.tsx?$/.test(entry.name) ? [path] : []
    })
}
