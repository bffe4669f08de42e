import { relayVersion } from '@wallboard/relay'
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** Links the packages of this checkout, and the workspaces of the earlier one, into its own folder of packages. */
function linkPackages(folder: string): void {
  const packages = join(folder, 'node_modules')
  mkdirSync(join(packages, '@wallboard'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules')))
    if (name !== '@wallboard' && !name.startsWith('.'))
      symlinkSync(join(root, 'node_modules', name), join(packages, name))
  for (const parent of ['packages', 'apps'])
    for (const name of readdirSync(join(folder, parent)))
      symlinkSync(join(folder, parent, name), join(packages, '@wallboard', name))
}

/** A package of the earlier build that is not installed any more. It compresses HTTP replies, which the bench does not count. */
const formerPackage = 'compression'

/** Puts a package in its place that passes every reply on as it is. */
function replaceFormerPackage(folder: string): void {
  const place = join(folder, 'node_modules', formerPackage)
  if (existsSync(place)) return
  mkdirSync(place)
  writeFileSync(join(place, 'package.json'), JSON.stringify({ type: 'module', main: 'index.js' }))
  writeFileSync(join(place, 'index.js'), 'export default () => (request, response, next) => next()\n')
}

/** Lets the earlier server accept the present load client: its frames of changes are read alike in both versions. */
function acceptPresentVersion(folder: string): void {
  const path = join(folder, 'packages/relay/src/stream/messages.ts')
  const declaration = /export const relayVersion = \d+/
  const text = readFileSync(path, 'utf8')
  if (!declaration.test(text)) throw new Error(`${path} declares no version of the relay protocol`)
  writeFileSync(path, text.replace(declaration, `export const relayVersion = ${relayVersion}`))
}

/**
 * Builds the server of an earlier commit, with the packages from npm that are installed now. Resolves to the path of the
 * program; undefined when the checkout does not have the commit.
 */
export async function buildOf(commit: string): Promise<string | undefined> {
  const known = await run('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: root }).then(
    () => true,
    () => false, // no repository, or a shallow one
  )
  if (!known) return undefined
  const folder = join(root, '.cache', `build-${commit}`)
  const program = join(folder, 'apps/bff/dist/main.js')
  if (existsSync(program)) return program
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const archive = join(folder, 'checkout.tar')
  const paths = ['apps', 'packages', 'package.json', 'tsconfig.base.json']
  await run('git', ['archive', '-o', archive, commit, ...paths], { cwd: root })
  await run('tar', ['-xf', archive, '-C', folder])
  linkPackages(folder)
  replaceFormerPackage(folder)
  acceptPresentVersion(folder)
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  await run(process.execPath, [vite, 'build'], { cwd: join(folder, 'apps/bff') }).catch((error: unknown) => {
    rmSync(folder, { recursive: true, force: true }) // a build that failed may have written a program
    throw error
  })
  return program
}
