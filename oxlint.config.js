import { defineConfig } from 'oxlint'

/*
 * All rules of lint but three things that oxlint lacks, which ESLint checks (.config/eslint.config.js): selectors of syntax,
 * the rules of TanStack Query, and ECMAScript 5. A comment that disables a rule names the tool that has it.
 *
 * This file is in the root because its patterns are relative to its folder.
 */

/** Rules that read one file at a time. */
const syntaxRules = [
  'eqeqeq',
  'no-array-constructor',
  'no-console',
  'no-unused-expressions',
  'no-useless-constructor',
  'no-var',
  'prefer-const',
  'prefer-rest-params',
  'prefer-spread',
  'typescript/ban-ts-comment',
  'typescript/no-duplicate-enum-values',
  'typescript/no-dynamic-delete',
  'typescript/no-empty-object-type',
  'typescript/no-explicit-any',
  'typescript/no-extra-non-null-assertion',
  'typescript/no-extraneous-class',
  'typescript/no-import-type-side-effects',
  'typescript/no-invalid-void-type',
  'typescript/no-misused-new',
  'typescript/no-namespace',
  'typescript/no-non-null-asserted-nullish-coalescing',
  'typescript/no-non-null-asserted-optional-chain',
  'typescript/no-non-null-assertion',
  'typescript/no-require-imports',
  'typescript/no-this-alias',
  'typescript/no-unnecessary-type-constraint',
  'typescript/no-unsafe-declaration-merging',
  'typescript/no-unsafe-function-type',
  'typescript/no-wrapper-object-types',
  'typescript/prefer-as-const',
  'typescript/prefer-literal-enum-member',
  'typescript/prefer-namespace-keyword',
  'typescript/triple-slash-reference',
  'typescript/unified-signatures',
]

/** Rules that need types. */
const typedRules = [
  'await-thenable',
  'no-array-delete',
  'no-base-to-string',
  'no-confusing-void-expression',
  'no-deprecated',
  'no-duplicate-type-constituents',
  'no-floating-promises',
  'no-for-in-array',
  'no-generated-empty-object-type',
  'no-implied-eval',
  'no-meaningless-void-operator',
  'no-misused-promises',
  'no-misused-spread',
  'no-mixed-enums',
  'no-redundant-type-constituents',
  'no-unnecessary-boolean-literal-compare',
  'no-unnecessary-condition',
  'no-unnecessary-template-expression',
  'no-unnecessary-type-arguments',
  'no-unnecessary-type-assertion',
  'no-unnecessary-type-conversion',
  'no-unnecessary-type-parameters',
  'no-unsafe-argument',
  'no-unsafe-assignment',
  'no-unsafe-call',
  'no-unsafe-enum-assignment',
  'no-unsafe-enum-comparison',
  'no-unsafe-member-access',
  'no-unsafe-return',
  'no-unsafe-unary-minus',
  'no-useless-default-assignment',
  'only-throw-error',
  'prefer-promise-reject-errors',
  'prefer-reduce-type-parameter',
  'prefer-return-this-type',
  'related-getter-setter-pairs',
  'require-await',
  'switch-exhaustiveness-check',
  'unbound-method',
  'use-unknown-in-catch-callback-variable',
]

/** What the compiler of React finds. */
const compilerRules = [
  'error-boundaries',
  'globals',
  'immutability',
  'incompatible-library',
  'preserve-manual-memoization',
  'purity',
  'refs',
  'set-state-in-effect',
  'set-state-in-render',
  'static-components',
  'unsupported-syntax',
  'use-memo',
]

const errors = (names) => Object.fromEntries(names.map((name) => [name, 'error']))

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

export default defineConfig({
  plugins: ['eslint', 'typescript', 'react'],
  categories: { correctness: 'off' },
  ignorePatterns: [
    '.config/',
    '**/dist/',
    'test-results/',
    'playwright-report/',
    '.cache/',
    '**/.example-*/',
  ],
  options: { typeAware: true, reportUnusedDisableDirectives: 'error', respectEslintDisableDirectives: false },
  overrides: [
    {
      files: ['**/*.{ts,tsx}'],
      excludeFiles: ['**/*.config.ts'],
      rules: {
        ...errors(syntaxRules),
        ...errors(typedRules.map((name) => `typescript/${name}`)),
        'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
        'max-lines-per-function': ['error', { max: 120, skipBlankLines: true, skipComments: true }],
        'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
        'no-unused-vars': [
          'error',
          { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true },
        ],
        'typescript/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
        'typescript/restrict-plus-operands': [
          'error',
          {
            allowAny: false,
            allowBoolean: false,
            allowNullish: false,
            allowNumberAndString: false,
            allowRegExp: false,
          },
        ],
        'typescript/restrict-template-expressions': ['error', { allowNumber: true }],
        'typescript/return-await': ['error', 'error-handling-correctness-only'],
      },
    },
    {
      files: pureFiles,
      excludeFiles: ['**/*.test.ts'],
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
      excludeFiles: ['**/*.test.{ts,tsx}'],
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
      files: ['apps/wallboard/src/{board,desk}/**/*.{ts,tsx}'],
      rules: { 'no-restricted-globals': ['error', 'fetch', 'WebSocket', 'localStorage', 'sessionStorage'] },
    },
    {
      files: ['apps/wallboard/src/**/*.{ts,tsx}'],
      rules: errors(['react/rules-of-hooks', 'react/exhaustive-deps']),
    },
    {
      files: ['apps/wallboard/src/**/*.tsx', 'apps/wallboard/src/**/use-*.ts'],
      rules: errors(compilerRules.map((name) => `react/${name}`)),
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
  ],
})
