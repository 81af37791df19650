import { createHash } from "node:crypto";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";
import type { ImportedChange, ImportFacts } from "./batch.ts";
import { isClosed, isTaken, type StagedRow } from "./staged-row.ts";

/** A row that waits for approval, perhaps for weeks: with what it would change, so that nothing that somebody has said since is lost. */
export function waitingRow(row: StagedRow, facts: ImportFacts): StagedRow {
  return row.kind === "change" ? { ...row, before: changedFields(row.change, facts) } : row;
}

/** What a change is about, as the book has it now. */
function changedFields({ accountId, fields }: ImportedChange, facts: ImportFacts): ImportedChange["fields"] {
  const account = facts.findChangeable(accountId);
  const names = Object.keys(fields) as (keyof ImportedChange["fields"])[];
  return Object.fromEntries(names.map((name) => [name, account?.[name] ?? null]));
}

/**
 * Why a row that waited for approval cannot be written as things stand: what it takes is taken, what it changes was changed, its month is
 * closed, or its credit would be over by now. Null where it can.
 *
 * @param facts of the book as it is now.
 */
export function whyOutdated(row: StagedRow, facts: ImportFacts): Sentence | null {
  const what = nameOf(row);
  if (isClosed(row, facts))
    return sentence("A month has been closed that the import has entries in: {what}.", { what });
  if (isOver(row, facts)) return sentence("Credit of the import would have expired by now: {what}.", { what });
  return isTaken(row, facts) || isChanged(row, facts)
    ? sentence("The book has changed since the import was asked for: {what}.", { what })
    : null;
}

function isOver(row: StagedRow, { todayOn }: ImportFacts): boolean {
  const expiresOn = row.kind === "opening" ? row.opening.terms?.expiresOn : null;
  return typeof expiresOn === "string" && expiresOn <= todayOn;
}

function isChanged(row: StagedRow, facts: ImportFacts): boolean {
  if (row.kind !== "change" || row.before === undefined) return false;
  return JSON.stringify(changedFields(row.change, facts)) !== JSON.stringify(row.before);
}

/** What a row is about, for who has to find it. */
function nameOf(row: StagedRow): Sentence {
  switch (row.kind) {
    case "plan":
      return sentence("the plan {slug}", { slug: row.plan.slug });
    case "account":
      return sentence("the account {accountId}", { accountId: row.account.contact ?? row.account.id });
    case "change":
      return sentence("the account {accountId}", { accountId: row.change.accountId });
    case "entry":
      return sentence("credit of the account {accountId}", { accountId: row.entry.accountId });
    case "opening":
      return sentence("credit of the account {accountId}", { accountId: row.opening.accountId });
    case "subscription":
      return sentence("the subscription of the account {accountId}", { accountId: row.subscription.accountId });
  }
}

/** What staged rows give, by currency, and what names just them. */
export interface StagedRows {
  readonly rowCount: number;
  /** SHA-256 of their texts, in order, a line each. */
  readonly digest: string;
  readonly credit: readonly StagedCredit[];
}

interface StagedCredit {
  readonly currency: string;
  readonly amountMinor: number;
  readonly entryCount: number;
}

/** What a row gives to an account, or takes; null where it moves no credit. */
function creditOf(row: StagedRow): Omit<StagedCredit, "entryCount"> | null {
  if (row.kind === "opening") return row.opening;
  return row.kind === "entry" ? row.entry : null;
}

/** Adds up rows as they are staged, or found again. */
export interface StagedRowSums {
  readonly take: (content: string, row: StagedRow) => void;
  readonly result: () => StagedRows;
}

export function createStagedRowSums(): StagedRowSums {
  const digest = createHash("sha256");
  const credit = new Map<string, StagedCredit>();
  let rowCount = 0;
  return {
    take(content, row) {
      rowCount += 1;
      digest.update(content).update("\n");
      const moved = creditOf(row);
      if (moved === null) return;
      const { currency, amountMinor } = moved;
      const before = credit.get(currency) ?? { amountMinor: 0, entryCount: 0 };
      credit.set(currency, {
        currency,
        amountMinor: before.amountMinor + amountMinor,
        entryCount: before.entryCount + 1,
      });
    },
    result: () => ({ rowCount, digest: digest.copy().digest("hex"), credit: [...credit.values()] }),
  };
}
