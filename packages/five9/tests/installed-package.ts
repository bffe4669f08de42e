import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const workspace = new URL('..', import.meta.url).pathname

/** The folder of an installed package, as Node finds it from another folder. */
function folderOf(name: string, from: string): string {
  const folder = join(from, 'node_modules', name)
  if (existsSync(join(folder, 'package.json'))) return folder
  if (dirname(from) === from) throw new Error(`${name} is not installed`)
  return folderOf(name, dirname(from))
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
}

/** The folders of all packages that a package needs. */
async function dependenciesOf(folder: string, lookFrom = folder): Promise<string[]> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest
  return withDependencies(Object.keys(manifest.dependencies ?? {}).map((name) => folderOf(name, lookFrom)))
}

async function withDependencies(folders: readonly string[]): Promise<string[]> {
  const further = await Promise.all(folders.map((folder) => dependenciesOf(folder)))
  return [...new Set([...folders, ...further.flat()])]
}

/** A program's folder with the packed client installed in it. */
export interface InstalledPackage {
  readonly folder: string
  readonly remove: () => Promise<void>
}

/**
 * Packs the client and installs the packed file into an empty folder. Its dependencies are packed from this
 * repository's node_modules, so that no network is needed.
 */
export async function installPackage(): Promise<InstalledPackage> {
  const base = await mkdtemp(join(tmpdir(), 'five9-package-'))
  const [built, folder] = [join(base, 'built'), join(base, 'program')]
  await run(process.execPath, [join(workspace, 'build-package.js'), 'package', built])
  await mkdir(folder)
  await writeFile(join(folder, 'package.json'), '{ "name": "program", "private": true, "type": "module" }')
  const npm = (...args: string[]) =>
    run('npm', [...args, '--cache', join(base, 'cache'), '--ignore-scripts', '--no-update-notifier'], {
      cwd: folder,
    })
  const { stdout } = await npm('pack', built, '--silent', '--pack-destination', base)
  const packed = join(base, stdout.trim())
  const types = await withDependencies([folderOf('@types/node', workspace)])
  const needed = [...(await dependenciesOf(built, workspace)), ...types]
  await npm('install', packed, ...needed, '--offline', '--install-links', '--no-audit', '--no-fund')
  return { folder, remove: () => rm(base, { recursive: true, force: true }) }
}
