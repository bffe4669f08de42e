import type { WriterMessage } from './writer-message.ts'

/** Posts the messages of one turn of the event loop to the writing thread. */
export interface TurnPosts {
  readonly post: (message: WriterMessage) => void
  /** Sends what waits for the end of the turn. */
  readonly sendNow: () => void
}

/**
 * Sends the messages of a turn together, in their order: frames of a busy feed are read together, and to wake the thread
 * for each of them costs more than the message itself.
 */
export function createTurnPosts(send: (messages: readonly WriterMessage[]) => void): TurnPosts {
  let waiting: WriterMessage[] = []

  function sendNow(): void {
    if (waiting.length === 0) return
    const messages = waiting
    waiting = []
    send(messages)
  }

  return {
    post(message) {
      if (waiting.length === 0) setImmediate(sendNow)
      waiting.push(message)
    },
    sendNow,
  }
}
