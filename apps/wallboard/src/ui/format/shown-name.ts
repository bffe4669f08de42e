const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g

/** A name as it is shown: control characters become spaces, so that a line feed cannot add a line. */
export const shownName = (name: string): string => name.replace(controlCharacters, ' ')
