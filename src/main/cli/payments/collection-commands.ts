import type { Command } from "commander";
import { money, readAmount } from "../foundation/amounts.ts";
import { askForApproval, withAskOptions, type AskFlags } from "../approvals/ask-for-approval.ts";
import { findInvoice } from "../foundation/find.ts";
import { day, withChangeOptions, withExamples } from "../foundation/options.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";

interface PayFlags extends BookFlags, AskFlags {
  readonly on?: string;
  readonly reference?: string;
  readonly restToCredit?: true;
}

/** `countinghouse invoices pay`, `collect`, `write-off` …: what becomes of what an invoice has left to pay. */
export function addCollectionCommands(invoices: Command, line: CommandLine): void {
  addPay(invoices, line);
  addTakeBack(invoices, line);
  addCollect(invoices, line);
  addMarkUncollectible(invoices, line);
  addWriteOff(invoices, line);
}

function addCollect(invoices: Command, line: CommandLine): void {
  const collect = invoices
    .command("collect")
    .description("Try the account's payment method for what is due on an open invoice, now.")
    .argument("<invoice>", "its number or id")
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
  withExamples(withChangeOptions(collect), "invoices collect INV-000042", "invoices collect 42 --json");
}

function addMarkUncollectible(invoices: Command, line: CommandLine): void {
  const markUncollectible = invoices
    .command("mark-uncollectible")
    .description("Give up on an open invoice. It can still be paid or voided; credit is not used for it any more.")
    .argument("<invoice>", "its number or id")
    .action((reference: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const { id: invoiceId } = await findInvoice(book, reference);
        const { invoice } = await book.write("invoices.markUncollectible", { invoiceId });
        const { number, outstandingMinor, currency } = invoice;
        const given = { number, amount: money(outstandingMinor, currency) };
        return { ok: true, value: { invoice }, text: said("{number} is uncollectible, with {amount} to pay.", given) };
      }),
    );
  withExamples(
    withChangeOptions(markUncollectible),
    "invoices mark-uncollectible INV-000042",
    "invoices mark-uncollectible 42 --json",
  );
}

function addPay(invoices: Command, line: CommandLine): void {
  const pay = invoices
    .command("pay")
    .description("Record money that was received for an invoice.")
    .argument("<invoice>", "its number or id")
    .argument("[amount]", "how much, such as 1,234.50; left out: all that is still to pay")
    .option("--on <date>", "the day it was received; left out: today", day)
    .option("--reference <text>", "what the payment goes by, such as a number on the bank's statement")
    .option("--rest-to-credit", "make credit of what is more than is due, instead of refusing it")
    .action((reference: string, amount: string | undefined, flags: PayFlags) =>
      line.withBook(flags, async (book) => {
        const { id, currency } = await findInvoice(book, reference);
        const received = {
          invoiceId: id,
          amountMinor: amount === undefined ? null : readAmount(amount, currency),
          receivedOn: flags.on ?? null,
          reference: flags.reference ?? null,
          overpayment: flags.restToCredit ? "to_credit" : "refuse",
        } as const;
        if (flags.ask !== undefined) {
          return askForApproval(line.terminal, book, flags, "invoices.recordPayment", received);
        }
        const { invoice } = await book.write("invoices.recordPayment", received);
        const { number, outstandingMinor } = invoice;
        const text =
          outstandingMinor === 0
            ? said("{number}: payment recorded, paid.", { number })
            : said("{number}: payment recorded, {amount} still to pay.", {
                number,
                amount: money(outstandingMinor, currency),
              });
        return { ok: true, value: { invoice }, text };
      }),
    );
  withExamples(
    withAskOptions(withChangeOptions(pay)),
    "invoices pay INV-000042",
    'invoices pay 42 1,234.50 --on 2026-03-02 --reference "Bank 8812"',
    "invoices pay 42 2,000 --rest-to-credit --json",
  );
}

function addWriteOff(invoices: Command, line: CommandLine): void {
  const writeOff = invoices
    .command("write-off")
    .description("Ask no more for what an open or uncollectible invoice has left to pay.")
    .argument("<invoice>", "its number or id")
    .requiredOption("--reason <text>", "why nobody asks for it any more")
    .action((reference: string, flags: BookFlags & { readonly reason: string }) =>
      line.withBook(flags, async (book) => {
        const { id } = await findInvoice(book, reference);
        const { invoice } = await book.write("invoices.writeOff", { invoiceId: id, reason: flags.reason });
        const { number, writtenOffMinor, currency } = invoice;
        return {
          ok: true,
          value: { invoice },
          text: said("{number}: {amount} written off.", { number, amount: money(writtenOffMinor, currency) }),
        };
      }),
    );
  withExamples(withChangeOptions(writeOff), 'invoices write-off INV-000042 --reason "Bank charges"');
}

function addTakeBack(invoices: Command, line: CommandLine): void {
  const takeBack = invoices
    .command("take-back-payment")
    .description("Take back a payment that was recorded by hand; its invoice asks for it again.")
    .argument("<payment>", "the payment's id, which `invoices show --json` prints")
    .requiredOption("--reason <text>", "why, such as that it bounced")
    .action((paymentId: string, flags: BookFlags & AskFlags & { readonly reason: string }) =>
      line.withBook(flags, async (book) => {
        const takenBack = { paymentId, reason: flags.reason };
        if (flags.ask !== undefined) {
          return askForApproval(line.terminal, book, flags, "invoices.takeBackPayment", takenBack);
        }
        const { invoice } = await book.write("invoices.takeBackPayment", takenBack);
        const { number, outstandingMinor, currency } = invoice;
        return {
          ok: true,
          value: { invoice },
          text: said("{number}: {amount} to pay again.", { number, amount: money(outstandingMinor, currency) }),
        };
      }),
    );
  withExamples(
    withAskOptions(withChangeOptions(takeBack)),
    "invoices take-back-payment pay_01kdwpvng0t27bt70xye7awmp2 --reason Bounced",
  );
}
