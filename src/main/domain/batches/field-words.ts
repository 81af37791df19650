import type { BatchField } from "../../../shared/contract/batches.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";

/** What the fields of an adjustment are called at the desk, where a refusal names them. */
export const fieldWords: Readonly<Record<BatchField, Sentence>> = {
  account: sentence("Account"),
  amount: sentence("Amount"),
  currency: sentence("Currency"),
  reason: sentence("Reason"),
  note: sentence("Note"),
  effectiveOn: sentence("Usable from"),
  expiresOn: sentence("Expires"),
  priority: sentence("Priority"),
  category: sentence("Category"),
  countsOn: sentence("Counts for"),
};
