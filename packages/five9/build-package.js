/**
 * Builds the package as it is published: JavaScript and declarations of this workspace and of packages/statistics.
 *
 *   node build-package.js build           dist/
 *   node build-package.js package FOLDER  the whole package in a folder
 *   node build-package.js prepack         dist/, and package.json as published; `npm pack` runs it
 *   node build-package.js postpack        package.json of this repository again
 *
 * In this repository `exports` names the sources, so that nothing has to be built before it can be used or debugged.
 */
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const workspace = fileURLToPath(new URL('.', import.meta.url))
const manifest = join(workspace, 'package.json')
const savedManifest = join(workspace, 'package.repository.json')

const entry = (path) => ({ types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` })

/** The package.json of the published package. */
function publishedManifest() {
  const { scripts, devDependencies, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'))
  return {
    ...rest,
    exports: {
      '.': entry('index'),
      './events': entry('events/index'),
      './identifiers': entry('events/identifiers'),
      './statistics': entry('statistics/index'),
      './package.json': './package.json',
    },
    bin: { five9: 'dist/cli/main.js' },
  }
}

const writeManifest = (path) => writeFileSync(path, `${JSON.stringify(publishedManifest(), null, 2)}\n`)

/** Compiles into `folder`. Both workspaces import each other by package name, so their folders can be rearranged. */
function compile(folder) {
  const emitted = mkdtempSync(join(tmpdir(), 'five9-build-'))
  try {
    const compiler = join(workspace, '../../node_modules/typescript-native/bin/tsc')
    const project = join(workspace, 'tsconfig.build.json')
    execFileSync(process.execPath, [compiler, '-p', project, '--outDir', emitted, '--singleThreaded'], {
      stdio: 'inherit',
    })
    rmSync(folder, { recursive: true, force: true })
    cpSync(join(emitted, 'five9/src'), folder, { recursive: true })
    cpSync(join(emitted, 'statistics/src'), join(folder, 'statistics'), { recursive: true })
    // This module only names the workspace; the published package exports the code of the workspace itself.
    for (const extension of ['js', 'd.ts']) rmSync(join(folder, `statistics.${extension}`))
  } finally {
    rmSync(emitted, { recursive: true, force: true })
  }
}

function restoreManifest() {
  if (existsSync(savedManifest)) renameSync(savedManifest, manifest)
}

const [command, folder] = process.argv.slice(2)
switch (command) {
  case 'build':
    compile(join(workspace, 'dist'))
    break
  case 'package':
    if (folder === undefined) throw new Error('package needs a folder')
    mkdirSync(folder, { recursive: true })
    compile(join(folder, 'dist'))
    for (const file of ['README.md', 'LICENSE']) copyFileSync(join(workspace, file), join(folder, file))
    writeManifest(join(folder, 'package.json'))
    break
  case 'prepack':
    restoreManifest()
    compile(join(workspace, 'dist'))
    copyFileSync(manifest, savedManifest)
    writeManifest(manifest)
    break
  case 'postpack':
    restoreManifest()
    break
  case 'publish':
    // The registry would describe the package by package.json of the folder, which is that of the repository again.
    process.stderr.write('publish the file that `npm pack` makes: npm pack, then npm publish FILE\n')
    process.exitCode = 1
    break
  default:
    throw new Error('pass build, package FOLDER, prepack or postpack')
}
