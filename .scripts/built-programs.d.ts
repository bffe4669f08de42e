import type { Plugin } from 'vite'

/** Builds a program of apps/bff, perhaps with plugins, which the key names. Returns the path of its file. */
export function builtProgram(
  entry?: string,
  options?: { readonly key?: string; readonly plugins?: Plugin[] },
): Promise<string>
