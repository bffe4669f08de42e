/**
 * `npm run pictures:shrink`: writes the visual baselines with a palette of 64 colours each, which takes a third of their
 * bytes. The least frequent colours are those of the edges of letters; they move by less than the comparison allows.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync, inflateSync } from 'node:zlib'

const folder = 'apps/wallboard/e2e/pictures'
const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
const paletteSize = 64
const frequentColours = 40

const crcTable = Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1
  return crc >>> 0
})

/** @param {Buffer} bytes */
function crcOf(bytes) {
  let crc = 0xffffffff
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

/** @param {Buffer} png @returns {{ type: string, body: Buffer }[]} */
function chunksOf(png) {
  const chunks = []
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at)
    const type = png.toString('latin1', at + 4, at + 8)
    chunks.push({ type, body: png.subarray(at + 8, at + 8 + length) })
    at += length + 12
  }
  return chunks
}

/** @param {string} type @param {Buffer} body */
function chunk(type, body) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length)
  const crc = Buffer.alloc(4)
  crc.writeUInt32BE(crcOf(named))
  return Buffer.concat([length, named, crc])
}

/** The predictor of PNG's filter 4. @param {number} left @param {number} up @param {number} corner */
function paeth(left, up, corner) {
  const estimate = left + up - corner
  const [toLeft, toUp, toCorner] = [left, up, corner].map((each) => Math.abs(estimate - each))
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

/**
 * The pixels of a picture with 8 bits for each of 3 or 4 channels, as 0xRRGGBB; undefined for another kind of picture.
 *
 * @param {Buffer} png
 */
function pixelsOf(png) {
  const chunks = chunksOf(png)
  const head = chunks.find(({ type }) => type === 'IHDR')?.body
  if (head === undefined || head[8] !== 8 || head[12] !== 0) return undefined
  const channels = head[9] === 2 ? 3 : head[9] === 6 ? 4 : undefined
  if (channels === undefined) return undefined
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)]
  const data = inflateSync(
    Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ body }) => body)),
  )
  const rowBytes = width * channels
  const pixels = new Uint32Array(width * height)
  let above = new Uint8Array(rowBytes)
  for (let y = 0; y < height; y += 1) {
    const start = y * (rowBytes + 1)
    const filter = data[start] ?? 0
    const row = new Uint8Array(rowBytes)
    for (let x = 0; x < rowBytes; x += 1) {
      const left = x < channels ? 0 : (row[x - channels] ?? 0)
      const up = above[x] ?? 0
      const corner = x < channels ? 0 : (above[x - channels] ?? 0)
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0
      row[x] = ((data[start + 1 + x] ?? 0) + predicted) & 255
    }
    for (let x = 0; x < width; x += 1) {
      const [red = 0, green = 0, blue = 0] = row.subarray(x * channels, x * channels + 3)
      pixels[y * width + x] = (red << 16) | (green << 8) | blue
    }
    above = row
  }
  return { width, height, pixels }
}

/** @param {number} one @param {number} other */
const distance = (one, other) =>
  ((one >> 16) - (other >> 16)) ** 2 +
  (((one >> 8) & 255) - ((other >> 8) & 255)) ** 2 +
  ((one & 255) - (other & 255)) ** 2

/**
 * The frequent colours, and of the others those that are farthest from all of these: a small mark keeps its colour.
 *
 * @param {number[]} byCount the most frequent first
 */
function paletteOf(byCount) {
  const palette = byCount.slice(0, frequentColours)
  const rest = byCount.slice(frequentColours)
  const gaps = rest.map((colour) => Math.min(...palette.map((each) => distance(each, colour))))
  while (palette.length < paletteSize && rest.length > 0) {
    const farthest = gaps.reduce((best, gap, at) => (gap > (gaps[best] ?? 0) ? at : best), 0)
    const [colour = 0] = rest.splice(farthest, 1)
    gaps.splice(farthest, 1)
    palette.push(colour)
    rest.forEach((each, at) => (gaps[at] = Math.min(gaps[at] ?? 0, distance(each, colour))))
  }
  return palette
}

/** @param {{ width: number, height: number, pixels: Uint32Array }} picture */
function withPalette({ width, height, pixels }) {
  /** @type {Map<number, number>} */
  const counts = new Map()
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([colour]) => colour)
  const palette = paletteOf(byCount)
  const index = new Map(palette.map((colour, at) => [colour, at]))
  for (const colour of byCount) {
    if (index.has(colour)) continue
    const nearest = palette.reduce(
      (best, each, at) => (distance(each, colour) < distance(palette[best] ?? 0, colour) ? at : best),
      0,
    )
    index.set(colour, nearest)
  }
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1)
      rows[y * (width + 1) + 1 + x] = index.get(pixels[y * width + x] ?? 0) ?? 0
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

let before = 0
let after = 0
for (const name of readdirSync(folder)) {
  if (!name.endsWith('.png')) continue
  const path = join(folder, name)
  const png = readFileSync(path)
  const picture = pixelsOf(png)
  const smaller = picture === undefined ? png : withPalette(picture)
  if (smaller.length < png.length) writeFileSync(path, smaller)
  before += png.length
  after += Math.min(png.length, smaller.length)
}
console.log(`Pictures: ${(before / 1e6).toFixed(1)} MB, now ${(after / 1e6).toFixed(1)} MB.`)
