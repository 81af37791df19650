import type { CivilDate } from "../../../shared/calendar.ts";
import type { JournalRole } from "../../../shared/contract/journal.ts";
import type { EntrySourceType } from "../../../shared/contract/ledger.ts";
import { assertNever } from "../../../shared/errors.ts";
import { sumMinorUnits } from "../../../shared/money/minor-units.ts";
import type { EntryFact, JournalFact, PostedLine } from "./facts.ts";

/** An amount on an account of the general ledger: a debit above zero, a credit below. */
interface Posting {
  readonly role: JournalRole;
  /** What is told apart within the role; empty where nothing is. */
  readonly subject: string;
  readonly amountMinor: number;
}

/** A fact as the general ledger has it. Its postings add up to nothing. */
export interface JournalTransaction {
  readonly on: CivilDate;
  readonly currency: string;
  readonly code: string;
  /** Who pays, as the paper says; null where no paper does, because what an account is called changes. */
  readonly payee: string | null;
  readonly description: string;
  readonly accountId: string;
  readonly postings: readonly Posting[];
}

/**
 * What a fact posts (docs/journal.md has it as a table). Each part of it is balanced by itself, by the other side being posted with it, so
 * that the whole is. What comes to nothing on an account is left out.
 */
export function toTransaction(fact: JournalFact): JournalTransaction {
  const { on, currency, code, accountId } = fact;
  return {
    on,
    currency,
    code,
    payee: fact.type === "entry" ? null : fact.buyerName,
    description: descriptionOf(fact),
    accountId,
    postings: mergePostings(postingsOf(fact)),
  };
}

function postingsOf(fact: JournalFact): Posting[] {
  switch (fact.type) {
    case "entry":
      return move("credit", "", counterpart(fact), -fact.amountMinor);
    case "invoice":
      return [
        ...fact.lines.flatMap((line) => billLine(line, 1)),
        ...move("carried", "", { role: "receivable" }, fact.carriedMinor),
      ];
    case "void":
      return [
        ...fact.lines.flatMap((line) => billLine(fact.isBilledAgain ? line : waived(line), -1)),
        ...move("receivable", "", { role: "write_off" }, fact.writtenOffMinor),
      ];
    case "credit_note":
      return [
        ...fact.lines.flatMap((line) => billLine(line, -1)),
        ...fact.refunds.flatMap(({ gateway, amountMinor }) =>
          move("receivable", "", { role: "gateway", subject: gateway }, amountMinor),
        ),
      ];
    case "payment":
      return move("gateway", fact.gateway, { role: "receivable" }, fact.amountMinor);
    case "payment_taken_back":
      return move("gateway", fact.gateway, { role: "receivable" }, -fact.amountMinor);
    case "write_off":
      return move("write_off", "", { role: "receivable" }, fact.amountMinor);
    default:
      return assertNever(fact);
  }
}

interface Place {
  readonly role: JournalRole;
  readonly subject?: string;
}

/** Debit one account and credit another, or the other way round where the amount is below zero. */
function move(role: JournalRole, subject: string, from: Place, amountMinor: number): Posting[] {
  return [
    { role, subject, amountMinor },
    { role: from.role, subject: from.subject ?? "", amountMinor: -amountMinor },
  ];
}

/** What a line asks for, and of whom it is. @param sign −1: not any more. */
function billLine(line: PostedLine, sign: 1 | -1): Posting[] {
  return [
    ...move("receivable", "", incomeOf(line), sign * line.netMinor),
    ...move("receivable", "", { role: "tax", subject: line.taxRateId ?? "" }, sign * line.taxMinor),
  ];
}

/** What was carried over and is not asked for again is lost. */
function waived(line: PostedLine): PostedLine & { readonly isWaived?: true } {
  return line.kind === "carried" ? { ...line, isWaived: true } : line;
}

function incomeOf({ kind, planId, isWaived }: PostedLine & { readonly isWaived?: true }): Place {
  if (kind === "carried") return { role: isWaived ? "write_off" : "carried" };
  return planId === null ? { role: "charge" } : { role: "plan", subject: planId };
}

/** What stands against the credit of an entry. */
function counterpart({ sourceType, reasonCode }: EntryFact): Place {
  switch (sourceType) {
    case "grant":
    case "deduction":
      return { role: "reason", subject: reasonCode ?? "" };
    // What an invoice uses it asks for no more. What it gave back, what a note or a payment made of its money, and what came of a total
    // below zero were taken out of what it asks by the invoice, the note or the payment.
    case "invoice_applied":
    case "invoice_returned":
    case "proration":
    case "refund_to_credit":
      return { role: "receivable" };
    case "expiry":
      return { role: "expiry" };
    case "opening":
      return { role: "opening" };
    case "transfer_in":
    case "transfer_out":
      return { role: "transfer" };
    default:
      return assertNever(sourceType);
  }
}

const entryWords: Readonly<Record<Exclude<EntrySourceType, "reversal">, string>> = {
  grant: "Credit granted",
  deduction: "Credit deducted",
  invoice_applied: "Credit applied to an invoice",
  invoice_returned: "Credit returned by an invoice",
  proration: "Unused time to credit",
  refund_to_credit: "Money to credit",
  expiry: "Credit expired",
  transfer_in: "Credit transferred in",
  transfer_out: "Credit transferred out",
  opening: "Credit brought in",
};

function descriptionOf(fact: JournalFact): string {
  switch (fact.type) {
    case "entry": {
      const words = entryWords[fact.sourceType] + (fact.reasonCode === null ? "" : `, ${fact.reasonCode}`);
      return fact.isReversal ? `Reversal of: ${words}` : words;
    }
    case "invoice":
      return "Invoice";
    case "void":
      return "Invoice voided";
    case "credit_note":
      return `Credit note of ${fact.invoiceCode}`;
    case "payment":
      return `Payment of ${fact.invoiceCode}`;
    case "payment_taken_back":
      return `Payment of ${fact.invoiceCode} taken back`;
    case "write_off":
      return "Rest written off";
    default:
      return assertNever(fact);
  }
}

/** One posting for each account, in the order in which they come. */
function mergePostings(postings: readonly Posting[]): Posting[] {
  const merged = new Map<string, Posting>();
  for (const { role, subject, amountMinor } of postings) {
    const key = `${role}/${subject}`;
    const sumMinor = sumMinorUnits([merged.get(key)?.amountMinor ?? 0, amountMinor]);
    merged.set(key, { role, subject, amountMinor: sumMinor });
  }
  return [...merged.values()].filter((posting) => posting.amountMinor !== 0);
}
