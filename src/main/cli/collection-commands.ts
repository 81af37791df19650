import type { Command } from "commander";
import { money } from "./amounts.ts";
import { findInvoice } from "./find.ts";
import { bookOption, jsonOption, keyOption, withExamples } from "./options.ts";
import type { BookFlags, CommandLine } from "./run-command.ts";
import { said } from "./spoken.ts";

/** `countinghouse invoices collect`, `invoices mark-uncollectible`: asking again for what an invoice has left to pay, and giving up on it. */
export function addCollectionCommands(invoices: Command, line: CommandLine): void {
  addCollect(invoices, line);
  addMarkUncollectible(invoices, line);
}

function addCollect(invoices: Command, line: CommandLine): void {
  const collect = invoices
    .command("collect")
    .description("Try the account's payment method for what is due on an open invoice, now.")
    .argument("<invoice>", "its number or id")
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((reference: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const { id: invoiceId } = await findInvoice(book, reference);
        const { invoice } = await book.write("invoices.collect", { invoiceId });
        const { number, outstandingMinor, currency } = invoice;
        const text =
          outstandingMinor === 0
            ? said("{number}: collected, paid.", { number })
            : said("{number}: not collected, {amount} still to pay.", {
                number,
                amount: money(outstandingMinor, currency),
              });
        return { ok: true, value: { invoice }, text };
      }),
    );
  withExamples(collect, "invoices collect INV-000042", "invoices collect 42 --json");
}

function addMarkUncollectible(invoices: Command, line: CommandLine): void {
  const markUncollectible = invoices
    .command("mark-uncollectible")
    .description("Give up on an open invoice. It can still be paid or voided; credit is not used for it any more.")
    .argument("<invoice>", "its number or id")
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((reference: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const { id: invoiceId } = await findInvoice(book, reference);
        const { invoice } = await book.write("invoices.markUncollectible", { invoiceId });
        const { number, outstandingMinor, currency } = invoice;
        const given = { number, amount: money(outstandingMinor, currency) };
        return { ok: true, value: { invoice }, text: said("{number} is uncollectible, with {amount} to pay.", given) };
      }),
    );
  withExamples(markUncollectible, "invoices mark-uncollectible INV-000042", "invoices mark-uncollectible 42 --json");
}
