import type { AuditReport } from "../../../shared/contract/ledger.ts";
import { emptyChain } from "../ledger/entry.ts";
import { chainHash } from "../ledger/hash-chain.ts";
import { canonicalActText, type SealedAct } from "./act.ts";
import { finding } from "../../../shared/sentences/sentence.ts";

/** Walks the audit log in order of sequence and finds the first act that does not hold (BEHAVIOUR 11.6). */
export interface ActVerifier {
  /** Take the next act. After the first broken one nothing more is looked at. */
  readonly take: (act: SealedAct) => void;
  readonly report: () => AuditReport;
}

export function createActVerifier(): ActVerifier {
  let head = emptyChain;
  let firstBroken: AuditReport["firstBroken"] = null;

  function problemOf({ sequence, previousHash, hash, ...act }: SealedAct): string | null {
    if (sequence !== head.sequence + 1)
      return finding("act {sequence} is missing", { sequence: String(head.sequence + 1) });
    if (Buffer.compare(previousHash, head.hash) !== 0) {
      return finding("the previous hash is not the hash of the act before");
    }
    const expected = chainHash(head.hash, canonicalActText(sequence, act));
    return Buffer.compare(hash, expected) === 0 ? null : finding("the hash does not match the content");
  }

  return {
    take(act) {
      if (firstBroken) return;
      const problem = problemOf(act);
      if (problem === null) head = act;
      else firstBroken = { sequence: Math.min(act.sequence, head.sequence + 1), problem };
    },
    report: () => ({
      checkedActs: head.sequence,
      headSequence: head.sequence,
      headHash: Buffer.from(head.hash).toString("hex"),
      firstBroken,
    }),
  };
}
