import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
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
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  await run(process.execPath, [vite, 'build'], { cwd: join(folder, 'apps/bff') })
  return program
}
