import query from '@tanstack/eslint-plugin-query'
import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** Files that decide: they take the time and randomness as arguments and touch nothing outside. */
const pureFiles = [
  'packages/alerts/src/{rule,reducer,notification,trial,files}/**/*.ts',
  'packages/statistics/src/**/*.ts',
  'packages/boards/src/**/*.ts',
  'packages/relay/src/**/*.ts',
  'packages/five9/src/events/**/*.ts',
  'packages/simulator/src/floor/**/*.ts',
  'packages/simulator/src/faults/**/*.ts',
  '**/*-state.ts',
]
const impureGlobals = [
  'Date',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'requestAnimationFrame',
  'performance',
  'fetch',
  'WebSocket',
  'process',
  'crypto',
]

/**
 * Of the browser's interfaces what came after Chromium 79, the oldest browser that shows a wall. Of the language the
 * library of apps/wallboard/tsconfig.json says the same.
 */
const tooNewMethods = 'replaceChildren|replaceAll|at|findLast|checkVisibility|requestSubmit|showPicker'
const newerThanFloor = [
  {
    selector: `CallExpression > MemberExpression.callee[property.name=/^(${tooNewMethods})$/]`,
    message: 'Chromium 79 lacks this method.',
  },
  {
    selector:
      'CallExpression[callee.name=/^(structuredClone|reportError)$/], MemberExpression[object.name="AbortSignal"], MemberExpression[object.name="Object"][property.name="hasOwn"], MemberExpression[object.name="crypto"][property.name="randomUUID"]',
    message: 'Chromium 79 lacks this.',
  },
]

export default defineConfig(
  globalIgnores([
    '.config/',
    '**/dist/',
    '**/node_modules/',
    'test-results/',
    'playwright-report/',
    '.cache/',
    '**/.example-*/',
  ]),
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['**/*.config.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    // One program for all workspaces but the browser's, whose library is older: programs of their own would load and check
    // most sources once more.
    languageOptions: {
      parserOptions: {
        project: [
          '.config/tsconfig.lint.json',
          'apps/wallboard/tsconfig.json',
          'apps/wallboard/src/service-worker/tsconfig.json',
        ],
        tsconfigRootDir: process.cwd(),
      },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: pureFiles,
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-globals': ['error', ...impureGlobals],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Randomness is an argument here.' },
      ],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'vitest',
              importNames: ['afterAll', 'afterEach', 'beforeAll', 'beforeEach'],
              message:
                'A module is evaluated once for each worker: its hook would belong to one test file only. Use .config/closing.ts.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['apps/wallboard/src/**/*.{ts,tsx}'],
    extends: [query.configs['flat/recommended']],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'warn' },
  },
  {
    // Its other rules compile each file, which takes a tenth of the time of lint: where there are components or hooks only.
    files: ['apps/wallboard/src/**/*.tsx', 'apps/wallboard/src/**/use-*.ts'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: [
      'apps/wallboard/src/**/*.{ts,tsx}',
      'packages/{boards,relay,statistics}/src/**/*.ts',
      'packages/alerts/src/{rule,reducer,notification,trial,files}/**/*.ts',
    ],
    ignores: ['**/*.test.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': ['error', ...newerThanFloor],
    },
  },
  {
    files: ['apps/wallboard/src/{board,desk}/**/*.{ts,tsx}'],
    rules: { 'no-restricted-globals': ['error', 'fetch', 'WebSocket', 'localStorage', 'sessionStorage'] },
  },
  {
    files: [
      '**/*.test.{ts,tsx}',
      '**/*.spec.ts',
      '**/tests/**/*.ts',
      '**/e2e/**/*.ts',
      'packages/bench/**/*.ts',
    ],
    rules: { 'max-lines-per-function': 'off' },
  },
  // Starts and stops the server; what the parts need of each other is in wire-parts.ts.
  { files: ['apps/bff/src/app/service.ts'], rules: { 'max-lines': ['error', 90] } },
  { files: ['**/*.test.{ts,tsx}', '**/*.spec.ts'], rules: { 'max-lines': 'off' } },
  {
    files: ['apps/wallboard/src/browser-check/*.js'],
    languageOptions: { ecmaVersion: 5, sourceType: 'script' },
  },
  { files: ['**/*.config.ts'], languageOptions: { parser: tseslint.parser } },
)
