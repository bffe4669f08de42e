import ts from 'typescript'

/** An example as an ES module of plain JavaScript. */
export function moduleOf(example: string): string {
  return ts.transpileModule(example, {
    compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext },
  }).outputText
}

/** An example as a CommonJS program: `require` in place of `import`, and a function around top-level `await`. */
export function commonJsOf(example: string): string {
  const requires: string[] = []
  const body = moduleOf(example).replaceAll(
    /^import (\{[^}]*\}) from ('[^']*');$/gm,
    (_line, names: string, module: string) => {
      requires.push(`const ${names.replaceAll(' as ', ': ')} = require(${module})`)
      return ''
    },
  )
  if (/^import /m.test(body)) throw new Error('this form of import has no CommonJS form here')
  return `${requires.join('\n')}\n;(async () => {\n${body}\n})()\n`
}
