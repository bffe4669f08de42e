/**
 * Runs a TypeScript program of this repository: `node .scripts/run-source.js FILE ARGUMENTS` as a process, `runSource(URL)` in
 * a thread. A program that tests start often is in a bundle then (source-bundles.js): compiling it takes most of its start.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isMainThread } from 'node:worker_threads'
import { bundlesVariable, bundleOf } from './source-bundles.js'

/** Runs a program in this process or thread, at the address of its file. */
export async function runSource(url) {
  const folder = process.env[bundlesVariable]
  const bundle = folder === undefined ? undefined : bundleOf(folder, fileURLToPath(url))
  if (bundle !== undefined && existsSync(bundle)) {
    await import(pathToFileURL(bundle).href)
    return
  }
  const { tsImport } = await import('tsx/esm/api')
  await tsImport(url, url)
}

if (isMainThread && process.argv[1] === fileURLToPath(import.meta.url)) {
  process.argv.splice(1, 1) // the program sees its own path and arguments
  await runSource(pathToFileURL(process.argv[1]).href)
}
