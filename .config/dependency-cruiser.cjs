/** Who may import whom: the table of docs/architecture.md, as rules that fail the build. */
const tests = '\\.(test|spec)\\.tsx?$|/(tests|e2e)/'

const forbid = (name, from, to, comment) => ({ name, severity: 'error', comment, from, to })

module.exports = {
  forbidden: [
    forbid('no-cycles', {}, { circular: true }, 'A cycle means that two files are one.'),
    forbid('no-unresolved', {}, { couldNotResolve: true }, 'Every import resolves.'),
    forbid(
      'events-have-no-io',
      { path: '^packages/five9/src/events/', pathNot: tests },
      { pathNot: ['^packages/five9/src/events/', '^node_modules/zod/'] },
      'Browser, simulator and statistics share these schemas; they carry no socket.',
    ),
    forbid(
      'five9-stands-alone',
      { path: '^packages/five9/', pathNot: [tests, '^packages/five9/src/cli/'] },
      { path: '^(packages/(?!five9/)|apps/)' },
      'The client library knows nothing of the wallboard.',
    ),
    forbid(
      'five9-command-line-shows-statistics',
      { path: '^packages/five9/src/cli/', pathNot: tests },
      { path: '^(packages/(?!(five9|statistics)/)|apps/)' },
      'The command line shows the same figures as the wall, by the same rules.',
    ),
    forbid(
      'five9-library-without-command-line',
      { path: '^packages/five9/src/(?!cli/)', pathNot: tests },
      { path: '^packages/five9/src/cli/' },
      'Who imports the library gets neither the command line nor its dependencies.',
    ),
    forbid(
      'statistics-is-pure',
      { path: '^packages/statistics/', pathNot: tests },
      { pathNot: ['^packages/statistics/', '^packages/five9/src/events/'] },
      'The domain imports event types only.',
    ),
    forbid(
      'statistics-takes-types-only',
      { path: '^packages/statistics/', pathNot: tests },
      { path: '^packages/five9/', dependencyTypesNot: ['type-only'] },
      'Types of five9/events vanish at run time; its code would bring zod along.',
    ),
    forbid(
      'relay-imports-statistics-and-zod',
      { path: '^packages/relay/', pathNot: tests },
      {
        pathNot: [
          '^packages/relay/',
          '^packages/statistics/',
          '^packages/five9/src/events/',
          '^node_modules/zod/',
        ],
      },
      'The relay protocol loads in a browser.',
    ),
    forbid(
      'simulator-imports-events-only',
      { path: '^packages/simulator/', pathNot: tests },
      { path: '^(packages/(?!simulator/|five9/src/events/)|apps/)' },
      'The simulator must not share the client that it is there to test.',
    ),
    forbid(
      'floor-is-pure',
      { path: '^packages/simulator/src/floor/', pathNot: tests },
      { pathNot: ['^packages/simulator/src/floor/', '^packages/five9/src/events/'] },
      'The contact-centre model has no server in it.',
    ),
    forbid(
      'faults-are-pure',
      { path: '^packages/simulator/src/faults/', pathNot: tests },
      { pathNot: ['^packages/simulator/src/faults/', '^packages/five9/src/events/', '^node_modules/zod/'] },
      'What goes wrong is decided apart from the sockets that carry it.',
    ),
    forbid(
      'feed-knows-no-http',
      { path: '^apps/bff/src/feed/', pathNot: tests },
      { pathNot: ['^apps/bff/src/feed/', '^packages/(five9|statistics|relay)/', '^(node:)?crypto$'] },
      'A feed is an upstream session folded into changes; no browser, no HTTP.',
    ),
    forbid(
      'only-feed-and-service-know-five9',
      { path: '^apps/bff/src/(?!feed/|service|main|config)', pathNot: tests },
      { path: '^packages/five9/' },
      'Five9 stays behind the feed.',
    ),
    forbid(
      'bff-capabilities-stay-apart',
      {
        path: '^apps/bff/src/(feed|fan-out|http|sign-in|boards|displays|alerts|history|storage|metrics|log)/',
        pathNot: tests,
      },
      { path: '^apps/bff/src/(?!config)', pathNot: '^apps/bff/src/$1/' },
      'Capabilities meet in service.ts only.',
    ),
    forbid(
      'simulator-is-for-tests-and-demos',
      { path: '^(apps|packages/(?!simulator/|bench/))', pathNot: tests },
      { path: '^packages/simulator/' },
      'No product code imports the simulator.',
    ),
    forbid(
      'simulation-is-for-tests',
      { path: '^(apps|packages/(?!simulation/))' },
      { path: '^packages/simulation/' },
      'The simulation runs the product; nothing knows of it.',
    ),
    forbid(
      'browser-takes-event-types-only',
      { path: '^apps/wallboard/src/', pathNot: tests },
      { path: '^packages/five9/src/(?!events/)' },
      'The browser shares schemas with Five9, never a socket.',
    ),
    forbid(
      'features-meet-in-app',
      { path: '^apps/wallboard/src/features/([^/]+)/', pathNot: tests },
      { path: '^apps/wallboard/src/(features|app)/', pathNot: '^apps/wallboard/src/features/$1/' },
      'A feature imports itself and shared/.',
    ),
    forbid(
      'shared-is-below-features',
      { path: '^apps/wallboard/src/shared/', pathNot: tests },
      { path: '^apps/wallboard/src/(features|app)/' },
      'shared/ knows no feature.',
    ),
    forbid(
      'express-has-two-homes',
      { pathNot: ['^apps/bff/src/http/', '^packages/simulator/src/server/', tests, '^node_modules'] },
      { path: '^node_modules/express/' },
      'express lives in bff/http and the simulator.',
    ),
    forbid(
      'ws-has-few-homes',
      {
        pathNot: [
          '^apps/bff/src/fan-out/',
          '^packages/five9/src/socket/',
          '^packages/simulator/',
          '^packages/bench/src/children/',
          tests,
          '^node_modules',
        ],
      },
      { path: '^node_modules/ws/' },
      'ws lives in bff/fan-out, five9/socket, the simulator, and the programs that the bench compares with.',
    ),
    forbid(
      'libsql-has-one-home',
      { pathNot: ['^apps/bff/src/storage/sqlite\\.ts$', '^node_modules'] },
      { path: '^node_modules/(libsql|@libsql)/' },
      'The SQLite driver can end the process: everything goes through the wrapper that prevents it.',
    ),
    forbid(
      'zustand-lives-in-stores',
      { path: '^apps/wallboard/src/', pathNot: ['-store\\.ts$', '-context\\.tsx$', tests] },
      { path: '^node_modules/zustand/' },
      'zustand lives in *-store.ts and its context.',
    ),
    forbid(
      'recharts-lives-in-charts',
      { path: '^apps/wallboard/src/', pathNot: ['^apps/wallboard/src/shared/charts/'] },
      { path: '^node_modules/recharts/' },
      'recharts lives in shared/charts.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|\\.css$)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default', 'types'] },
  },
}
