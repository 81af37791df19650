import type { JobView } from "./jobs.ts";

/** The parts of a book that a change can touch; a screen asks again when one that it shows is named. */
export type ChangeTopic = "accounts" | "ledger" | "invoices" | "plans" | "billingRuns" | "webhooks" | "book";

/** What the engine tells every host, and every host its screens. Sent after the transaction is on disk, never before. */
export type EngineEvent =
  | {
      readonly type: "changed";
      readonly topics: readonly ChangeTopic[];
      /** The accounts that changed, or null where they are too many to name. */
      readonly accountIds: readonly string[] | null;
    }
  | { readonly type: "job"; readonly job: JobView };
