/**
 * Fails on words that this code base has retired: in names that are exported, in texts that people read, and in prose.
 * The words to use instead are in docs/glossary.md. `npm run vocabulary`.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'
import { trackedFiles } from './tracked-files.js'

/** Retired parts of names, with the word to use. A part is `wanted` in `wantedFor` and in `Wanted`. */
export const retiredParts = new Map([
  ['wanted', 'view spec'],
  ['owed', 'unacknowledged'],
  ['owes', 'unacknowledged'],
  ['told', 'sent'],
  ['glass', 'screen'],
  ['calm', 'initial state, or reduced motion'],
  ['house', 'service account'],
  ['sighting', 'presence'],
  ['standing', 'health'],
  ['asker', 'device'],
  ['vacant', 'offline'],
  ['trouble', 'problem'],
  ['oddity', 'anomaly'],
  ['oddities', 'anomalies'],
  ['whoever', 'everybody who'],
  ['usual', 'default'],
  ['judge', 'evaluate'],
  ['judged', 'evaluated'],
])

/** Retired whole names. */
export const retiredNames = new Map([
  ['lookAround', 'checkClients'],
  ['Reading', 'ReadBatcher'],
  ['Verdict', 'RetryDecision'],
  ['StoredBoard', 'BoardReply'],
  ['BoardNeeds', 'BoardRequirements'],
  ['Fleet', 'DisplayList'],
])

/** Retired phrases of prose, messages and user interface. */
export const retiredPhrases = [
  /\bwhoever\b/i,
  /\b(?:is|are|was|were|be|been|being) told\b/i,
  /\bwhat there is most of\b/i,
  /\bof no use anywhere\b/i,
  /\bon the glass\b/i,
  /\bthe glass\b/i,
  /\breally remove\b/i,
  /\bin trouble\b/i,
  /\bhouse feed\b/i,
  /\bnot fed\b/i,
  /\bfor itself\b/i,
  /\bis none of\b/i,
  /\b(?:rows?|backup|snapshot) of before\b/i,
  /\bthread of history\b/i,
  // "This many rows" where the number stands beside the comment.
  /\bso (?:many|much|long|often)\b(?! (?:as|that)\b)/i,
]

const partsOf = (name) => name.split(/(?<=[a-z0-9])(?=[A-Z])|_/).map((part) => part.toLowerCase())

/** Problems of one exported name. */
export function checkName(name) {
  const replacement = retiredNames.get(name)
  if (replacement !== undefined) return [`the name ${name} is retired: ${replacement}`]
  return partsOf(name).flatMap((part) => {
    const word = retiredParts.get(part)
    return word === undefined ? [] : [`"${part}" in the name ${name} is retired: ${word}`]
  })
}

/** Problems of one line of text. */
export const checkText = (line) =>
  retiredPhrases.flatMap((phrase) => {
    const found = phrase.exec(line)?.[0]
    return found === undefined ? [] : [`"${found}" is retired: say subject, verb, object`]
  })

/** Names that a module exports by a declaration of its own. */
export function exportedNames(path, source) {
  const { program } = parseSync(path, source)
  return program.body.flatMap((node) => {
    if (node.type !== 'ExportNamedDeclaration' || !node.declaration) return []
    const { declaration } = node
    if (declaration.type === 'VariableDeclaration')
      return declaration.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []))
    return declaration.id ? [declaration.id.name] : []
  })
}

function checkFile(path) {
  const source = readFileSync(path, 'utf8')
  const named = /\.tsx?$/.test(path) ? exportedNames(path, source).flatMap(checkName) : []
  const written = source
    .split('\n')
    .flatMap((line, at) => checkText(line).map((problem) => `${at + 1}: ${problem}`))
  return [...named, ...written].map((problem) => `${path}:${problem}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  // Decisions keep the words of their time, and the glossary explains some.
  const checked = trackedFiles('apps', 'packages', 'docs', 'README.md').filter(
    (path) => /\.(tsx?|md)$/.test(path) && !/^docs\/(decisions\/|glossary\.md)/.test(path),
  )
  const problems = checked.flatMap(checkFile)
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  if (problems.length > 0)
    process.stderr.write(`${problems.length} retired words. docs/glossary.md has the words to use.\n`)
  process.exitCode = problems.length > 0 ? 1 : 0
}
