import type { JobView } from "./jobs.ts";

/** The parts of a book that a change can touch; a screen asks again when one that it shows is named. */
export const changeTopics = [
  "accounts",
  "ledger",
  "invoices",
  "plans",
  "billingRuns",
  "batches",
  "webhooks",
  "approvals",
  "link",
  "audit",
  "operators",
  "book",
] as const;
export type ChangeTopic = (typeof changeTopics)[number];

/** What the engine tells every host, and every host its screens. Sent after the transaction is on disk, never before. */
export type EngineEvent =
  | {
      readonly type: "changed";
      readonly topics: readonly ChangeTopic[];
      /** The accounts that changed, or null where they are too many to name. */
      readonly accountIds: readonly string[] | null;
    }
  | { readonly type: "job"; readonly job: JobView }
  /**
   * A part of the engine died of a fault and was started again. Its jobs have failed and the calls under way in it were refused; a
   * change of everything is told right after, because what it did last may not have been.
   */
  | { readonly type: "restarted"; readonly part: "writer" | "reader" };

/** For who may have missed changes: all there is. */
export const everythingChanged: EngineEvent = { type: "changed", topics: changeTopics, accountIds: null };
