/** What somebody signs in by, in the tests. */
export const passphraseOf = (signInName: string): string => `${signInName} and a few words`;
