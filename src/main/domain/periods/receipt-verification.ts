import { closingIn } from "../../../shared/closing-receipt.ts";
import type { ReceiptProof } from "../../../shared/contract/ledger.ts";
import { chainHash } from "../ledger/hash-chain.ts";
import { problemWithHead, type LedgerOfClosings } from "./period-verification.ts";
import { finding } from "../../../shared/sentences/sentence.ts";

/**
 * What keeps a receipt from being one of this book (BEHAVIOUR 11.8): it was changed, the ledger or the audit log ends before what it
 * names or is another one, or the closing that it tells of is gone.
 *
 * @param findClosingHash the hash of the closing with that number.
 */
export function problemOfReceipt(
  { canonicalText, previousHash, hash }: ReceiptProof,
  {
    findEntryHash,
    findActHash,
    findAttributionHash,
  }: Pick<LedgerOfClosings, "findEntryHash" | "findActHash" | "findAttributionHash">,
  findClosingHash: (sequence: number) => Uint8Array | undefined,
): string | null {
  const closing = closingIn(canonicalText);
  if (!closing) return finding("its text is not that of a closing");
  if (Buffer.compare(chainHash(bytesOf(previousHash), canonicalText), bytesOf(hash)) !== 0) {
    return finding("its hash does not match its content");
  }
  const head = { sequence: closing.headSequence, hash: bytesOf(closing.headHash) };
  const auditHead = { sequence: closing.auditHeadSequence, hash: bytesOf(closing.auditHeadHash) };
  // A receipt of before names none.
  const { attributionHeadSequence = 0, attributionHeadHash = "" } = closing;
  const attributionHead = { sequence: attributionHeadSequence, hash: bytesOf(attributionHeadHash) };
  const own = { sequence: closing.sequence, hash: bytesOf(hash) };
  return (
    problemWithHead(head, findEntryHash, "ledger") ??
    problemWithHead(auditHead, findActHash, "audit log") ??
    problemWithHead(attributionHead, findAttributionHash, "list of attributions") ??
    problemWithHead(own, findClosingHash, "list of closings")
  );
}

function bytesOf(hex: string): Uint8Array {
  return Buffer.from(hex, "hex");
}
