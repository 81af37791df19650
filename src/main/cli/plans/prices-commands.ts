import type { Command } from "commander";
import type { PriceView } from "../../../shared/contract/plans.ts";
import { findPlan } from "../foundation/find.ts";
import { withChangeOptions, withExamples, withRowOptions } from "../foundation/options.ts";
import { feesText, priceTerms, seatPriceText, withPriceOptions, type PriceFlags } from "./price-terms.ts";
import { amountColumn, answerColumn, printWholeList, type Column, type RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";

interface CreateFlags extends BookFlags, PriceFlags {
  readonly description?: string;
  readonly default?: true;
}

const columns: readonly Column<PriceView>[] = [
  { heading: "Id", name: "id", value: ({ id }) => id },
  { heading: "Description", name: "description", value: ({ description }) => description, shrinks: true },
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  amountColumn("Monthly", "monthly", ({ monthlyMinor }) => monthlyMinor),
  amountColumn("Annual", "annual", ({ annualMinor }) => annualMinor),
  {
    heading: "By seat",
    name: "has_seats",
    text: seatPriceText,
    value: ({ seatPrice }) => (seatPrice ? "yes" : "no"),
  },
  answerColumn("Plan's own", "is_default", ({ isDefault }) => isDefault),
];

/** `countinghouse prices …`: what a plan costs, for everybody and for single customers. */
export function addPricesCommands(program: Command, line: CommandLine): void {
  const prices = program.command("prices").description("List and add the prices of plans, which never change.");
  withExamples(prices, "prices list business", "prices create business --monthly 15.00");

  const list = prices
    .command("list")
    .description("List a plan's prices, its own first, then the newest.")
    .argument("<plan>", "its id or slug")
    .action((reference: string, flags: BookFlags & RowFlags) =>
      line.withBook(flags, async (book) => {
        const { id: planId } = await findPlan(book, reference);
        const { prices: rows } = await book.ask("prices.list", { planId });
        return printWholeList(line.terminal, flags, columns, rows);
      }),
    );
  withExamples(withRowOptions(list), "prices list business", "prices list business --json");

  const create = withPriceOptions(
    prices
      .command("create")
      .description("Add a price to a plan, for single customers or for all new ones. Subscriptions keep theirs.")
      .argument("<plan>", "its id or slug")
      .option("--monthly <amount>", "for one month, billed monthly; left out: it is not offered by the month"),
  )
    .option("--description <text>", "whom or what it is for")
    .option("--default", "new subscriptions get it from now on")
    .action((reference: string, flags: CreateFlags) =>
      line.withBook(flags, async (book) => {
        const plan = await findPlan(book, reference);
        const { priceId } = await book.write("prices.create", {
          planId: plan.id,
          ...(await priceTerms(book, flags)),
          description: flags.description ?? null,
          isDefault: flags.default === true,
        });
        const { prices: all } = await book.ask("prices.list", { planId: plan.id });
        const price = all.find(({ id }) => id === priceId);
        const given = { plan: plan.slug, fees: price ? feesText(price) : "", id: priceId };
        return { ok: true, value: { price }, text: said("{plan}: {fees}. Price {id}", given) };
      }),
    );
  withExamples(
    withChangeOptions(create),
    'prices create business --monthly 15.00 --annual-monthly 12.50 --description "Acme, 2026"',
    "prices create business --monthly 0 --tier 1-10=8.00 11-=6.00",
    "prices create business --monthly 25.00 --default --json",
  );
}
