import { type Command, InvalidArgumentError, Option } from "commander";
import type { BookSettingsView } from "../../../shared/contract/book.ts";
import { paperLinesOf } from "../../../shared/paper/paper-lines.ts";
import { wholeNumber, withChangeOptions, withExamples } from "../foundation/options.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { codeText, said } from "../foundation/spoken.ts";
import { layOutFields } from "../foundation/table.ts";

interface SettingsFlags extends BookFlags {
  readonly name?: string;
  readonly paymentTerms?: number;
  readonly note?: string;
  readonly retryDays?: readonly number[];
  readonly nextInvoice?: string;
  readonly nextCreditNote?: string;
  readonly afterLastRetry?: BookSettingsView["afterLastRetry"];
}

/** `countinghouse book settings`: what it is called and how it bills. */
export function addSettingsCommand(book: Command, line: CommandLine): void {
  const settings = book
    .command("settings")
    .description(
      "Show or change what the book is called, when invoices are due, how they are numbered, and how payments are tried again.",
    )
    .option("--name <name>", "the company's name, as invoices print it")
    .option(
      "--payment-terms <days>",
      "how many days accounts have to pay that have no terms of their own",
      wholeNumber(0, 365),
    )
    .option("--note <text>", 'what is said on invoices of accounts that have no note of their own; "" for nothing')
    .option(
      "--next-invoice <number>",
      "what the next invoice is called, such as 2027-0001; earlier ones keep their number",
    )
    .option("--next-credit-note <number>", "what the next credit note is called, such as CR-2027-0001")
    .addOption(
      new Option(
        "--retry-days <days>",
        'how many days after a payment first failed it is tried again, such as 1,3,5; "" for never',
      ).argParser(risingDays),
    )
    .addOption(
      new Option("--after-last-retry <what>", "what becomes of it when the last try fails").choices([
        "keep",
        "cancel",
        "uncollectible",
      ] satisfies SettingsFlags["afterLastRetry"][]),
    )
    .action((flags: SettingsFlags) =>
      line.withBook(flags, async (open) => {
        const { name, paymentTerms, note, nextInvoice, nextCreditNote, retryDays, afterLastRetry } = flags;
        const changes = {
          ...(name === undefined ? {} : { name }),
          ...(paymentTerms === undefined ? {} : { paymentTermsDays: paymentTerms }),
          ...(note === undefined ? {} : { invoiceNote: note || null }),
          ...(nextInvoice === undefined ? {} : { nextInvoiceNumber: nextInvoice }),
          ...(nextCreditNote === undefined ? {} : { nextCreditNoteNumber: nextCreditNote }),
          ...(retryDays === undefined ? {} : { retryDays: [...retryDays] }),
          ...(afterLastRetry === undefined ? {} : { afterLastRetry }),
        };
        if (Object.keys(changes).length > 0) await open.write("book.configure", changes);
        const value = await open.ask("book.settings", {});
        return { ok: true, value, text: settingsText(value) };
      }),
    );
  withExamples(
    withChangeOptions(settings),
    "book settings",
    "book settings --next-invoice 2027-0001",
    'book settings --name "Acme GmbH" --payment-terms 30',
    "book settings --retry-days 1,3,5 --after-last-retry uncollectible --json",
  );
}

/** Whether they rise, and how many there may be, is the engine's to say. */
function risingDays(text: string): readonly number[] {
  if (text === "") return [];
  if (!/^\d{1,3}(?:,\d{1,3})*$/u.test(text)) throw new InvalidArgumentError("It is not days, such as 1,3,5.");
  return text.split(",").map(Number);
}

function settingsText(settings: BookSettingsView): string {
  const { name, timeZone, currency, paymentTermsDays, invoiceNote, retryDays, afterLastRetry } = settings;
  return layOutFields([
    ["Name", name],
    ["Time zone", timeZone],
    ["Currency", currency],
    ["Payment terms", said("{count} {count|day|days}", { count: paymentTermsDays })],
    ["Note", invoiceNote === null ? said("none") : paperLinesOf(invoiceNote).join(", ")],
    ["Next invoice", settings.nextInvoiceNumber],
    ["Next credit note", settings.nextCreditNoteNumber],
    ["Tried again", retryDays.length === 0 ? said("never") : said("after {list} days", { list: retryDays.join(", ") })],
    ["Then", codeText(afterLastRetry)],
  ]);
}
