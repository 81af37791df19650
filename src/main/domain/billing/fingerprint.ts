import { hash } from "node:crypto";
import type { CivilDate } from "../../../shared/calendar.ts";
import { usableCredit, type BillingFacts } from "./facts.ts";

/**
 * A digest of everything a preview was computed from, and of the date it pinned (BEHAVIOUR 8.9). Two previews with the same
 * fingerprint show the same figures; a commit whose facts give another one is refused as stale.
 *
 * @param facts plain data, made by the same function each time, so that its keys come in the same order.
 */
export function previewFingerprint(facts: unknown, pinnedOn: CivilDate): string {
  return hash("sha256", JSON.stringify([pinnedOn, facts]));
}

/**
 * The fingerprint of an invoice's preview. Of credit it knows what the invoice uses from, so the preview of a coming invoice has the
 * same one as the preview of issuing it now, unless some of the credit expires or begins in between.
 */
export function invoiceFingerprint(facts: BillingFacts, pinnedOn: CivilDate): string {
  const { creditOn: _creditOn, today: _today, ...read } = facts;
  return previewFingerprint({ ...read, credit: usableCredit(facts) }, pinnedOn);
}
