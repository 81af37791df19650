import { Argument, type Command, Option } from "commander";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import { AppError } from "../../../shared/errors.ts";
import { paperLanguages, type PaperLanguage } from "../../../shared/paper/paper-language.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { accountText } from "./account-text.ts";
import { findAccountId, findTaxRate } from "../foundation/find.ts";
import { currencyOption, wholeNumber, withChangeOptions, withExamples } from "../foundation/options.ts";
import type { BookFlags, CommandLine, OpenBook } from "../foundation/run-command.ts";

interface CreateFlags extends BookFlags {
  readonly contact?: string;
  readonly currency?: string;
  readonly timeZone?: string;
}

interface UpdateFlags extends CreateFlags {
  readonly name?: string;
  readonly billingName?: string;
  readonly billingAddress?: string;
  readonly taxNumbers?: string;
  readonly reference?: string;
  readonly language?: PaperLanguage | "book";
  readonly taxRate?: string;
  readonly taxExempt?: "yes" | "no";
  readonly paymentTerms?: number | "book";
  readonly note?: string;
}

/** `countinghouse accounts create`, `accounts update` */
export function addAccountChanges(accounts: Command, line: CommandLine): void {
  addCreate(accounts, line);
  addUpdate(accounts, line);
}

function addCreate(accounts: Command, line: CommandLine): void {
  const create = accounts
    .command("create")
    .description("Add a user or an organization. How it is taxed and addressed, `accounts update` says.")
    .addArgument(new Argument("<kind>", "what it is").choices(["user", "organization"]))
    .argument("<name>", "its name")
    .option("--contact <text>", "the e-mail address of a user, the slug of an organization")
    .addOption(currencyOption("its billing currency; left out: the book's"))
    .option("--time-zone <zone>", "where it lives, such as Europe/Paris; left out: where the book is")
    .action((kind: AccountView["kind"], name: string, { contact, currency, timeZone, ...flags }: CreateFlags) =>
      line.withBook(flags, async (book) => {
        const { accountId } = await book.write("accounts.create", {
          kind,
          name,
          contact: contact ?? null,
          ...(currency === undefined ? {} : { currency }),
          ...(timeZone === undefined ? {} : { timeZone }),
        });
        const value = await book.ask("accounts.get", { accountId });
        return { ok: true, value, text: accountText(value) };
      }),
    );
  withExamples(
    withChangeOptions(create),
    'accounts create user "Ann Lee" --contact ann@example.com',
    'accounts create organization "Acme GmbH" --contact acme-inc --currency EUR --time-zone Europe/Berlin --json',
  );
}

function addUpdate(accounts: Command, line: CommandLine): void {
  const update = accounts
    .command("update")
    .description("Change how an account is addressed and billed. What is left out stays as it is.")
    .argument("<account>", "its id, e-mail address or slug")
    .option("--name <name>", "its name")
    .option("--contact <text>", "the e-mail address of a user, the slug of an organization")
    .addOption(currencyOption("its billing currency, until it has an invoice or a subscription"))
    .option("--time-zone <zone>", "where it lives, such as Europe/Paris")
    .option("--tax-rate <rate>", "what it is taxed by: the id or name of a tax rate, or `none`")
    .addOption(new Option("--tax-exempt <answer>", "whether it is never taxed").choices(["yes", "no"]))
    .option(
      "--payment-terms <days>",
      "how many days it has to pay, 0 to 365; `book`: as many as the book gives",
      (text: string) => (text === "book" ? text : wholeNumber(0, 365)(text)),
    )
    .option("--billing-name <name>", 'its name on the paper; "" for its own')
    .option("--billing-address <text>", 'its address, in as many lines as it has; "" for none')
    .option("--tax-numbers <text>", 'one on each line, with what it is; "" for none')
    .option(
      "--reference <text>",
      'what it wants to find on its invoices, such as the number of an order; "" for nothing',
    )
    .option("--note <text>", 'what is said on its invoices; "" for nothing of its own')
    .addOption(new Option("--language <code>", "the language of its paper").choices([...paperLanguages, "book"]))
    .action((reference: string, flags: UpdateFlags) =>
      line.withBook(flags, async (book) => {
        const changes = await changesOf(book, flags);
        if (Object.keys(changes).length === 0) {
          throw new AppError("invalid_input", sentence("Nothing was asked for: name what is to be another."));
        }
        const accountId = await findAccountId(book, reference);
        await book.write("accounts.update", { accountId, ...changes });
        const value = await book.ask("accounts.get", { accountId });
        return { ok: true, value, text: accountText(value) };
      }),
    );
  withExamples(
    withChangeOptions(update),
    "accounts update acme-inc --currency EUR",
    "accounts update acme-inc --time-zone Asia/Tokyo",
    "accounts update acme-inc --tax-rate VAT --payment-terms 30",
    'accounts update acme-inc --billing-name "Acme GmbH" --tax-numbers "VAT ID DE123456789" --language de',
  );
}

/** What the options name; an empty text takes away what was there. */
async function changesOf(book: OpenBook, flags: UpdateFlags) {
  const { name, contact, currency, timeZone, language, taxRate, taxExempt, paymentTerms, note } = flags;
  return {
    ...(name === undefined ? {} : { name }),
    ...(contact === undefined ? {} : { contact }),
    ...(currency === undefined ? {} : { currency }),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(taxRate === undefined ? {} : { taxRateId: taxRate === "none" ? null : (await findTaxRate(book, taxRate)).id }),
    ...(taxExempt === undefined ? {} : { isTaxExempt: taxExempt === "yes" }),
    ...(paymentTerms === undefined ? {} : { paymentTermsDays: paymentTerms === "book" ? null : paymentTerms }),
    ...(note === undefined ? {} : { invoiceNote: note || null }),
    ...(flags.billingName === undefined ? {} : { billingName: flags.billingName || null }),
    ...(flags.billingAddress === undefined ? {} : { billingAddress: flags.billingAddress || null }),
    ...(flags.taxNumbers === undefined ? {} : { taxNumbers: flags.taxNumbers || null }),
    ...(flags.reference === undefined ? {} : { buyerReference: flags.reference || null }),
    ...(language === undefined ? {} : { paperLanguage: language === "book" ? null : language }),
  };
}
