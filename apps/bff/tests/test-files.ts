import { readdirSync } from 'node:fs'

/** Paths of all test files below a folder, built and installed ones apart. */
export function testFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && name !== 'dist')
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return testFiles(path)
      return /\.(test|spec)\.tsx?$/.test(entry.name) ? [path] : []
    })
}
