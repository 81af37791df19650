import { type Command, Option } from "commander";
import type { DiscountView } from "../../../shared/contract/plans.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { discountColumns } from "../../../shared/exports/catalog-columns.ts";
import { money, readAmount } from "../foundation/amounts.ts";
import { currencyOption, wholeNumber, withChangeOptions, withExamples, withRowOptions } from "../foundation/options.ts";
import { percentText, readPercent } from "../foundation/percent.ts";
import { withTableFileOption } from "../foundation/export-file.ts";
import { printExportedList, type ExportedRowFlags } from "../foundation/exported-rows.ts";
import { type Headings } from "../foundation/rows.ts";
import type { BookFlags, CommandLine, OpenBook } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";

interface CreateFlags extends BookFlags {
  readonly percent?: string;
  readonly amount?: string;
  readonly currency?: string;
  readonly periods?: number;
}

const headings: Headings<DiscountView> = {
  name: { heading: "Discount", shrinks: true },
  percent: {
    heading: "Percent",
    align: "right",
    text: ({ partsPerMillion }) => (partsPerMillion === null ? "" : percentText(partsPerMillion)),
  },
  amount: "Amount",
  currency: "Currency",
  periods: { heading: "Periods", align: "right" },
  id: "Id",
};

/** `countinghouse discounts …`: what subscriptions can cost less. */
export function addDiscountsCommands(program: Command, line: CommandLine): void {
  const discounts = program
    .command("discounts")
    .description("List and add the discounts that subscriptions can carry.");
  withExamples(discounts, "discounts list", "discounts create Partner --percent 20");
  const list = discounts
    .command("list")
    .description("List discounts, newest first.")
    .action((flags: BookFlags & ExportedRowFlags) =>
      line.withBook(flags, (book) =>
        printExportedList(line.terminal, book, flags, {
          columns: discountColumns,
          headings,
          of: { list: "discounts" },
          read: async () => (await book.ask("discounts.list", {})).discounts,
        }),
      ),
    );
  withExamples(withTableFileOption(withRowOptions(list)), "discounts list", "discounts list --json");

  const create = discounts
    .command("create")
    .description("Add a discount. An account gets it by `subscriptions change --add-discount`.")
    .argument("<name>", "its name")
    .addOption(new Option("--percent <number>", "a share of the charge, such as 10 or 7.5").conflicts("amount"))
    .option("--amount <amount>", "an amount off each period, such as 5.00")
    .addOption(currencyOption("the currency of the amount; left out: the book's"))
    .option("--periods <number>", "for how many periods; left out: for good", wholeNumber(1, 1200))
    .action((name: string, flags: CreateFlags) =>
      line.withBook(flags, async (book) => {
        const { discountId } = await book.write("discounts.create", {
          name,
          ...(await offOf(book, flags)),
          periods: flags.periods ?? null,
        });
        const discount = (await book.ask("discounts.list", {})).discounts.find(({ id }) => id === discountId);
        const given = { name, off: discount ? offText(discount) : "", id: discountId };
        return { ok: true, value: { discount }, text: said("{name} is there: {off}. Discount {id}", given) };
      }),
    );
  withExamples(
    withChangeOptions(create),
    "discounts create Partner --percent 20",
    'discounts create "First three months" --amount 5.00 --currency EUR --periods 3 --json',
  );
}

/** A share or an amount. @throws AppError `invalid_input` where neither is said. */
async function offOf(book: OpenBook, { percent, amount, currency }: CreateFlags) {
  if (percent === undefined && amount === undefined) {
    throw new AppError("invalid_input", sentence("Say what it takes off: --percent or --amount."));
  }
  if (amount === undefined) {
    return { partsPerMillion: readShare(percent ?? ""), amountMinor: null, currency: currency ?? null };
  }
  const of = currency ?? (await book.ask("book.settings", {})).currency;
  return { partsPerMillion: null, amountMinor: readAmount(amount, of), currency: of };
}

/** A share that takes something off. @throws AppError `invalid_input`. */
function readShare(text: string): number {
  const partsPerMillion = readPercent(text);
  if (partsPerMillion > 0) return partsPerMillion;
  throw new AppError("invalid_input", sentence('"{text}" is not above zero.', { text }));
}

function offText({ partsPerMillion, amountMinor, currency, periods }: DiscountView): string {
  const off = partsPerMillion === null ? money(amountMinor ?? 0, currency ?? "") : `${percentText(partsPerMillion)} %`;
  return periods === null
    ? said("{off}, for good", { off })
    : said("{off}, for {count} {count|period|periods}", { off, count: periods });
}
