import type { SkillMap } from '@wallboard/history'
import { skillsIn } from '../recording/recorded-skills.ts'
import type { HistoryStore } from '../store/history-store.ts'
import { readNames } from './read-moment.ts'

/** Which queues agents and campaigns had at an instant, epoch milliseconds. @throws StorageError */
export async function readSkills(store: HistoryStore, feed: number, at: number): Promise<SkillMap> {
  return skillsIn(await readNames(store, feed, at))
}
