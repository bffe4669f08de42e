/**
 * Type checks all projects in one process: each file once, by the compiler options of its own project. `tsc -p` in each
 * workspace would check the sources of all workspaces that it imports once more. The browser's projects do check what
 * they import: their library is that of the oldest browser.
 *
 *   node .scripts/typecheck.js [PROJECT…]   folders with a tsconfig.json; without any, all of the repository
 */
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { trackedFiles } from './tracked-files.js'

const root = fileURLToPath(new URL('..', import.meta.url))
/** Projects whose library also limits the sources that they import. */
const checksImports = new Set(['apps/wallboard', 'apps/wallboard/src/service-worker'])

const allProjects = () => trackedFiles('*/tsconfig.json').map(dirname)

function optionsOf(folder) {
  const path = join(root, folder, 'tsconfig.json')
  const { config, error } = ts.readConfigFile(path, ts.sys.readFile)
  if (error !== undefined) return { fileNames: [], options: {}, errors: [error] }
  return ts.parseJsonConfigFileContent(config, ts.sys, join(root, folder), undefined, path)
}

/** Sources that were parsed for one project, for all others. */
const parsed = new Map()

function hostFor(options) {
  const host = ts.createCompilerHost(options)
  const parse = host.getSourceFile
  host.getSourceFile = (fileName, sourceOptions, ...rest) => {
    const { languageVersion, impliedNodeFormat, jsDocParsingMode } = sourceOptions
    const key = [
      fileName,
      languageVersion,
      impliedNodeFormat,
      jsDocParsingMode,
      options.module,
      options.jsx,
    ].join(' ')
    if (!parsed.has(key)) parsed.set(key, parse(fileName, sourceOptions, ...rest))
    return parsed.get(key)
  }
  return host
}

/** All errors of one project. */
function errorsOf(folder) {
  const { fileNames, options, errors } = optionsOf(folder)
  const program = ts.createProgram({ rootNames: fileNames, options, host: hostFor(options) })
  const own = new Set(fileNames.map((name) => resolve(name)))
  const isChecked = ({ fileName, isDeclarationFile }) =>
    checksImports.has(folder) ? !isDeclarationFile : own.has(resolve(fileName))
  return [
    ...errors,
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program
      .getSourceFiles()
      .filter(isChecked)
      .flatMap((file) => [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]),
  ]
}

const requested = process.argv.slice(2).map((path) => relative(root, resolve(path)))
let failed = 0
for (const folder of requested.length === 0 ? allProjects() : requested) {
  const errors = errorsOf(folder)
  failed += errors.length
  if (errors.length > 0)
    process.stdout.write(
      ts.formatDiagnostics(errors, {
        getCanonicalFileName: (name) => name,
        getCurrentDirectory: () => root,
        getNewLine: () => '\n',
      }),
    )
}
process.exitCode = failed === 0 ? 0 : 1
