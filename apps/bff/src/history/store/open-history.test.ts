import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { inspectFile } from '../../storage/inspection.ts'
import { openSqlite } from '../../storage/sqlite.ts'
import { openHistory } from './open-history.ts'

const directories: string[] = []
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true })
})

async function emptyDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'wallboard-history-'))
  directories.push(directory)
  return directory
}

async function open(directory: string) {
  const { house, personal, setAside } = await openHistory(
    { historyDirectory: directory },
    {
      inspect: (path) => Promise.resolve(inspectFile(path)),
      now: () => Date.parse('2026-11-26T12:00:00Z'),
    },
  )
  return { house, setAside, close: () => Promise.all([house.close(), personal.close()]) }
}

const house = { org: '1', username: 'house' }

describe(openHistory, () => {
  it('opens what is there, and sets nothing aside', async () => {
    const directory = await emptyDirectory()
    const first = await open(directory)
    const feed = await first.house.feedId(house)
    await first.close()
    const again = await open(directory)
    expect(again.setAside).toBeUndefined()
    expect(await again.house.findFeed(house)).toBe(feed)
    await again.close()
  })

  it('sets a damaged history.db aside with its days, whose numbers only it explains, and begins a new one', async () => {
    const directory = await emptyDirectory()
    await writeFile(join(directory, 'history.db'), 'x'.repeat(8192))
    await writeFile(join(directory, '2026-11-25.db'), 'segments')
    const { house: store, setAside, close } = await open(directory)
    expect(setAside).toBe('damaged-2026-11-26T12-00-00.000Z')
    expect((await readdir(join(directory, setAside ?? ''))).sort()).toEqual(['2026-11-25.db', 'history.db'])
    expect(existsSync(join(directory, '2026-11-25.db'))).toBe(false)
    expect(await store.feedId(house)).toBe(1)
    await close()
  })

  it('leaves a history.db of a newer version as it is, and refuses to record', async () => {
    const directory = await emptyDirectory()
    await (await open(directory)).close()
    const newer = openSqlite(join(directory, 'history.db'))
    newer.exec('PRAGMA user_version = 2')
    newer.close()
    await expect(open(directory)).rejects.toThrow(/newer version/)
    const unchanged = openSqlite(join(directory, 'history.db'))
    expect(unchanged.all('SELECT user_version FROM pragma_user_version')).toEqual([{ user_version: 2 }])
    unchanged.close()
  })
})
