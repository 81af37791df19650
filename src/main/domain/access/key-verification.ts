import type { AuditReport } from "../../../shared/contract/ledger.ts";
import { fieldsIn, type SealedAct } from "./act.ts";
import { finding } from "../../../shared/sentences/sentence.ts";

/** Compares whose the keys of the API are with what the audit log tells, which is chained (BEHAVIOUR 11.6, 11.7). */
export interface KeyVerifier {
  /** Take the next act of the log. */
  readonly take: (act: SealedAct) => void;
  /** The first act whose key is somebody else's than it tells, or is not there; null where there is none. */
  readonly firstBroken: (
    keys: readonly { readonly id: string; readonly operatorId: string | null }[],
  ) => AuditReport["firstBroken"];
}

export function createKeyVerifier(): KeyVerifier {
  const told = new Map<string, { readonly sequence: number; readonly operatorId: unknown }>();
  return {
    take({ sequence, subject, subjectId, before, after }) {
      if (subject !== "apiKey" || subjectId === null || before !== null || after === null) return;
      // What was made before keys had an owner tells of none.
      const { operatorId } = fieldsIn(after);
      if (operatorId !== undefined) told.set(subjectId, { sequence, operatorId });
    },
    firstBroken(keys) {
      const owners = new Map(keys.map(({ id, operatorId }) => [id, operatorId]));
      for (const [keyId, { sequence, operatorId }] of told) {
        const owner = owners.get(keyId);
        if (owner === undefined)
          return { sequence, problem: finding("the key {keyId} that it tells of is not there", { keyId }) };
        if (owner !== operatorId)
          return { sequence, problem: finding("the key {keyId} is another operator's than it tells", { keyId }) };
      }
      return null;
    },
  };
}
