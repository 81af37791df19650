import { hash } from "node:crypto";
import { addDays, type CivilDate } from "../../../shared/calendar.ts";
import type { RequestEffect } from "../../../shared/contract/approvals.ts";
import type { LedgerEntry } from "../../../shared/contract/ledger.ts";

/** How long a request waits for a decision (BEHAVIOUR 11.2). */
const waitingDays = 30;

/** The day from which a request that was made today has waited too long. */
export function expiryOf(today: CivilDate): CivilDate {
  return addDays(today, waitingDays);
}

/**
 * What an act does to credit, as far as it is the same whenever it is done: without the ids that entries are given, and without the day.
 *
 * @param entries that it wrote, in order.
 */
export function effectsOf(entries: readonly LedgerEntry[]): RequestEffect[] {
  return entries.map(({ accountId, currency, amountMinor, sourceType, sourceId, reasonCode, reversesEntryId }) => ({
    accountId,
    currency,
    amountMinor,
    sourceType,
    reasonCode,
    invoiceId: sourceType === "invoice_applied" || sourceType === "invoice_returned" ? sourceId : null,
    reversesEntryId,
    entryCount: 1,
  }));
}

/**
 * The name under which a file is kept that somebody gave: without what leads out of a folder, hides what kind of file it is, or cannot be
 * seen.
 */
export function evidenceName(given: string): string {
  const visible = given.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").replaceAll(/[/\\:]/gu, "_");
  return visible.replace(/^[.\s]+/u, "").trimEnd() || "file";
}

/** An act that was asked for, as the texts that are kept of it. */
export interface AskedAct {
  readonly act: string;
  /** JSON of what the method is given. */
  readonly input: string;
  /** JSON of its effects. */
  readonly effects: string;
}

/** Whether what was asked for is a batch, whose rows are done one after the other once it is approved. */
export function isBatchAct(act: string): boolean {
  return act.startsWith("batches.");
}

/** Whether what was asked for is an import, which is written as a whole or not at all once it is approved. */
export function isImport(act: string): boolean {
  return act === "accounts.import";
}

/** What names just this act with just these effects: approving it names the same (BEHAVIOUR 11.2). */
export function requestFingerprint({ act, input, effects }: AskedAct): string {
  return hash("sha256", JSON.stringify([act, input, effects]));
}
