import { type Command, Option } from "commander";
import type { MethodInput } from "../../../shared/contract/index.ts";
import {
  invoiceOutcome,
  invoiceRow,
  type InvoiceOutcome,
  type InvoiceState,
  type PaidBy,
} from "../../../shared/contract/invoice-view.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { readAmountOrZero } from "../foundation/amounts.ts";
import { findAccountId } from "../foundation/find.ts";
import { currencyOption, day, withDayOptions } from "../foundation/options.ts";
import type { OpenBook } from "../foundation/run-command.ts";

/** Which invoices are meant, as `invoices.list` takes it. */
export type ChosenInvoices = Omit<MethodInput<"invoices.list">, "after" | "skip" | "limit">;

export interface InvoiceFlags {
  readonly account?: string;
  readonly state?: InvoiceState;
  readonly pastDue?: true;
  readonly run?: string;
  readonly outcome?: InvoiceOutcome;
  readonly from?: string;
  readonly through?: string;
  readonly dueFrom?: string;
  readonly dueThrough?: string;
  readonly currency?: string;
  readonly atLeast?: string;
  readonly atMost?: string;
  readonly paidBy?: PaidBy;
  readonly search?: string;
}

/** Adds the options that choose invoices. */
export function withInvoiceOptions(command: Command): Command {
  return withDayOptions(command)
    .option("--due-from <date>", "only those due on this day or later", day)
    .option("--due-through <date>", "only those due on this day or earlier", day)
    .option("--account <account>", "only those of this account: its id, e-mail address or slug")
    .addOption(
      new Option("--state <state>", "only those in this state").choices(["open", "paid", "void", "uncollectible"]),
    )
    .option("--past-due", "only open ones past their due date")
    .option("--run <run>", "only those that this billing run made: its id")
    .addOption(
      new Option(
        "--outcome <outcome>",
        "only those that stood so once they were issued; by_credit: all that used credit then",
      ).choices(invoiceOutcome.options),
    )
    .addOption(currencyOption("only those in this currency"))
    .option("--at-least <amount>", "only those whose total is not below this, in the currency that --currency says")
    .option("--at-most <amount>", "only those whose total is not above this, in the currency that --currency says")
    .addOption(
      new Option("--paid-by <way>", "only those that this settled").choices(invoiceRow.shape.paidBy.unwrap().options),
    )
    .option("--search <text>", "only those whose number begins so, or of accounts with these words");
}

/**
 * What those options chose.
 *
 * @throws AppError `invalid_input` for an amount that is none, or without a currency; and where no account is meant.
 */
export async function invoiceFilters(book: OpenBook, flags: InvoiceFlags): Promise<ChosenInvoices> {
  return {
    accountId: flags.account === undefined ? null : await findAccountId(book, flags.account),
    state: flags.state ?? null,
    isPastDue: flags.pastDue === true,
    billingRunId: flags.run ?? null,
    outcome: flags.outcome ?? null,
    issuedFromOn: flags.from ?? null,
    issuedThroughOn: flags.through ?? null,
    dueFromOn: flags.dueFrom ?? null,
    dueThroughOn: flags.dueThrough ?? null,
    currency: flags.currency ?? null,
    minimumMinor: boundOf(flags.atLeast, flags.currency),
    maximumMinor: boundOf(flags.atMost, flags.currency),
    paidBy: flags.paidBy ?? null,
    search: flags.search ?? "",
  };
}

function boundOf(typed: string | undefined, currency: string | undefined): number | null {
  if (typed === undefined) return null;
  if (currency === undefined)
    throw new AppError("invalid_input", sentence("Say the currency of the amount: --currency USD."));
  return readAmountOrZero(typed, currency);
}
