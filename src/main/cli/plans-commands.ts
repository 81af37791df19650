import type { Command } from "commander";
import type { DiscountView, PlanView } from "../../shared/contract/plans.ts";
import { figure, money } from "./amounts.ts";
import { withExamples, withRowOptions } from "./options.ts";
import { amountColumn, printWholeList, type Column, type RowFlags } from "./rows.ts";
import type { BookFlags, CommandLine } from "./run-command.ts";
import { codeText, said } from "./spoken.ts";

type ListFlags = BookFlags & RowFlags;

const planColumns: readonly Column<PlanView>[] = [
  { heading: "Plan", name: "slug", value: ({ slug }) => slug },
  { heading: "Name", name: "name", value: ({ name }) => name, shrinks: true },
  { heading: "For", name: "for", text: ({ forKind }) => codeText(forKind), value: ({ forKind }) => forKind },
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  amountColumn("Monthly", "monthly", ({ monthlyMinor }) => monthlyMinor),
  amountColumn("Annual", "annual", ({ annualMinor }) => annualMinor),
  {
    heading: "By seat",
    name: "has_seats",
    text: ({ seatPrice }) => (seatPrice ? said("yes") : said("no")),
    value: ({ seatPrice }) => (seatPrice ? "yes" : "no"),
  },
  { heading: "Trial days", name: "trial_days", align: "right", value: ({ trialDays }) => trialDays },
  {
    heading: "Archived",
    name: "is_archived",
    text: ({ isArchived }) => (isArchived ? said("yes") : said("no")),
    value: ({ isArchived }) => (isArchived ? "yes" : "no"),
  },
  { heading: "Subscribers", name: "subscriber_count", align: "right", value: ({ subscriberCount }) => subscriberCount },
  { heading: "Id", name: "id", value: ({ id }) => id },
];

const discountColumns: readonly Column<DiscountView>[] = [
  { heading: "Discount", name: "name", value: ({ name }) => name, shrinks: true },
  {
    heading: "Percent",
    name: "percent",
    align: "right",
    value: ({ partsPerMillion }) => (partsPerMillion === null ? null : partsPerMillion / 10_000),
  },
  {
    heading: "Amount",
    name: "amount",
    align: "right",
    text: ({ amountMinor, currency }) =>
      amountMinor === null || currency === null ? "" : money(amountMinor, currency),
    value: ({ amountMinor, currency }) =>
      amountMinor === null || currency === null ? null : figure(amountMinor, currency),
  },
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  { heading: "Periods", name: "periods", align: "right", value: ({ periods }) => periods },
  { heading: "Id", name: "id", value: ({ id }) => id },
];

/** `countinghouse plans …`, `countinghouse discounts …`: what an account can be subscribed to, and for less. */
export function addPlansCommands(program: Command, line: CommandLine): void {
  const plans = program.command("plans").description("List the plans that accounts can be subscribed to.");
  withExamples(plans, "plans list");
  const listPlans = plans
    .command("list")
    .description("List plans with their default prices, the free ones first.")
    .action((flags: ListFlags) =>
      line.withBook(flags, async (book) =>
        printWholeList(line.terminal, flags, planColumns, (await book.ask("plans.list", {})).plans),
      ),
    );
  withExamples(withRowOptions(listPlans), "plans list", "plans list --json");

  const discounts = program.command("discounts").description("List the discounts that subscriptions can carry.");
  withExamples(discounts, "discounts list");
  const listDiscounts = discounts
    .command("list")
    .description("List discounts, newest first.")
    .action((flags: ListFlags) =>
      line.withBook(flags, async (book) =>
        printWholeList(line.terminal, flags, discountColumns, (await book.ask("discounts.list", {})).discounts),
      ),
    );
  withExamples(withRowOptions(listDiscounts), "discounts list", "discounts list --json");
}
