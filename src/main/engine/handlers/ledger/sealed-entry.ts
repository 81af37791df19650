import type { LedgerEntry } from "../../../../shared/contract/ledger.ts";
import type { SealedEntry } from "../../../domain/ledger/entry.ts";

/** An entry as the contract shows it: `ledger.get` has the hashes for who asks. */
export function withoutSeal(sealed: SealedEntry): LedgerEntry {
  const {
    previousHash: _previousHash,
    hash: _hash,
    operatorId: _operatorId,
    approvalId: _approvalId,
    ...entry
  } = sealed;
  return entry;
}
