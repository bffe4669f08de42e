/**
 * Slow-downs that `--plant NAME` adds to the measured server, in its process and without any change of the product: they show
 * that a row notices a cost of its kind. Plain JavaScript, like the probe that loads it.
 */
import { createServer } from 'node:http'
import { Socket } from 'node:net'
import { inflateSync } from 'node:zlib'
import Database from 'libsql'

/** Only messages with figures: heartbeats and acknowledgements are shorter. */
const minFigureBytes = 600
const boardFramesPerFlush = 25
/** Characters: no other text that the server parses is as long as a frame of L. */
const minFrameOfLarge = 20_000

function spin(ms) {
  const endsAt = performance.now() + ms
  while (performance.now() < endsAt);
}

/** Whether a write is a frame of a server with figures. */
const hasFigures = (frame) => Buffer.isBuffer(frame) && frame.length >= minFigureBytes && frame[0] >= 0x81

/** The JSON in a frame of a server; undefined for other writes. */
function jsonIn(frame) {
  if (!hasFigures(frame)) return undefined
  const length = frame[1]
  const payload = frame.subarray(length < 126 ? 2 : length === 126 ? 4 : 10)
  try {
    return JSON.parse((frame[0] === 0x82 ? inflateSync(payload) : payload).toString())
  } catch {
    return undefined
  }
}

/** Runs `act` for each upgrade of a connection, before the server sees it. */
function onUpgrade(act) {
  const emit = Object.getPrototypeOf(createServer()).emit
  Object.getPrototypeOf(createServer()).emit = function (name, ...values) {
    if (name === 'upgrade') act(...values)
    return emit.call(this, name, ...values)
  }
}

/** For each name: what it adds. */
const plants = {
  /** One JSON.stringify for each client and flush: the fan-out rows, naive, latency at 4,000. */
  'encode-per-client'() {
    const known = new WeakMap()
    const write = Socket.prototype.write
    Socket.prototype.write = function (data, ...others) {
      if (!known.has(Object(data))) known.set(Object(data), jsonIn(data))
      const message = known.get(Object(data))
      if (message !== undefined) JSON.stringify(message)
      return write.call(this, data, ...others)
    }
  },
  /** A tenth of a core, whatever the server does: the share of a core must grow by as much. */
  'spend-tenth-of-core'() {
    setInterval(() => spin(10), 100).unref()
  },
  /** 0.1 ms for each write of figures: the latency to the last screen. */
  'slow-writes'() {
    const write = Socket.prototype.write
    Socket.prototype.write = function (data, ...others) {
      if (hasFigures(data)) spin(0.1)
      return write.call(this, data, ...others)
    }
  },
  /** Each frame of Five9 is parsed five times: CPU per frame at equal rates. */
  'parse-frames-again'() {
    const parse = JSON.parse
    JSON.parse = function (text, ...others) {
      if (text.length >= minFrameOfLarge) for (let time = 0; time < 4; time += 1) parse(text)
      return parse(text, ...others)
    }
  },
  /** The program spends 0.3 s before it listens: cold start. */
  'start-late'() {
    spin(300)
  },
  /** 0.3 ms for each connection: the storm of people. */
  'spend-per-connection'() {
    onUpgrade(() => spin(0.3))
  },
  /** Each view copies the rows of its flush once for each upstream frame: many boards. */
  'project-per-view'() {
    const stringify = JSON.stringify
    JSON.stringify = function (value, ...others) {
      if (value?.type === 'changes')
        for (let frame = 0; frame < boardFramesPerFlush; frame += 1) JSON.parse(stringify(value.payLoad))
      return stringify(value, ...others)
    }
  },
  /** Each upgrade reads the whole table of displays: storms. */
  'read-table-per-display'() {
    let database
    let statement
    const prepare = Database.prototype.prepare
    Database.prototype.prepare = function (sql) {
      if (/from\s+"?displays/i.test(sql)) database = this
      return prepare.call(this, sql)
    }
    onUpgrade(() => {
      statement ??= database && prepare.call(database, 'SELECT * FROM displays')
      statement?.all([])
    })
  },
  /** The event loop is blocked for 60 ms every ten seconds: stall. */
  'block-every-ten-seconds'() {
    setInterval(() => spin(60), 10_000).unref()
  },
  /** Each connection holds 8 KiB as long as it is open: memory for each display. */
  'hold-memory-per-display'() {
    onUpgrade((_request, socket) => {
      socket.held = Buffer.alloc(8_192, 1)
    })
  },
  /** Each connection leaves 2 KiB behind: memory after a day. */
  'leak-per-connection'() {
    const leaked = []
    onUpgrade(() => leaked.push(Buffer.alloc(2_048, 1)))
  },
}

/** The names that `--plant` takes. */
export const plantNames = Object.keys(plants)

/** @throws Error for a name that is no plant */
export function plantCosts(name) {
  const plant = plants[name]
  if (plant === undefined) throw new Error(`no plant ${name}: ${plantNames.join(', ')}`)
  plant()
}
