import type { LedgerEntry } from "../../../shared/contract/ledger.ts";
import { fieldsIn, type Fields, type SealedAct } from "../access/act.ts";
import { effectsOf, isBatchAct, isImport, requestFingerprint, type AskedAct } from "./request.ts";
import { finding } from "../../../shared/sentences/sentence.ts";

/** A request as the book has it, with what it is compared with. */
export interface RequestFacts extends AskedAct {
  readonly id: string;
  readonly fingerprint: string;
  readonly state: string;
  /** The request as the audit log keeps it. */
  readonly fields: Fields;
  /** The entries that name it, in order; of a batch or an import only the first of them. */
  readonly entries: readonly LedgerEntry[];
  /** Of an import that is written, or given up, what its entries come to, by currency. */
  readonly imported: readonly ImportedSum[] | null;
  /** What of the rows of an import that waits is not as it was asked for; null where nothing is. */
  readonly rowsProblem: string | null;
  /** What of its files is not as it was given; null where nothing is. */
  readonly evidenceProblem: string | null;
  /** Whether it holds credit that nothing of it is to take any more. */
  readonly holdsForNothing: boolean;
}

/** What the entries that name a request come to in a currency. */
export interface ImportedSum {
  readonly currency: string;
  readonly amountMinor: number;
}

/** Compares what was asked for, and what became of it, with what the audit log tells, which is chained (BEHAVIOUR 11.2, 11.6). */
export interface RequestVerifier {
  /** Take the next act of the log. */
  readonly take: (act: SealedAct) => void;
  /** What is wrong with a request; null where nothing is. */
  readonly problemOf: (request: RequestFacts) => string | null;
  /** The requests that the log tells of, by their ids. */
  readonly told: () => Iterable<string>;
}

export function createRequestVerifier(): RequestVerifier {
  const told = new Map<string, Fields>();
  return {
    take({ subject, subjectId, after }) {
      if (subject !== "approvalRequest" || subjectId === null || after === null) return;
      told.set(subjectId, { ...told.get(subjectId), ...fieldsIn(after) });
    },
    problemOf(request) {
      const differing = differenceOf(request.fields, told.get(request.id));
      if (differing !== null) return differing;
      if (requestFingerprint(request) !== request.fingerprint) {
        return finding("its fingerprint does not match its content");
      }
      if (request.evidenceProblem !== null) return request.evidenceProblem;
      if (request.rowsProblem !== null) return request.rowsProblem;
      if (request.holdsForNothing) return finding("it is decided and still holds credit");
      return problemOfEntries(request);
    },
    told: () => told.keys(),
  };
}

function differenceOf(fields: Fields, told: Fields | undefined): string | null {
  if (!told) return finding("the audit log does not tell of it");
  const names = Object.keys({ ...told, ...fields });
  const differing = names.find((name) => JSON.stringify(fields[name] ?? null) !== JSON.stringify(told[name] ?? null));
  return differing === undefined
    ? null
    : finding("its {name} is another one than the audit log tells", { name: differing });
}

function problemOfEntries({ act, state, effects, entries, imported }: RequestFacts): string | null {
  if (state !== "approved") return entries.length === 0 ? null : finding("entries name it, and it was not approved");
  if (isImport(act)) return imported === null ? null : problemOfImported(imported, effects);
  // Of a batch, a row that could not be applied is left out and says why.
  if (isBatchAct(act) || JSON.stringify(effectsOf(entries)) === effects) return null;
  return finding("the entries that followed are not what was approved");
}

/** An import is written whole, or nothing of it is. */
function problemOfImported(imported: readonly ImportedSum[], effects: string): string | null {
  const approved = JSON.parse(effects) as readonly ImportedSum[];
  const texts = (sums: readonly ImportedSum[]) =>
    sums
      .filter(({ amountMinor }) => amountMinor !== 0)
      .map(({ currency, amountMinor }) => `${currency} ${amountMinor}`)
      .toSorted()
      .join();
  return imported.length === 0 || texts(imported) === texts(approved)
    ? null
    : finding("the entries that followed do not come to what was approved");
}
