import type { Command } from "commander";
import type { PriceView } from "../../../shared/contract/plans.ts";
import { priceColumns } from "../../../shared/exports/catalog-columns.ts";
import { findPlan } from "../foundation/find.ts";
import { withChangeOptions, withExamples, withRowOptions } from "../foundation/options.ts";
import { feesText, priceTerms, seatPriceText, withPriceOptions, type PriceFlags } from "./price-terms.ts";
import { withTableFileOption } from "../foundation/export-file.ts";
import { printExportedList, type ExportedRowFlags } from "../foundation/exported-rows.ts";
import { type Headings } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";

interface CreateFlags extends BookFlags, PriceFlags {
  readonly description?: string;
  readonly default?: true;
}

const headings: Headings<PriceView> = {
  id: "Id",
  description: { heading: "Description", shrinks: true },
  currency: "Currency",
  monthly: "Monthly",
  annual: "Annual",
  has_seats: { heading: "By seat", text: seatPriceText },
  is_default: "Plan's own",
};

/** `countinghouse prices …`: what a plan costs, for everybody and for single customers. */
export function addPricesCommands(program: Command, line: CommandLine): void {
  const prices = program.command("prices").description("List and add the prices of plans, which never change.");
  withExamples(prices, "prices list business", "prices create business --monthly 15.00");

  const list = prices
    .command("list")
    .description("List a plan's prices, its own first, then the newest.")
    .argument("<plan>", "its id or slug")
    .action((reference: string, flags: BookFlags & ExportedRowFlags) =>
      line.withBook(flags, async (book) => {
        const { id: planId } = await findPlan(book, reference);
        return printExportedList(line.terminal, book, flags, {
          columns: priceColumns,
          headings,
          of: { list: "prices", planId },
          read: async () => (await book.ask("prices.list", { planId })).prices,
        });
      }),
    );
  withExamples(withTableFileOption(withRowOptions(list)), "prices list business", "prices list business --json");

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
