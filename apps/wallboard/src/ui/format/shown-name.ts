const unseen = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g

/** A name as it is shown: control characters, line feeds among them, are spaces, so that it decides no height. */
export const shownName = (name: string): string => name.replace(unseen, ' ')
