import { charactersOf, type WriterMessage } from './writer-message.ts'

/** Posts messages to the writing thread. */
export interface WriterPosts {
  readonly post: (message: WriterMessage) => void
  /** Sends what waits. */
  readonly sendNow: () => void
}

/** More characters of changes than this do not wait: the thread copies them in one piece. */
const maxWaitingCharacters = 1024 * 1024

/**
 * Sends messages together, in their order: to wake the thread, whose code is no longer in the caches of its core, costs as
 * much as to record a change of a few rows. Changes wait for the next message of another kind, which is the state of each
 * second at the latest. All others are sent at the end of their turn. A crash of the process loses no more for that: what
 * the thread has not written is lost with it.
 */
export function createWriterPosts(send: (messages: readonly WriterMessage[]) => void): WriterPosts {
  let waiting: WriterMessage[] = []
  let waitingCharacters = 0
  let sending: NodeJS.Immediate | undefined

  function sendNow(): void {
    clearImmediate(sending)
    sending = undefined
    if (waiting.length === 0) return
    const messages = waiting
    waiting = []
    waitingCharacters = 0
    send(messages)
  }

  return {
    post(message) {
      waiting.push(message)
      waitingCharacters += charactersOf(message)
      const canWait = message.type === 'changes' && waitingCharacters < maxWaitingCharacters
      if (!canWait) sending ??= setImmediate(sendNow)
    },
    sendNow,
  }
}
