/** What the key to the upstream is kept under in the tests. */
export const linkPassphrase = "correct horse battery";
