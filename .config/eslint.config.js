import query from '@tanstack/eslint-plugin-query'
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

/*
 * What oxlint lacks (oxlint.config.js has all other rules): it reads the sources of the browser only.
 */

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
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
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
    files: ['apps/wallboard/src/**/*.{ts,tsx}'],
    extends: [query.configs['flat/recommended']],
    // What a query returns is known by its type.
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: {
        project: ['apps/wallboard/tsconfig.json', 'apps/wallboard/src/service-worker/tsconfig.json'],
        tsconfigRootDir: process.cwd(),
      },
    },
  },
  {
    files: [
      'apps/wallboard/src/**/*.{ts,tsx}',
      'packages/{boards,relay,statistics}/src/**/*.ts',
      'packages/alerts/src/{rule,reducer,notification,trial,files}/**/*.ts',
    ],
    ignores: ['**/*.test.{ts,tsx}'],
    languageOptions: { parser: tseslint.parser },
    rules: { 'no-restricted-syntax': ['error', ...newerThanFloor] },
  },
  {
    files: ['apps/wallboard/src/browser-check/*.js'],
    languageOptions: { ecmaVersion: 5, sourceType: 'script' },
  },
)
