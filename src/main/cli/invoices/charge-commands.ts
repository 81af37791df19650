import type { Command } from "commander";
import type { MethodInput } from "../../../shared/contract/index.ts";
import type { PendingCharge } from "../../../shared/contract/invoice-view.ts";
import { money, readAmount, readAmountOrZero } from "../foundation/amounts.ts";
import { findAccount, findAccountId, findTaxRate } from "../foundation/find.ts";
import { currencyOption, wholeNumber, withChangeOptions, withExamples, withRowOptions } from "../foundation/options.ts";
import { amountColumn, answerColumn, printWholeList, type Column, type RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine, OpenBook } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";

interface AddFlags extends BookFlags {
  readonly quantity?: number;
  readonly discount?: string;
  readonly taxRate?: string;
  readonly currency?: string;
}

const columns: readonly Column<PendingCharge>[] = [
  { heading: "Id", name: "id", value: ({ id }) => id },
  { heading: "Description", name: "description", value: ({ description }) => description, shrinks: true },
  { heading: "Quantity", name: "quantity", align: "right", value: ({ quantity }) => quantity },
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  amountColumn("Each", "unit", ({ unitMinor }) => unitMinor),
  amountColumn("Discount", "discount", ({ discountMinor }) => discountMinor),
  amountColumn("Net", "net", ({ netMinor }) => netMinor),
  { heading: "Tax", name: "tax_rate_name", value: ({ taxRateName }) => taxRateName },
  answerColumn("Carried over", "is_carried", ({ isCarried }) => isCarried),
];

/** `countinghouse invoices charges`, `add-charge`, `remove-charge`: what the next invoice charges beside the subscription. */
export function addChargeCommands(invoices: Command, line: CommandLine): void {
  const list = invoices
    .command("charges")
    .description("List the charges that wait for an account's next invoice, oldest first.")
    .argument("<account>", "its id, e-mail address or slug")
    .action((reference: string, flags: BookFlags & RowFlags) =>
      line.withBook(flags, async (book) => {
        const accountId = await findAccountId(book, reference);
        const { charges } = await book.ask("invoices.charges", { accountId });
        return printWholeList(line.terminal, flags, columns, charges);
      }),
    );
  withExamples(withRowOptions(list), "invoices charges acme-inc", "invoices charges acme-inc --json");
  addAdd(invoices, line);
  addRemove(invoices, line);
}

function addAdd(invoices: Command, line: CommandLine): void {
  const add = invoices
    .command("add-charge")
    .description("Add a charge of its own to an account's next invoice.")
    .argument("<account>", "its id, e-mail address or slug")
    .argument("<description>", "what stands on the invoice")
    .argument("<amount>", "what one of it costs before tax, such as 1,234.50")
    .option("--quantity <number>", "how many; left out: 1", wholeNumber(1, 1_000_000))
    .option("--discount <amount>", "off the whole line, at most what it comes to")
    .option(
      "--tax-rate <rate>",
      "the tax rate: its id or name, or `none`; left out: the account's. An exempt account is not taxed",
    )
    .addOption(currencyOption("the currency of the amount, which has to be the one the account is billed in"))
    .action((reference: string, description: string, amount: string, flags: AddFlags) =>
      line.withBook(flags, async (book) => {
        const account = await findAccount(book, reference);
        const currency = flags.currency ?? account.currency;
        const { chargeId } = await book.write("invoices.addCharge", {
          accountId: account.id,
          description,
          quantity: flags.quantity ?? 1,
          unitMinor: readAmount(amount, currency),
          currency,
          discountMinor: flags.discount === undefined ? 0 : readAmountOrZero(flags.discount, currency),
          tax: await taxOf(book, flags.taxRate),
        });
        const { charges } = await book.ask("invoices.charges", { accountId: account.id });
        // Sent again under its key after it was invoiced, it waits no more.
        const charge = charges.find(({ id }) => id === chargeId) ?? null;
        const given = { name: account.name, description, id: chargeId };
        const text =
          charge === null
            ? said("{name}: {description} is no longer waiting. Charge {id}", given)
            : said("{name}: {amount} for {description} waits for the next invoice. Charge {id}", {
                ...given,
                amount: money(charge.netMinor, currency),
              });
        return { ok: true, value: { chargeId, charge }, text };
      }),
    );
  withExamples(
    withChangeOptions(add),
    'invoices add-charge acme-inc "Set-up" 250.00',
    'invoices add-charge acme-inc "Training, hours" 120 --quantity 3 --discount 60 --tax-rate VAT',
    'invoices add-charge ann@example.com "Postage" 4.90 --tax-rate none --json',
  );
}

function addRemove(invoices: Command, line: CommandLine): void {
  const remove = invoices
    .command("remove-charge")
    .description("Take back a charge that no invoice has yet.")
    .argument("<charge>", "its id, which `invoices charges` prints")
    .action((chargeId: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const value = await book.write("invoices.removeCharge", { chargeId });
        return { ok: true, value, text: said("{id} is taken back.", { id: chargeId }) };
      }),
    );
  withExamples(withChangeOptions(remove), "invoices remove-charge chg_01jd2x9k3mh6v8t4b7q0c5n1wz");
}

async function taxOf(book: OpenBook, rate: string | undefined): Promise<MethodInput<"invoices.addCharge">["tax"]> {
  if (rate === undefined) return { by: "account" };
  if (rate === "none") return { by: "nothing" };
  return { by: "rate", taxRateId: (await findTaxRate(book, rate)).id };
}
