import type { Command } from "commander";
import type { CivilDate } from "../../../shared/calendar.ts";
import type { AsOfBasis, PastBalance } from "../../../shared/contract/ledger.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { day } from "./options.ts";
import { amountColumn, printWholeList, type Column, type RowFlags } from "./rows.ts";
import type { OpenBook, Outcome } from "./run-command.ts";
import type { Terminal } from "./terminal.ts";

export interface AsOfFlags {
  readonly asOf?: CivilDate;
  readonly recorded?: true;
}

/** Adds the options that go back to a day (BEHAVIOUR 11.4). @param what the day does. */
export function withAsOfOptions(command: Command, what: string): Command {
  return command
    .option("--as-of <date>", what, day)
    .option("--recorded", "with --as-of: go by when entries were written, not by when they take effect");
}

/**
 * The day that was chosen and what is meant by it; null where none was.
 *
 * @throws AppError `invalid_input` for `--recorded` without a day.
 */
export function asOfMoment({ asOf, recorded }: AsOfFlags): { readonly on: CivilDate; readonly by: AsOfBasis } | null {
  if (asOf !== undefined) return { on: asOf, by: recorded ? "recorded" : "effective" };
  if (recorded)
    throw new AppError("invalid_input", sentence("--recorded says how --as-of is meant, and no day was given."));
  return null;
}

const columns: readonly Column<PastBalance>[] = [
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  amountColumn("Balance", "balance", ({ ledgerMinor }) => ledgerMinor),
];

/** Print the balances at the end of a day: of an account, or of the book where it is null. */
export async function printBalancesAsOf(
  terminal: Terminal,
  book: OpenBook,
  flags: RowFlags,
  accountId: string | null,
  moment: { readonly on: CivilDate; readonly by: AsOfBasis },
): Promise<Outcome> {
  const { balances } = await book.ask("ledger.balancesAsOf", { accountId, ...moment });
  return printWholeList(terminal, flags, columns, balances);
}
