/**
 * What a page signs to come back to a host that was started anew, with a key of its own (ECDSA over P-256, SHA-256). A signature for
 * one origin says nothing at another, so nobody can pass on what a page was asked elsewhere.
 */
export function sessionProofText(origin: string, challenge: string): string {
  return `Countinghouse session at ${origin}: ${challenge}`;
}
