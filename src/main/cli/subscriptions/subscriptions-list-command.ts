import { type Command, Option } from "commander";
import { subscriptionSelection, type SubscriptionRow } from "../../../shared/contract/subscriptions.ts";
import { assertNever } from "../../../shared/errors.ts";
import { exportList, withTableFileOption, type TableFileFlags } from "../foundation/export-file.ts";
import { findPlan } from "../foundation/find.ts";
import { withExamples, withRowOptions } from "../foundation/options.ts";
import { amountColumn, printRows, type Column, type RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { codeText, said } from "../foundation/spoken.ts";

interface ListFlags extends BookFlags, RowFlags, TableFileFlags {
  readonly json?: true;
  readonly only?: string;
  readonly plan?: string;
  readonly search?: string;
}

const columns: readonly Column<SubscriptionRow>[] = [
  { heading: "Account", name: "account_name", value: ({ accountName }) => accountName, shrinks: true },
  { heading: "Plan", name: "plan_name", value: ({ planName }) => planName },
  { heading: "Billed", name: "period", text: ({ period }) => codeText(period), value: ({ period }) => period },
  { heading: "Seats", name: "seats", align: "right", value: ({ seats }) => seats },
  {
    heading: "Status",
    name: "status",
    text: ({ status }) => codeText(status).replace("_", " "),
    value: ({ status }) => status,
  },
  { heading: "Next", name: "next_billing_on", value: ({ nextBillingOn }) => nextBillingOn },
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  amountColumn("Fee", "fee", ({ feeMinor }) => feeMinor),
  { heading: "Then", name: "waiting", text: waitingText, value: ({ waiting }) => waiting?.what ?? null },
];

/** Only programs read these: a person's terminal has no room for them. */
const programColumns: readonly Column<SubscriptionRow>[] = [
  { heading: "From", name: "waiting_on", value: ({ waiting }) => waiting?.on ?? null },
  {
    heading: "Plan then",
    name: "waiting_plan_name",
    value: ({ waiting }) => (waiting?.what === "plan" ? waiting.planName : null),
  },
  {
    heading: "Seats then",
    name: "waiting_seats",
    value: ({ waiting }) => (waiting === null || waiting.what === "end" ? null : waiting.seats),
  },
  { heading: "Trial ends", name: "trial_ends_on", value: ({ trialEndsOn }) => trialEndsOn },
  { heading: "Account id", name: "account_id", value: ({ accountId }) => accountId },
  { heading: "Id", name: "subscription_id", value: ({ id }) => id },
];

/** `countinghouse subscriptions list` */
export function addSubscriptionsList(subscriptions: Command, line: CommandLine): void {
  const list = subscriptions
    .command("list")
    .description("List the subscriptions in force, by the day of their next period.")
    .addOption(
      new Option(
        "--only <which>",
        "only those past due, in a free trial, canceled, or with any change to come",
      ).choices(subscriptionSelection.options.map(spelled)),
    )
    .option("--plan <plan>", "only those of a plan: its id or slug")
    .option("--search <text>", "only those with these words in the account's name, e-mail address or slug")
    .action((flags: ListFlags) =>
      line.withBook(flags, async (book) => {
        const input = {
          only: subscriptionSelection.options.find((each) => spelled(each) === flags.only) ?? null,
          planId: flags.plan === undefined ? null : (await findPlan(book, flags.plan)).id,
          search: flags.search ?? "",
        };
        if (flags.to) return exportList(book, flags.to, { list: "subscriptions", ...input });
        const shown = flags.csv ? [...columns, ...programColumns] : columns;
        return printRows(line.terminal, flags, shown, async (after: string | null, limit) => {
          const { rows, nextCursor, total } = await book.ask("subscriptions.list", { ...input, after, limit });
          return { rows, next: nextCursor, total };
        });
      }),
    );
  withExamples(
    withTableFileOption(withRowOptions(list)),
    "subscriptions list",
    "subscriptions list --only past-due",
    "subscriptions list --plan business --csv > business.csv",
    "subscriptions list --only ending --to ending.xlsx",
  );
}

/** A word of the contract as people write it. */
function spelled(word: string): string {
  return word.replace("_", "-");
}

/** What waits, for people. */
function waitingText({ waiting }: SubscriptionRow): string {
  if (waiting === null) return "";
  switch (waiting.what) {
    case "end":
      return said("ends {on}", { on: waiting.on });
    case "plan":
      return `${waiting.planName} ${waiting.on}`;
    case "seats":
      return said("{count} {count|seat|seats} {on}", { count: waiting.seats, on: waiting.on });
    default:
      return assertNever(waiting);
  }
}
