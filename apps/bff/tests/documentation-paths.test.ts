import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const root = new URL('../../..', import.meta.url).pathname

/** Current documents; decisions and measurements keep the names of their time. */
const pages = [
  'README.md',
  ...readdirSync(`${root}docs`)
    .filter((name) => name.endsWith('.md') && name !== 'performance.md')
    .map((name) => `docs/${name}`),
  ...readdirSync(`${root}docs/operating`)
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/operating/${name}`),
]

/** Paths of the repository between backticks. A pattern such as `tiles/<kind>` is cut off. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`((?:apps|packages|\.config|\.scripts)\/[^`\s]*)`/g)].map(([, path = '']) =>
    path.replace(/[^/]*[<*{…].*$/, ''),
  )

describe.each(pages)('%s', (page) => {
  it('names paths that exist', () => {
    const missing = pathsIn(readFileSync(`${root}${page}`, 'utf8')).filter(
      (path) => !existsSync(`${root}${path}`),
    )
    expect(missing).toEqual([])
  })
})

describe('the list of workspaces in README.md', () => {
  it('has one line for each workspace', () => {
    const workspaces = ['apps', 'packages'].flatMap((folder) =>
      readdirSync(`${root}${folder}`).map((name) => `${folder}/${name}`),
    )
    const listed = [
      ...readFileSync(`${root}README.md`, 'utf8').matchAll(/^\| \[((?:apps|packages)\/[^\]]+)\]/gm),
    ]
    expect(listed.map(([, workspace]) => workspace).sort()).toEqual(workspaces.sort())
  })
})

describe('the journeys of docs/architecture.md', () => {
  const text = readFileSync(`${root}docs/architecture.md`, 'utf8')
  const journeys = text.split(/^### /m).slice(1)

  it('are four', () => {
    expect(journeys.map((journey) => journey.split('\n', 1)[0])).toEqual([
      'A 5012 frame to a painted tile',
      'A board edit to a screen',
      'A figure beyond its limit to an alert on all screens',
      'The pairing of a display',
    ])
  })

  it.each(journeys)('name a file in each step: %s', (journey) => {
    const steps = journey.match(/^\d+\. .*$/gm) ?? []
    expect(steps.length).toBeGreaterThan(7)
    for (const step of steps) expect(pathsIn(step), step).not.toEqual([])
  })
})
