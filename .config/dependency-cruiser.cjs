/** Who may import whom: the table of docs/architecture.md, as rules that fail the build. */
const tests = '\\.(test|spec)\\.tsx?$|/(tests|e2e)/'

/** Folders of the BFF that hold one capability each, whole: rules, store, routes, types. */
const capabilities = 'upstream|live|actions|auth|boards|displays|history|operations|views|alerts|delivery'

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
      { path: '^packages/five9/', pathNot: [tests, '^packages/five9/src/statistics\\.ts$'] },
      { path: '^(packages/(?!five9/)|apps/)' },
      'The client library knows nothing of the wallboard.',
    ),
    forbid(
      'five9-publishes-statistics',
      { path: '^packages/five9/src/statistics\\.ts$' },
      { path: '^(packages/(?!statistics/)|apps/)' },
      'One module re-exports packages/statistics; the build puts that code into the published package.',
    ),
    forbid(
      'five9-library-without-statistics',
      { path: '^packages/five9/src/(?!cli/)', pathNot: tests },
      { path: '^packages/five9/src/statistics\\.ts$' },
      'Statistics are an entry point of their own; the command line uses it.',
    ),
    forbid(
      'five9-library-without-command-line',
      { path: '^packages/five9/src/(?!cli/)', pathNot: tests },
      { path: '^packages/five9/src/cli/' },
      'Who imports the library gets neither the command line nor its dependencies.',
    ),
    forbid(
      'five9-rest-knows-no-login',
      { path: '^packages/five9/src/rest/', pathNot: tests },
      { path: '^packages/five9/src/(login|socket|supervisor-session)/' },
      'login/ calls REST methods; what both need, such as the identity, lies below them.',
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
      {
        path: '^packages/five9/',
        pathNot: '^packages/five9/src/events/identifiers\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
      'Types of five9/events vanish at run time; its code would bring zod along. Identifiers are plain constants.',
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
      'boards-are-pure',
      { path: '^packages/boards/', pathNot: tests },
      {
        pathNot: [
          '^packages/(boards|statistics|relay)/',
          '^packages/five9/src/events/identifiers\\.ts$',
          '^node_modules/zod/',
        ],
      },
      'Board documents and their evaluation run on the server and in a browser.',
    ),
    forbid(
      'alerts-are-pure',
      { path: '^packages/alerts/src/(?!cli/)', pathNot: tests },
      {
        pathNot: ['^packages/(alerts|statistics)/', '^node_modules/zod/', '^node_modules/temporal-polyfill/'],
      },
      'Rules are evaluated, tried and checked by the same code on the server, in a browser and in the command line.',
    ),
    forbid(
      'history-decides-without-a-server',
      { path: '^packages/history/', pathNot: tests },
      {
        pathNot: [
          '^packages/(history|statistics)/',
          '^packages/relay/src/coverage\\.ts$',
          '^packages/five9/src/events/identifiers\\.ts$',
          '^node_modules/temporal-polyfill/',
          '^(node:)?zlib$',
        ],
      },
      'What is recorded, and how it is read, is decided apart from files and threads.',
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
      'upstream-knows-no-browser',
      {
        path: '^apps/bff/src/upstream/',
        pathNot: [tests, '-routes\\.ts$', '/(company-proxy|remote-commands)\\.ts$'],
      },
      {
        pathNot: [
          '^apps/bff/src/(upstream|cluster|promises)/',
          '^packages/(five9|statistics|relay)/',
          '^(node:)?crypto$',
        ],
      },
      'A feed is an upstream session folded into changes, or the changes of another node; no browser, no HTTP.',
    ),
    forbid(
      'only-upstream-and-app-know-five9',
      { path: '^apps/bff/src/(?!upstream/|app/|main|config)', pathNot: tests },
      {
        path: '^packages/five9/',
        pathNot: '^packages/five9/src/events/identifiers\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
      'Five9 stays behind the upstream session; its identifiers and types are shared.',
    ),
    forbid(
      'bff-capabilities-stay-apart',
      { path: `^apps/bff/src/(${capabilities})/`, pathNot: tests },
      {
        path: `^apps/bff/src/(${capabilities}|app)/`,
        pathNot: '^apps/bff/src/$1/',
        dependencyTypesNot: ['type-only'],
      },
      'Capabilities meet in app/ only; a type of another capability may be imported.',
    ),
    forbid(
      'bff-kits-know-no-capability',
      { path: '^apps/bff/src/(http|storage|log|bus|cluster|promises|threads)/', pathNot: tests },
      { path: `^apps/bff/src/(${capabilities}|app)/`, dependencyTypesNot: ['type-only'] },
      'http/, storage/, log/, bus/, cluster/, promises/ and threads/ are kits.',
    ),
    forbid(
      'simulator-is-for-tests-and-demos',
      {
        path: '^(apps|packages/(?!simulator/|bench/|demo/|cluster-lab/))',
        pathNot: [tests, '^apps/bff/src/history/simulated/simulated-floor\\.ts$'],
      },
      { path: '^packages/simulator/' },
      'No product code imports the simulator, with one exception.',
    ),
    forbid(
      'drills-simulate-the-floor-only',
      { path: '^apps/bff/src/history/simulated/simulated-floor\\.ts$' },
      { path: '^packages/simulator/(?!src/floor/index\\.ts$)' },
      'A drill of a simulated day runs the model of the contact centre, without servers and faults.',
    ),
    forbid(
      'simulation-is-for-tests',
      { path: '^(apps|packages/(?!simulation/))' },
      { path: '^packages/simulation/' },
      'The simulation runs the product; nothing knows of it.',
    ),
    forbid(
      'cluster-lab-is-for-tests',
      { path: '^(apps|packages/(?!cluster-lab/|bench/))', pathNot: tests },
      { path: '^packages/cluster-lab/' },
      'The lab runs built servers; no product code knows of it.',
    ),
    forbid(
      'browser-takes-event-types-only',
      { path: '^apps/wallboard/src/', pathNot: tests },
      { path: '^packages/five9/src/(?!events/)' },
      'The browser shares schemas with Five9, never a socket.',
    ),
    forbid(
      'display-and-desk-stay-apart',
      { path: '^apps/wallboard/src/(display|desk)/', pathNot: tests },
      { path: '^apps/wallboard/src/(display|desk)/', pathNot: '^apps/wallboard/src/$1/' },
      'Two applications over shared ground.',
    ),
    forbid(
      'desk-pages-stay-apart',
      { path: '^apps/wallboard/src/desk/([^/]+)/', pathNot: tests },
      {
        path: '^apps/wallboard/src/desk/([^/]+)/',
        pathNot:
          '^apps/wallboard/src/desk/($1|active-alerts|actions|why|board-picture|frame|desk-session|keyboard|preferences|palette|time-strip|table|queue-table|views|site-time|dialog)/',
      },
      'Pages of the desk never import one another; all stand in the frame and use what it shares.',
    ),
    forbid(
      'desk-session-knows-no-page',
      { path: '^apps/wallboard/src/desk/desk-session/', pathNot: tests },
      { path: '^apps/wallboard/src/desk/(?!desk-session/)' },
      'Navigation does not touch the session.',
    ),
    forbid(
      'board-is-below-the-applications',
      { path: '^apps/wallboard/src/board/', pathNot: tests },
      { path: '^apps/wallboard/src/(display|desk)/' },
      'A board is drawn anywhere.',
    ),
    forbid(
      'live-is-below-board',
      { path: '^apps/wallboard/src/live/', pathNot: tests },
      { path: '^apps/wallboard/src/(display|desk|board)/' },
      'The data layer draws nothing.',
    ),
    forbid(
      'ui-and-api-are-below-all',
      { path: '^apps/wallboard/src/(ui|api|i18n)/', pathNot: tests },
      { path: '^apps/wallboard/src/(display|desk|board|live)/' },
      'ui/, api/ and i18n/ know nothing of the applications.',
    ),
    forbid(
      'express-has-two-homes',
      {
        pathNot: [
          '^apps/bff/src/(http|app)/',
          '-routes\\.ts$',
          '^apps/bff/src/auth/',
          '^packages/simulator/src/server/',
          tests,
          '^node_modules',
        ],
      },
      { path: '^node_modules/express/' },
      'express lives in app/ and http/ of the BFF, and in the simulator.',
    ),
    forbid(
      'ws-has-few-homes',
      {
        pathNot: [
          '^apps/bff/src/live/connections/',
          '^packages/five9/src/socket/',
          '^packages/simulator/',
          '^packages/bench/src/children/',
          '^packages/cluster-lab/src/screens/browser-globals\\.ts$',
          tests,
          '^node_modules',
        ],
      },
      { path: '^node_modules/ws/' },
      'ws lives in bff/live/connections, five9/socket, the simulator, and the clients of the bench and the cluster lab.',
    ),
    forbid(
      'libsql-has-one-home',
      { pathNot: ['^apps/bff/src/storage/sqlite\\.ts$', '^packages/bench/src/children/', '^node_modules'] },
      { path: '^node_modules/(libsql|@libsql)/' },
      'The SQLite driver can end the process: the product uses it through the wrapper that prevents it.',
    ),
    forbid(
      'redis-has-one-home',
      { pathNot: ['^apps/bff/src/cluster/redis\\.ts$', '^node_modules'] },
      { path: '^node_modules/@redis/' },
      'One module knows how the client of Redis connects, and what its errors mean.',
    ),
    forbid(
      'pg-has-one-home',
      { pathNot: ['^apps/bff/src/storage/postgres\\.ts$', '^packages/engines/', tests, '^node_modules'] },
      { path: '^node_modules/pg/' },
      'One module knows how the client of PostgreSQL connects, and what its errors mean.',
    ),
    forbid(
      'engines-are-for-tests',
      { path: '^(apps|packages/(?!engines/|cluster-lab/|bench/))', pathNot: tests },
      { path: '^packages/engines/' },
      'The product connects to engines and starts none.',
    ),
    forbid(
      'zustand-lives-in-stores',
      { path: '^apps/wallboard/src/', pathNot: ['-store\\.ts$', '-context\\.tsx$', tests] },
      { path: '^node_modules/zustand/' },
      'zustand lives in *-store.ts and its context.',
    ),
    forbid(
      'recharts-lives-in-charts',
      { path: '^apps/wallboard/src/', pathNot: ['^apps/wallboard/src/board/charts/'] },
      { path: '^node_modules/recharts/' },
      'recharts lives in board/charts.',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/dist/|/\\.example-|\\.css$)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default', 'types'] },
  },
}
