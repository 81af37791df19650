import type { AuditReport } from "../../../shared/contract/ledger.ts";
import { finding } from "../../../shared/sentences/sentence.ts";
import { fieldsIn, type Fields, type SealedAct } from "../access/act.ts";

/** A batch whose rest is still to be applied or undone, and in whose name that will be. */
interface BegunBatch {
  readonly id: string;
  /** Null: begun by a version that knew the name only. */
  readonly operatorId: string | null;
  /** The request whose approval lets it through; null where none was needed. */
  readonly approvalId: string | null;
}

/** Compares in whose name batches go on with what the audit log tells, which is chained (BEHAVIOUR 3.5, 11.6). */
export interface BatchVerifier {
  /** Take the next act of the log. */
  readonly take: (act: SealedAct) => void;
  /** The act of the first batch that goes on in another name than it tells; where no act tells of it, the last of all. */
  readonly firstBroken: (batches: readonly BegunBatch[]) => AuditReport["firstBroken"];
}

/** Who began to apply or undo a batch, by the act that tells of it. */
interface Beginning {
  readonly sequence: number;
  readonly operatorId: unknown;
  readonly approvalId: string | null;
}

export function createBatchVerifier(): BatchVerifier {
  const begun = new Map<string, Beginning>();
  /** What the log says of each request when it is made: who asks, and for what. */
  const asked = new Map<string, Fields>();
  let lastSequence = 1;

  function begin(batchId: unknown, beginning: Beginning): void {
    if (typeof batchId === "string") begun.set(batchId, beginning);
  }

  function takeRequest(sequence: number, requestId: string, isNew: boolean, told: Fields): void {
    if (isNew) asked.set(requestId, told);
    const request = asked.get(requestId);
    if (!request || told["state"] !== "approved") return;
    const { operatorId, input } = request;
    begin(fieldsIn(input)["batchId"], { sequence, operatorId, approvalId: requestId });
  }

  function problemOf(
    { id: batchId, operatorId, approvalId }: BegunBatch,
    beginning: Beginning | undefined,
  ): string | null {
    if (!beginning) return finding("the log does not tell in whose name the batch {batchId} goes on", { batchId });
    if (beginning.operatorId !== operatorId)
      return finding("the batch {batchId} goes on in another name than it tells", { batchId });
    return beginning.approvalId === approvalId
      ? null
      : finding("the batch {batchId} goes on by another approval than it tells", { batchId });
  }

  return {
    take({ sequence, act, operatorId, subject, subjectId, before, after }) {
      lastSequence = sequence;
      if (after === null) return;
      // What was approved is done, and told of, before the approval is told of.
      if (act === "batches.apply" || act === "batches.undo")
        begin(fieldsIn(after)["batchId"], { sequence, operatorId, approvalId: null });
      else if (subject === "approvalRequest" && subjectId !== null)
        takeRequest(sequence, subjectId, before === null, fieldsIn(after));
    },
    firstBroken(batches) {
      for (const batch of batches) {
        const beginning = begun.get(batch.id);
        const problem = problemOf(batch, beginning);
        if (problem !== null) return { sequence: beginning?.sequence ?? lastSequence, problem };
      }
      return null;
    },
  };
}
