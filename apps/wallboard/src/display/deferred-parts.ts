/** What a display loads after its first figures, in one file. */
export { cacheAppShell } from './cache-app-shell.ts'
export { keepScreenAwake } from './keep-screen-awake.ts'
export { snapshotPort } from './saved-snapshot.ts'
export { createStoredParts } from './stored-parts.ts'
export { createTelemetry } from './telemetry.ts'
export { DrillScreen } from './drill-screen.tsx'
