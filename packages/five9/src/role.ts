/** A Five9 user has a session per role. */
export type Five9Role = 'supervisor' | 'agent'
