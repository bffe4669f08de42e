/** Bytes that come in parts. */
export interface ByteStore {
  /** Copies them. */
  readonly add: (bytes: Buffer) => void
  readonly length: () => number
  /** All bytes. They are not copied: nothing may be added afterwards. */
  readonly bytes: () => Buffer
}

const smallest = 64

/** Grows by doubling: bytes that come one by one are copied twice on average, and take twice their length at most. */
export const createByteStore = (): ByteStore => new Bytes()

class Bytes implements ByteStore {
  /** Not from the pool of small buffers, which a slow client would keep alive. */
  private stored = Buffer.allocUnsafeSlow(smallest)
  private used = 0

  add(bytes: Buffer): void {
    const needed = this.used + bytes.length
    if (needed > this.stored.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.stored.length))
      this.stored.copy(larger, 0, 0, this.used)
      this.stored = larger
    }
    bytes.copy(this.stored, this.used)
    this.used = needed
  }

  length(): number {
    return this.used
  }

  bytes(): Buffer {
    return this.stored.subarray(0, this.used)
  }
}
