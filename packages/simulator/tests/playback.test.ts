import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import {
  encodeRecordingHeader,
  encodeRecordingLine,
  parseFrame,
  type Five9Event,
} from '@wallboard/five9/events'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { BadRecording, loadRecording } from '../src/cli/load-recording.ts'
import { parseArguments } from '../src/cli/arguments.ts'
import { connect, fold, start, truthOf, work } from './independent-client.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const recordedAt = Date.parse('2026-03-02T09:00:00Z')

function eventOf(eventId: string, payLoad: unknown): Five9Event {
  const parsed = parseFrame(JSON.stringify({ context: { eventId, timeStamp: recordedAt }, payLoad }))
  if (!parsed.ok) throw new Error(parsed.reason)
  return parsed.event
}

const acd = (row: object) => ({ id: '1', callsInQueue: 0, currentLongestQueueTime: 0, ...row })

/** A morning of forty seconds: one queue, then a call, then a second queue, and the first one goes. */
const lines = [
  encodeRecordingHeader({
    recordedAt,
    kind: 'supervisor',
    queues: [
      { id: '1', name: 'Sales' },
      { id: '2', name: 'Billing' },
    ],
  }),
  encodeRecordingLine(
    0,
    eventOf('5000', [
      { dataSource: 'ACD_STATUS', data: [acd({})] },
      { dataSource: 'AGENT_STATE', data: [{ id: '7', state: 'READY', stateSince: recordedAt - 60_000 }] },
    ]),
  ),
  encodeRecordingLine(
    10_000,
    eventOf('5012', [{ dataSource: 'ACD_STATUS', updated: [{ id: '1', callsInQueue: 3 }] }]),
  ),
  encodeRecordingLine(20_000, eventOf('5003', null)),
  encodeRecordingLine(
    30_000,
    eventOf('5012', [{ dataSource: 'ACD_STATUS', added: [acd({ id: '2' })], removed: ['1'] }]),
  ),
  encodeRecordingLine(
    40_000,
    eventOf('5012', [{ dataSource: 'ACD_STATUS', updated: [{ id: '2', callsInQueue: 9 }] }]),
  ),
]

async function recordingFile(text = lines.join('')): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'recording-'))
  closing.push(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'morning.recording.gz')
  await writeFile(file, gzipSync(text))
  return file
}

describe('playback of a recording', () => {
  it('plays the recording faster and ends in its last state', async () => {
    const simulator = await start({ recording: loadRecording(await recordingFile()), speed: 40 })
    const user = await work(simulator)
    const { frames, ids } = await connect(simulator.origin, user)
    await user.call('PUT', `${user.own}/request_full_statistics`)
    expect((await user.call('GET', `${user.org}/skills`)).body).toEqual([
      { id: '1', name: 'Sales' },
      { id: '2', name: 'Billing' },
    ])
    await expect.poll(() => fold(frames).ACD_STATUS).toMatchObject({ '2': { id: '2', callsInQueue: 9 } })
    // The last frames may still be on their way.
    await vi.waitFor(
      () => {
        expect(fold(frames)).toEqual(truthOf(simulator))
      },
      { timeout: 10_000 },
    )
    expect(fold(frames).ACD_STATUS?.['1']).toBeUndefined()
    expect(ids()).toContain('5003')
  })

  it('converts instants to its own clock: at speed 40 a state that began a minute ago began seconds ago', async () => {
    const before = Date.now()
    const simulator = await start({ recording: loadRecording(await recordingFile()), speed: 40 })
    const since = Number(simulator.truth().sources.AGENT_STATE?.[0]?.stateSince)
    expect(since).toBeGreaterThan(before - 2_500)
    expect(since).toBeLessThan(Date.now())
  })

  it('restarts with the option loop', async () => {
    const simulator = await start({ recording: loadRecording(await recordingFile()), speed: 100, loop: true })
    const seen = new Set<string>()
    await expect
      .poll(
        () => {
          for (const { id } of simulator.truth().sources.ACD_STATUS ?? []) seen.add(id)
          return seen.has('2') && simulator.truth().sources.ACD_STATUS?.[0]?.id === '1'
        },
        { interval: 10 },
      )
      .toBe(true)
  })

  it('is started from the command line, which reports a wrong file', async () => {
    const file = await recordingFile()
    expect(parseArguments(['--play', file, '--speed', '10', '--loop'])).toMatchObject({
      kind: 'run',
      options: { speed: 10, loop: true, recording: { header: { recordedAt } } },
    })
    const bad = await recordingFile(`${lines[0] ?? ''}{"t":1}\n`)
    expect(parseArguments(['--play', bad])).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/line 2 has no time or frame/) as string,
    })
    expect(() => loadRecording(`${file}.missing`)).toThrow(BadRecording)
    const empty = await recordingFile(lines[0])
    expect(() => loadRecording(empty)).toThrow(/holds no frames/)
  })
})
