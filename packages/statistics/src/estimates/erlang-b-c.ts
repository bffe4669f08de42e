/*
 * Erlang B and C. Load is arrivals times handle time (erlangs), above 0; servers is a whole number.
 */

/** Erlang B: the share of calls that find all servers busy when none may wait. */
export function erlangB(load: number, servers: number): number {
  let inverse = 1
  for (let server = 1; server <= servers; server += 1) inverse = 1 + (server / load) * inverse
  return 1 / inverse
}

/** Erlang C: the share of calls that wait when nobody gives up; 1 when the load is the servers or more. */
export function erlangC(load: number, servers: number): number {
  if (load >= servers) return 1
  const blocked = erlangB(load, servers)
  return blocked / (1 - (load / servers) * (1 - blocked))
}
