import { readFileSync } from "node:fs";
import { type Command, Option } from "commander";
import type { BookSettingsView } from "../../../shared/contract/book.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { paperLanguages, type PaperLanguage } from "../../../shared/paper/paper-language.ts";
import { paperLinesOf } from "../../../shared/paper/paper-lines.ts";
import { bookOption, jsonOption, keyOption, pathFromHere, withExamples } from "../foundation/options.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { layOutFields } from "../foundation/table.ts";
import { said } from "../foundation/spoken.ts";

interface PaperFlags extends BookFlags {
  readonly sellerName?: string;
  readonly address?: string;
  readonly taxNumbers?: string;
  readonly paymentDetails?: string;
  readonly language?: PaperLanguage;
}

/** `countinghouse book paper` and `book logo` */
export function addPaperCommands(book: Command, line: CommandLine): void {
  const paper = book
    .command("paper")
    .description("Show or change what stands on invoices made from now on. Those that were issued stay as they are.")
    .option("--seller-name <name>", "the seller's name; \"\" for the book's")
    .option("--address <text>", 'the seller\'s address, in as many lines as it has; "" for none')
    .option("--tax-numbers <text>", 'one on each line, with what it is; "" for none')
    .option("--payment-details <text>", 'where customers send money: bank, IBAN, BIC; "" for nothing')
    .addOption(
      new Option("--language <code>", "the language of the paper of accounts that have none of their own").choices(
        paperLanguages,
      ),
    )
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((flags: PaperFlags) =>
      line.withBook(flags, async (open) => {
        const { sellerName, address, taxNumbers, paymentDetails, language } = flags;
        const changes = {
          ...(sellerName === undefined ? {} : { sellerName: sellerName || null }),
          ...(address === undefined ? {} : { sellerAddress: address || null }),
          ...(taxNumbers === undefined ? {} : { sellerTaxNumbers: taxNumbers || null }),
          ...(paymentDetails === undefined ? {} : { paymentDetails: paymentDetails || null }),
          ...(language === undefined ? {} : { paperLanguage: language }),
        };
        if (Object.keys(changes).length > 0) await open.write("book.configure", changes);
        const value = await open.ask("book.settings", {});
        return { ok: true, value, text: paperText(value) };
      }),
    );
  withExamples(
    paper,
    "book paper",
    'book paper --seller-name "Muster GmbH" --tax-numbers "VAT ID DE123456789"',
    "book paper --language de",
  );

  const logo = book
    .command("logo")
    .description("Put a logo at the head of invoices made from now on, or take it away. Earlier ones keep theirs.")
    .argument("[file]", "a PNG or JPEG of at most 256 kB; left out: no logo", pathFromHere)
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((file: string | undefined, flags: BookFlags) =>
      line.withBook(flags, async (open) => {
        const value = await open.write("book.setLogo", { contentBase64: file === undefined ? null : readLogo(file) });
        return {
          ok: true,
          value,
          text: file === undefined ? said("The logo was taken away.") : said("The logo was saved."),
        };
      }),
    );
  withExamples(logo, "book logo logo.png", "book logo");
}

/** @throws AppError `invalid_input` where the file cannot be read. */
function readLogo(path: string): string {
  try {
    return readFileSync(path).toString("base64");
  } catch {
    throw new AppError("invalid_input", sentence("The file {path} cannot be read.", { path }));
  }
}

function paperText(settings: BookSettingsView): string {
  const lines = (text: string | null) => (text === null ? said("none") : paperLinesOf(text).join(", "));
  return layOutFields([
    ["Seller", settings.sellerName ?? settings.name],
    ["Address", lines(settings.sellerAddress)],
    ["Tax numbers", lines(settings.sellerTaxNumbers)],
    ["Payment details", lines(settings.paymentDetails)],
    ["Logo", settings.logoId === null ? said("none") : said("yes")],
    ["Language", settings.paperLanguage],
    ["Payment terms", said("{count} {count|day|days}", { count: settings.paymentTermsDays })],
    ["Note", lines(settings.invoiceNote)],
  ]);
}
