import { sumMinorUnits } from "../../../shared/money/minor-units.ts";
import type { ChainHead, SealedEntry } from "./entry.ts";

/** What an entry moved in blocks of credit, as it was found, and whether it is attributed to whom it names. */
interface FoundMovements {
  readonly isAttributed: boolean;
  readonly forms: readonly { readonly amountMinor: number }[];
  readonly takes: readonly { readonly amountMinor: number }[];
  readonly returns: readonly { readonly amountMinor: number }[];
}

/** What wrote an entry, as it was found: a method of the contract under a key, and what it answered. */
interface FoundCommand {
  readonly method: string;
  readonly answer: string;
}

/** Acts whose whole trace is their entries, with the blocks of credit that these move, and the key that they were accepted under. */
const actsOfEntriesAlone: ReadonlySet<string> = new Set([
  "credits.adjust",
  "credits.transfer",
  "credits.reverse",
  "credits.voidBlock",
]);

/**
 * Whether an entry of a damaged book can go on in an older copy of it: it stands on the copy's last entry (BEHAVIOUR 4.1), and all that
 * goes with it was found. One that belongs to an invoice, a batch, an import, an approval or an upstream needs records that nothing
 * proves, and which the copy does not have or has as they were before.
 */
export function canGoOn(
  entry: SealedEntry,
  found: FoundMovements & { readonly command: FoundCommand | null; readonly isInOutbox: boolean },
  copy: { readonly head: ChainHead; readonly balanceMinor: number },
): boolean {
  const { sequence, previousHash, balanceBeforeMinor, amountMinor, idempotencyKey, approvalId } = entry;
  if (sequence !== copy.head.sequence + 1 || Buffer.compare(previousHash, copy.head.hash) !== 0) return false;
  if (balanceBeforeMinor !== copy.balanceMinor || approvalId !== null || found.isInOutbox) return false;
  if (!found.isAttributed) return false;
  const movedMinor = [...found.forms, ...found.returns].map((each) => each.amountMinor);
  const takenMinor = found.takes.map((each) => -each.amountMinor);
  if (sumMinorUnits([...movedMinor, ...takenMinor]) !== amountMinor) return false;
  if (idempotencyKey === null) return entry.sourceType === "expiry";
  const { command } = found;
  return command !== null && actsOfEntriesAlone.has(command.method) && command.answer.includes(entry.id);
}

/** Whether an entry was written together with the one before it: both or none of them can be taken. */
export function isOfSameAct(before: SealedEntry, entry: SealedEntry): boolean {
  if (entry.idempotencyKey !== null) return entry.idempotencyKey === before.idempotencyKey;
  return entry.createdAtMs === before.createdAtMs;
}
