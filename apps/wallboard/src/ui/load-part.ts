/** A part of the page whose script or style sheet did not load. Only a reload of the page requests it again. */
export class PartNotLoaded extends Error {}

/** Loads a part of the page. @throws PartNotLoaded with the reason of the browser, which is nothing to show */
export async function loadPart<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load()
  } catch (error) {
    throw new PartNotLoaded(String(error))
  }
}
