import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { visibleTexts } from './tests/visible-texts.ts'

const source = new URL('../', import.meta.url).pathname

/** Strings of several words that nobody reads, and what they are. */
const exceptions: readonly (readonly [path: string, text: string, what: string])[] = [
  ['service-worker/app-shell-worker.ts', 'shell of …', 'the name of a cache'],
  ['display/saved-snapshot.ts', 'saved snapshot', 'the name of a cache'],
  ['display/saved-snapshot.ts', 'saved snapshot of …', 'the name of a cache'],
  ['board/wall-environment-context.tsx', '(prefers-reduced-motion: reduce)', 'a media query'],
  ['board/emphasis.ts', '(prefers-reduced-motion: reduce)', 'a media query'],
  ['desk/frame/use-desk-theme.ts', '(prefers-color-scheme: light)', 'a media query'],
  ['desk/frame/use-desk-theme.ts', '(prefers-contrast: more)', 'a media query'],
  ['desk/table/table-body.tsx', 'thead button', 'a selector'],
  ['desk/table/table-header.tsx', 'tbody tr[tabindex="0"]', 'a selector'],
  ['desk/table/table-body.tsx', 'thead button', 'a selector'],
  ['desk/table/table-body.tsx', 'skipped before …', 'a key of React'],
  ['desk/table/table-header.tsx', 'tbody tr[tabindex="0"]', 'a selector'],
  ['display/drill-screen.tsx', '6px dashed var(--warn)', 'a border'],
  [
    'display/drill-screen.tsx',
    'repeating-linear-gradient(-45deg, transparent 0 18px, rgb(0 0 0 / 16%) 18px 36px) var(--warn)',
    'a background',
  ],
  ['board/layout/text-measure.ts', '550 100px "Inter Variable", system-ui, sans-serif', 'a font'],
]

/** Modules with messages of errors that no page shows. */
const exceptedPaths: readonly string[] = ['display/zod-subset.ts']

const isException = (path: string, text: string): boolean =>
  exceptedPaths.includes(path) ||
  exceptions.some(([exceptedPath, excepted]) => path === exceptedPath && text === excepted)

const paths = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (path) =>
    /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path) && !path.startsWith('i18n/') && path.includes('/'),
)
const folders = [...new Set(paths.map((path) => path.split('/', 1)[0] ?? ''))]

describe('the message catalogue', () => {
  it.each(folders)('holds every text that a person sees of %s', (folder) => {
    const outside = paths
      .filter((path) => path.startsWith(`${folder}/`))
      .flatMap((path) =>
        visibleTexts(path, readFileSync(`${source}${path}`, 'utf8')).map((text) => [path, text]),
      )
      .filter(([path = '', text = '']) => !isException(path, text))
    expect(outside).toEqual([])
  })

  it('covers the folders that exist', () => {
    expect(folders).toEqual(expect.arrayContaining(['api', 'board', 'desk', 'display', 'live', 'ui']))
  })
})

describe(visibleTexts, () => {
  it.each([
    ['<p>Saved</p>', ['Saved']],
    ['<p title="Name" />', ['Name']],
    ['<p aria-label={`Name of ${name}`} />', ['Name of …']],
    ["<p>{isOpen ? 'Close' : text.open}</p>", ['Close']],
    ["<p>{isOpen && 'Open'}</p>", ['Open']],
    ["<p>{name ?? 'nobody'}</p>", ['nobody']],
    ["{ facts: [{ title: 'Age' }] }", ['Age']],
    ["{ facts: ['Last seen'] }", ['Last seen']],
    ["() => (element.textContent = isOld ? 'old' : '')", ['old']],
    ["() => element.setAttribute('aria-label', `${count} calls`)", ['… calls']],
    ['{ problem: `Lost at ${time}, retrying` }', ['Lost at …, retrying']],
  ])('finds the text in %s', (code, texts) => {
    expect(visibleTexts('sample.tsx', `const sample = ${code}`)).toEqual(texts)
  })

  it.each([
    '<p className="wide note">· {count} m</p>',
    '<p>{text.name}</p>',
    '<input type="text" />',
    "new TypeError('no such element')",
    "{ key: 'wallboard.restarts' }",
    "() => element.setAttribute('data-level', 'warn')",
  ])('finds none in %s', (code) => {
    expect(visibleTexts('sample.tsx', `const sample = ${code}`)).toEqual([])
  })
})
