import type { Command } from "commander";
import type { TaxRateView } from "../../../shared/contract/plans.ts";
import { taxRateColumns } from "../../../shared/exports/catalog-columns.ts";
import { withChangeOptions, withExamples, withRowOptions } from "../foundation/options.ts";
import { percentText, readPercent } from "../foundation/percent.ts";
import { withTableFileOption } from "../foundation/export-file.ts";
import { printExportedList, type ExportedRowFlags } from "../foundation/exported-rows.ts";
import { type Headings } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";

const headings: Headings<TaxRateView> = {
  name: { heading: "Tax", shrinks: true },
  percent: {
    heading: "Percent",
    align: "right",
    text: ({ ratePartsPerMillion }) => percentText(ratePartsPerMillion),
  },
  id: "Id",
};

/** `countinghouse tax-rates …`: what accounts and charges can be taxed by. */
export function addTaxRatesCommands(program: Command, line: CommandLine): void {
  const taxRates = program
    .command("tax-rates")
    .description("List and add the tax rates that accounts and charges can carry.");
  withExamples(taxRates, "tax-rates list", "tax-rates create VAT 19");
  const list = taxRates
    .command("list")
    .description("List tax rates, lowest first.")
    .action((flags: BookFlags & ExportedRowFlags) =>
      line.withBook(flags, (book) =>
        printExportedList(line.terminal, book, flags, {
          columns: taxRateColumns,
          headings,
          of: { list: "tax_rates" },
          read: async () => (await book.ask("taxRates.list", {})).taxRates,
        }),
      ),
    );
  withExamples(withTableFileOption(withRowOptions(list)), "tax-rates list", "tax-rates list --json");

  const create = taxRates
    .command("create")
    .description("Add a tax rate. An account gets it by `accounts update --tax-rate`.")
    .argument("<name>", "what stands on invoices, such as VAT")
    .argument("<percent>", "0 to 100, such as 19 or 7.5")
    .action((name: string, percent: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const ratePartsPerMillion = readPercent(percent);
        const { taxRateId } = await book.write("taxRates.create", { name, ratePartsPerMillion });
        const taxRate = { id: taxRateId, name, ratePartsPerMillion };
        const given = { name, percent: percentText(ratePartsPerMillion), id: taxRateId };
        return { ok: true, value: { taxRate }, text: said("{name}, {percent} %, is there. Tax rate {id}", given) };
      }),
    );
  withExamples(withChangeOptions(create), "tax-rates create VAT 19", "tax-rates create MwSt. 7 --json");
}
