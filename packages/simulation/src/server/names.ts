export const org = '1'
export const username = 'user'
export const personsToken = 'person'

export const displayIdOf = (screen: number): string => `display-${screen}`
