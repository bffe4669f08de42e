/**
 * The folders of the repository: the tree of docs/architecture.md. A file in any other folder fails `npm run boundaries`.
 * A new folder needs an entry here and, in `src`, a place in the map of docs/architecture.md.
 */

/** Folders by their parent; `.` is the parent itself, `*` one folder of any name. */
export const folders = {
  '': ['.', '.ci', '.config', '.scripts'],
  docs: ['.', 'decisions', 'images', 'operating'],
  deploy: ['cloud', 'compose', 'haproxy', 'kubernetes', 'nginx', 'systemd'],
  'apps/bff': ['.', 'src', 'tests'],
  'apps/bff/src': [
    ...[
      'history',
      'history/csv',
      'history/marked-days',
      'history/move',
      'history/reading',
      'history/recording',
      'history/replay',
      'history/simulated',
      'history/store',
    ],
    'history/why',
    ...[
      'actions',
      'app',
      'auth',
      'boards',
      'bus',
      'cluster',
      'delivery',
      'displays',
      'http',
      'live',
      'live/connections',
      'live/hub',
      'log',
      'promises',
    ],
    ...['alerts', 'operations', 'storage', 'storage/move', 'storage/writer', 'threads', 'upstream', 'views'],
  ],
  'apps/wallboard': ['.', 'build-plugins', 'e2e', 'e2e/pictures', 'public', 'src'],
  'apps/wallboard/src': [
    ...['api', 'browser-check', 'display', 'i18n', 'i18n/en', 'i18n/en/*', 'i18n/tests', 'service-worker'],
    ...[
      'board',
      'board/charts',
      'board/layout',
      'board/replay',
      'board/tiles',
      'board/tiles/*',
      'desk',
      'desk/*',
    ],
    ...['live', 'live/connection', 'live/hooks', 'live/order', 'live/session', 'live/stores'],
    ...['ui', 'ui/font', 'ui/format', 'ui/sound'],
  ],
  'packages/alerts': ['.', 'src'],
  'packages/alerts/src': ['cli', 'rule', 'reducer', 'notification', 'trial', 'files'],
  'packages/bench': ['.', 'src', 'src/children', 'src/measure', 'src/sections'],
  'packages/boards': ['.', 'src', 'src/document', 'src/evaluation', 'src/tiles'],
  'packages/cluster-lab': ['.', 'src', 'tests'],
  'packages/cluster-lab/src': ['checks', 'network', 'processes', 'results', 'screens'],
  'packages/demo': ['.', 'src'],
  'packages/engines': ['.', 'src'],
  'packages/five9': ['.', 'bin', 'src', 'tests', 'tests/facts'],
  'packages/five9/src': [
    'cli',
    'events',
    'login',
    'migration',
    'recording',
    'rest',
    'rest/methods',
    'rest/methods/*',
    'socket',
    'supervisor-session',
  ],
  'packages/history': ['.', 'src'],
  'packages/history/src': [
    ...['aggregates', 'band', 'calendar', 'coverage', 'durations', 'flows', 'forecast', 'recording'],
    'segments',
  ],
  'packages/relay': ['.', 'src', 'src/rest', 'src/stream'],
  'packages/simulation': ['.', 'src', 'tests'],
  'packages/simulation/src': [
    ...['checks', 'faults', 'five9', 'history', 'runner', 'runtime', 'screen', 'server', 'stand-ins', 'tool'],
  ],
  'packages/simulator': ['.', 'bin', 'src', 'tests'],
  'packages/simulator/src': ['cli', 'faults', 'floor', 'server', 'server/endpoints'],
  'packages/statistics': ['.', 'src', 'src/agent-table', 'src/campaign-table', 'src/estimates', 'tests'],
}

/** The only files that may stand directly in these folders; all others belong into a folder below. */
export const onlyFiles = {
  '': [
    ...[
      '.dockerignore',
      'Dockerfile',
      '.gitignore',
      '.npmrc',
      '.prettierignore',
      '.prettierrc.json',
      'LICENSE',
      'README.md',
    ],
    ...[
      'oxlint.config.js',
      'package.json',
      'package-lock.json',
      'playwright.config.ts',
      'tsconfig.base.json',
    ],
  ],
  'apps/bff/src': ['config.ts', 'config.test.ts', 'main.ts'],
  'apps/bff/src/live': ['permit.ts', 'permit.test.ts'],
  'apps/wallboard/src': ['first-load.test.ts', 'newer-than-floor.test.ts'],
}

/** What may stand directly in a workspace. */
export const workspaceFiles =
  /^(?:package\.json|build-package\.js|README\.md|CHANGELOG\.md|LICENSE|tsconfig(?:\.\w+)?\.json|\w+\.config\.ts|\w+\.html)$/
