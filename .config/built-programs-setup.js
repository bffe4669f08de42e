import { rmSync } from 'node:fs'
import { builtProgramsVariable, createFolderOfRun } from '../.scripts/built-programs.js'

/** Before all unit tests: their workers inherit the variable. Returns what runs after them. */
export default function setUp() {
  const folder = createFolderOfRun()
  process.env[builtProgramsVariable] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
