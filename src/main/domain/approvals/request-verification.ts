import type { LedgerEntry } from "../../../shared/contract/ledger.ts";
import type { Fields, SealedAct } from "../access/act.ts";
import { effectsOf, isBatchAct, requestFingerprint, type AskedAct } from "./request.ts";

/** A request as the book has it, with what it is compared with. */
export interface RequestFacts extends AskedAct {
  readonly id: string;
  readonly fingerprint: string;
  readonly state: string;
  /** The request as the audit log keeps it. */
  readonly fields: Fields;
  /** The entries that name it, in order; of a batch only the first of them. */
  readonly entries: readonly LedgerEntry[];
  /** What of its files is not as it was given; null where nothing is. */
  readonly evidenceProblem: string | null;
  /** Whether it holds credit that nothing of it is to take any more. */
  readonly holdsForNothing: boolean;
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
      told.set(subjectId, { ...told.get(subjectId), ...(JSON.parse(after) as Fields) });
    },
    problemOf(request) {
      const differing = differenceOf(request.fields, told.get(request.id));
      if (differing !== null) return differing;
      if (requestFingerprint(request) !== request.fingerprint) return "its fingerprint does not match its content";
      if (request.evidenceProblem !== null) return request.evidenceProblem;
      if (request.holdsForNothing) return "it is decided and still holds credit";
      return problemOfEntries(request);
    },
    told: () => told.keys(),
  };
}

function differenceOf(fields: Fields, told: Fields | undefined): string | null {
  if (!told) return "the audit log does not tell of it";
  const names = Object.keys({ ...told, ...fields });
  const differing = names.find((name) => JSON.stringify(fields[name] ?? null) !== JSON.stringify(told[name] ?? null));
  return differing === undefined ? null : `its ${differing} is another one than the audit log tells`;
}

function problemOfEntries({ act, state, effects, entries }: RequestFacts): string | null {
  if (state !== "approved") return entries.length === 0 ? null : "entries name it, and it was not approved";
  // Of a batch, a row that could not be applied is left out and says why.
  if (isBatchAct(act) || JSON.stringify(effectsOf(entries)) === effects) return null;
  return "the entries that followed are not what was approved";
}
