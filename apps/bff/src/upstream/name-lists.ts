import type { Five9Client } from '@wallboard/five9'
import { DataSource, type QueueName } from '@wallboard/five9/events'
import type { Directory, UnreadReason } from '@wallboard/relay'
import type { Change } from '@wallboard/statistics'
import type { Log } from './anomaly-log.ts'
import { createDirectoryReader, type DirectoryClient } from './directory.ts'
import { hasUnknownIds, listsInvalidatedBy } from './list-changes.ts'
import { createRefresher } from './refresher.ts'
import { relayedName } from './relayed-fields.ts'
import type { ListName } from './unread-state.ts'

/** The methods of Five9 that list queues, agents, campaigns and reasons. */
export type NamesClient = DirectoryClient & {
  readonly supervisor: Pick<Five9Client['supervisor'], 'DomainQueues'>
}

/** The names of queues, agents, campaigns and reasons, and when each list is read again. */
export interface NameLists {
  readonly queues: () => readonly QueueName[]
  readonly directory: () => Directory
  /** Reads all lists: after a reconnect the domain may have changed. */
  readonly refreshAll: () => void
  /** Reads the lists that an event of Five9 invalidates. */
  readonly eventReceived: (eventId: string) => void
  /** Reads the lists that lack an id of an added row. */
  readonly rowsChanged: (changes: readonly Change[]) => void
  readonly stop: () => void
}

/** Names of the former session of a feed. */
export interface InitialNames {
  readonly queues: readonly QueueName[]
  readonly directory: Directory
}

/** First pause before a failed read of the queues is repeated. */
const rereadQueuesMs = 5_000
/** Five9 announces a change of skills more than once: the reads share this delay. */
const invalidatedDelayMs = 50

export function createNameLists(deps: {
  readonly client: NamesClient
  readonly initial?: InitialNames | undefined
  /** True while the session is up. */
  readonly isUp: () => boolean
  readonly onQueues: (queues: readonly QueueName[]) => void
  readonly onDirectory: () => void
  readonly onRead: (list: ListName, reason: UnreadReason | null) => void
  readonly log: Log
}): NameLists {
  const { client, isUp, log } = deps
  let queues: readonly QueueName[] = deps.initial?.queues ?? []

  const queueNames = createRefresher({
    list: 'queues',
    read: async () =>
      (await client.supervisor.DomainQueues()).map(({ id, name }) => ({ id, name: relayedName(name) })),
    changed(names) {
      queues = names
      deps.onQueues(names)
    },
    unread: (reason) => {
      deps.onRead('queues', reason)
    },
    readAgainMs: rereadQueuesMs,
    ...{ isUp, log },
  })
  const directory = createDirectoryReader({
    ...{ client, isUp, log, initial: deps.initial?.directory },
    changed: deps.onDirectory,
    unread: deps.onRead,
  })

  return {
    queues: () => queues,
    directory: directory.current,
    refreshAll() {
      queueNames.scheduleIn(0)
      directory.all()
    },
    eventReceived(eventId) {
      for (const list of listsInvalidatedBy(eventId)) {
        if (list === 'queues') queueNames.scheduleIn(invalidatedDelayMs)
        else directory[list]()
      }
    },
    rowsChanged(changes) {
      if (hasUnknownIds(DataSource.AcdStatus, queues, changes)) queueNames.scheduleIn()
      if (hasUnknownIds(DataSource.AgentState, directory.current().agents, changes)) directory.agents()
    },
    stop() {
      queueNames.stop()
      directory.stop()
    },
  }
}
