/** A defect that is planted in the product's sources, to prove that the simulation finds it. */
export interface Mutant {
  readonly name: string
  readonly patches: readonly Patch[]
}

interface Patch {
  /** The end of the module's path. */
  readonly file: string
  /** Text that occurs in it exactly once. */
  readonly find: string
  readonly replace: string
}

const view = 'live/hub/view.ts'
const schedule = 'live/hub/flush-schedule.ts'
const group = 'live/hub/pace-group.ts'
const screen = 'live/hub/client.ts'
const position = 'relay/src/stream/position.ts'
const pulse = 'five9/src/supervisor-session/liveness-state.ts'

const mutant = (
  name: string,
  ...patches: readonly (readonly [file: string, find: string, replace: string])[]
): Mutant => ({
  name,
  patches: patches.map(([file, find, replace]) => ({ file, find, replace })),
})

export const mutants: readonly Mutant[] = [
  mutant('S1: the pause between flushes is measured with the wall clock', [
    group,
    'now: clocks.monotonic, grid: deps.grid',
    'now: clocks.wall, grid: deps.grid',
  ]),
  mutant(
    'S2: values of any depth are relayed, and the flush that throws ends the process',
    [
      'upstream/relayed-fields.ts',
      'const isScalar = (value: unknown): boolean =>',
      'const isScalar = (value: unknown): boolean => true ||',
    ],
    [group, 'deps.onFailed(view, error)\n    }', 'throw error\n    }'],
    [schedule, 'cancel()\n        deps.onFailed(error)', 'throw error'],
  ),
  mutant('S10: the least of the last fifty offsets is taken for the clock', [
    'upstream/five9-clock-state.ts',
    'if (Math.abs(jump) <= jumpMs) {',
    'if (Math.abs(jump) >= 0) {',
  ]),
  mutant('the first increment after a silence confirms', [
    'upstream/feed.ts',
    '(isFull ? fullReceived : incrementReceived)(',
    '(isFull || read.isWhole ? fullReceived : incrementReceived)(',
  ]),
  mutant('a resume from before the oldest flush is answered with what is left', [
    'live/hub/backlog.ts',
    'return reaches ? missed : undefined',
    'return reaches || missed.length >= 0 ? missed : undefined',
  ]),
  mutant(
    'a display that is revoked while its upgrade is under way stays connected',
    ['live/connections/pending-upgrades.ts', 'for (const each of all) each.keyEnded(key)', ''],
    [
      'displays/display-connections.ts',
      'deps.onRevoked(id)\n        return',
      'presences.connected(id, origin, takenOver)',
    ],
    ['displays/authenticated-displays.ts', "for (const meanwhile of reads) meanwhile.set(id, 'revoked')", ''],
  ),
  mutant('rows that went are kept', ['statistics/src/source-table.ts', 'removed.forEach(remove)', '']),
  mutant('changes are applied over a gap', [position, ' || changes.prev > position.seq', '']),
  mutant('a position of another epoch is resumed', [
    'live/hub/hub-connection.ts',
    'resume?.epoch === view.epoch ? view.since(resume.seq)',
    'resume !== undefined ? view.since(resume.seq)',
  ]),
  mutant('changes that wait together are replaced by the last of them', [
    'statistics/src/merge-changes.ts',
    'for (const row of change.updated) mergeInto(historyOf(row.id), row)',
    'for (const row of change.updated) historyOf(row.id).row = row',
  ]),
  mutant('a screen that lagged gets no snapshot', [
    screen,
    'if (this.needsSnapshot && this.unacknowledged.length === 0 && !this.isClogged())',
    'if (this.needsSnapshot && this.unacknowledged.length < 0)',
  ]),
  mutant('the snapshot from before a flush is used after it', [
    view,
    'link.release()\n    snapshots.clear()',
    'link.release()',
  ]),
  mutant('a socket that was given up stays open beside the next', [
    'five9/src/supervisor-session/connection.ts',
    "stopping.removeEventListener('abort', stopped)\n    socket.close()",
    "stopping.removeEventListener('abort', stopped)",
  ]),
  mutant('attempts follow each other without a pause', [
    'five9/src/supervisor-session/back-off.ts',
    'return Math.round(ceiling * (0.5 + random / 2))',
    'return Math.round(0 * ceiling * random)',
  ]),
  mutant('figures never grow old', [
    'statistics/src/freshness.ts',
    'const ageMs = input.now - input.confirmedAt',
    'const ageMs = 0 * (input.now - input.confirmedAt)',
  ]),
  mutant('figures are confirmed before the flush that holds them', [
    'live/hub/view-link.ts',
    'held = streamLink()',
    'held = undefined',
  ]),
  mutant('figures are confirmed that a lagging screen was not sent', [
    screen,
    'if (this.needsSnapshot) return confirmedUpTo(view.link(), this.sentLink)',
    '',
  ]),
  mutant('a revocation is acknowledged before it is written', [
    'displays/displays.ts',
    'const isRemoved = await store.remove(org, id)',
    'const isRemoved = true\n      store.remove(org, id).catch(() => undefined)',
  ]),
  mutant('the last changes before a quiet time are not flushed', [
    schedule,
    'if (waitMs > 0) timer = setTimeout(due, waitMs)',
    'if (waitMs > 0) return',
  ]),
  mutant('a screen takes its own clock for the server’s', [
    'live/session/stream-session-state.ts',
    'monotonic + (serverClock?.offsetMs ?? 0)',
    'monotonic + 0 * (serverClock?.offsetMs ?? 0)',
  ]),
  mutant('a late message sets the clock of a screen back', [
    'live/session/server-clock-state.ts',
    'if (sample >= base) {',
    'if (sample <= Infinity) {',
  ]),
  mutant('queues that a snapshot lacks stay on the screen', [
    'live/stores/queue-rows-store.ts',
    'if (!lacksQueues) markMissing(now)\n    membership',
    'membership',
  ]),
  mutant('a frame that cannot be read leaves the figures confirmed', [
    pulse,
    "  isUncertain: true,\n  broken: 'unreadable-frame',",
    '  broken: null,',
  ]),
  mutant('frames out of order leave no doubt', [
    pulse,
    'const isOutOfOrder = stamp < liveness.lastStamp',
    'const isOutOfOrder = stamp < 0',
  ]),
  mutant('a connection that says nothing is not given up', [
    'live/connection/reconnect-state.ts',
    'export const isDead = (',
    'export const isDead = () => false\nexport const isReallyDead = (',
  ]),
  mutant('what agents talk about leaves the server', [
    'upstream/relayed-fields.ts',
    "  'callType',\n",
    "  'callType',\n  'customer',\n",
  ]),
]
