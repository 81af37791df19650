import { type Command, Option } from "commander";
import type { CivilDate } from "../../shared/calendar.ts";
import type { AccountView } from "../../shared/contract/accounts.ts";
import type { MethodInput } from "../../shared/contract/index.ts";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { figure, money } from "./amounts.ts";
import { withTableFileOption, type TableFileFlags } from "./export-file.ts";
import { findAccount, findAccountId } from "./find.ts";
import { addImportCommand } from "./import-command.ts";
import { addStatementCommand } from "./statement-command.ts";
import { bookOption, currencyOption, day, jsonOption, keyOption, withExamples, withRowOptions } from "./options.ts";
import { printAccounts } from "./print-accounts.ts";
import type { RowFlags } from "./rows.ts";
import { paperLanguages, type PaperLanguage } from "../../shared/paper/paper-language.ts";
import { paperLinesOf } from "../../shared/paper/paper-lines.ts";
import type { BookFlags, CommandLine, OpenBook } from "./run-command.ts";
import { subscriptionFields } from "./subscription-text.ts";
import { layOutFields, type Field } from "./table.ts";
import { said } from "./spoken.ts";
import { count, toldText } from "./terminal.ts";

type AccountSort = NonNullable<MethodInput<"accounts.list">["sort"]>["by"];

/** What a person writes for the order of the list. */
const sorts: Readonly<Record<string, AccountSort>> = {
  name: "name",
  contact: "contact",
  plan: "planName",
  credit: "creditBalance",
  "next-charge": "nextChargeOn",
  "past-due": "pastDue",
  created: "createdAt",
};

interface ListFlags extends BookFlags, RowFlags, TableFileFlags {
  readonly json?: true;
  readonly search?: string;
  readonly kind?: "user" | "organization";
  readonly withCredit?: true;
  readonly pastDue?: true;
  readonly needsAttention?: true;
  readonly creditExpiresThrough?: CivilDate;
  readonly currency?: string;
  readonly noActivitySince?: CivilDate;
  readonly sort: string;
  readonly descending?: true;
}

/** `countinghouse accounts …` */
export function addAccountsCommands(program: Command, line: CommandLine): void {
  const accounts = program.command("accounts").description("Look up users and organizations, and bring them in.");
  withExamples(accounts, "accounts list --search acme", "accounts show ann@example.com");

  const list = accounts
    .command("list")
    .description("List accounts with credit and next charge.")
    .option("--search <text>", "only those with these words in name, e-mail address or slug, or whose id begins so")
    .addOption(new Option("--kind <kind>", "only users or only organizations").choices(["user", "organization"]))
    .option("--with-credit", "only those that have credit")
    .option("--past-due", "only those with an open invoice past its due date")
    .option("--needs-attention", "only those that owe past a due date, or whose subscription is past due or unpaid")
    .addOption(
      new Option(
        "--credit-expires-through <date>",
        "only those with credit that expires on this day or before",
      ).argParser(day),
    )
    .addOption(currencyOption("only those billed in this currency"))
    .addOption(noActivitySinceOption())
    .addOption(
      new Option("--sort <by>", "the order; credit by currency, then by amount")
        .choices(Object.keys(sorts))
        .default("name"),
    )
    .option("--descending", "the other way round")
    .action((flags: ListFlags) => line.withBook(flags, (book) => listAccounts(line, book, flags)));
  withExamples(
    withTableFileOption(withRowOptions(list)),
    "accounts list --with-credit --sort credit --descending --limit 20",
    "accounts list --past-due --csv > past-due.csv",
    "accounts list --with-credit --no-activity-since 2026-01-01",
    "accounts list --search acme --json",
    "accounts list --kind user --csv > users.csv",
    "accounts list --with-credit --to credit.xlsx",
  );

  const show = accounts
    .command("show")
    .description("Show an account: balances, subscription, next invoice, what it owes.")
    .argument("<account>", "its id, e-mail address or slug")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((reference: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const account = await findAccount(book, reference);
        return { ok: true, value: account, text: accountText(account) };
      }),
    );
  withExamples(show, "accounts show ann@example.com", "accounts show acme-inc --json");

  addUpdate(accounts, line);
  addStatementCommand(accounts, line);
  addImportCommand(accounts, line);
}

interface UpdateFlags extends BookFlags {
  readonly name?: string;
  readonly contact?: string;
  readonly currency?: string;
  readonly timeZone?: string;
  readonly billingName?: string;
  readonly billingAddress?: string;
  readonly taxNumbers?: string;
  readonly reference?: string;
  readonly language?: PaperLanguage | "book";
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
    .option("--billing-name <name>", 'its name on the paper; "" for its own')
    .option("--billing-address <text>", 'its address, in as many lines as it has; "" for none')
    .option("--tax-numbers <text>", 'one on each line, with what it is; "" for none')
    .option(
      "--reference <text>",
      'what it wants to find on its invoices, such as the number of an order; "" for nothing',
    )
    .addOption(new Option("--language <code>", "the language of its paper").choices([...paperLanguages, "book"]))
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((reference: string, { name, contact, currency, timeZone, language, ...flags }: UpdateFlags) =>
      line.withBook(flags, async (book) => {
        const changes = {
          ...(name === undefined ? {} : { name }),
          ...(contact === undefined ? {} : { contact }),
          ...(currency === undefined ? {} : { currency }),
          ...(timeZone === undefined ? {} : { timeZone }),
          ...(flags.billingName === undefined ? {} : { billingName: flags.billingName || null }),
          ...(flags.billingAddress === undefined ? {} : { billingAddress: flags.billingAddress || null }),
          ...(flags.taxNumbers === undefined ? {} : { taxNumbers: flags.taxNumbers || null }),
          ...(flags.reference === undefined ? {} : { buyerReference: flags.reference || null }),
          ...(language === undefined ? {} : { paperLanguage: language === "book" ? null : language }),
        };
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
    update,
    "accounts update acme-inc --currency EUR",
    "accounts update acme-inc --time-zone Asia/Tokyo",
    'accounts update acme-inc --billing-name "Acme GmbH" --tax-numbers "VAT ID DE123456789" --language de',
  );
}

function noActivitySinceOption(): Option {
  const option = new Option(
    "--no-activity-since <date>",
    "only those that had no activity on this day (YYYY-MM-DD) or later: no entry, invoice, payment or change of the subscription",
  ).argParser(day);
  // By its first letters it would be what turns an option "--activity-since" off.
  option.negate = false;
  return option;
}

function listAccounts(line: CommandLine, book: OpenBook, flags: ListFlags) {
  const input = {
    kind: flags.kind ?? null,
    search: flags.search ?? "",
    filters: {
      ...(flags.withCredit ? { hasCredit: true } : {}),
      ...(flags.pastDue ? { isPastDue: true } : {}),
      ...(flags.needsAttention ? { needsAttention: true as const } : {}),
      ...(flags.creditExpiresThrough === undefined ? {} : { creditExpiresThroughOn: flags.creditExpiresThrough }),
      ...(flags.currency === undefined ? {} : { currency: flags.currency }),
      ...(flags.noActivitySince === undefined ? {} : { noActivitySinceOn: flags.noActivitySince }),
    },
    sort: {
      by: sorts[flags.sort] ?? "name",
      direction: flags.descending ? ("descending" as const) : ("ascending" as const),
    },
  };
  return printAccounts(line.terminal, book, flags, input);
}

function accountText(account: AccountView): string {
  const { currency, balances, subscription, nextInvoice, openInvoiceCount } = account;
  const credit = balances.map(({ currency: of, ledgerMinor, availableMinor }) =>
    ledgerMinor === availableMinor
      ? money(ledgerMinor, of)
      : said("{money} ({available} available)", {
          money: money(ledgerMinor, of),
          available: figure(availableMinor, of),
        }),
  );
  const owes =
    account.pastDueMinor === 0 ? "" : said(", {amount} past due", { amount: figure(account.pastDueMinor, currency) });
  const tax = account.isTaxExempt ? said("exempt") : (account.taxRateName ?? said("none"));
  return layOutFields([
    ["Name", account.name],
    ["Id", account.id],
    [account.kind === "user" ? "E-mail address" : "Slug", account.contact ?? said("none")],
    ["Credit", credit.length === 0 ? said("never had any") : credit.join(", ")],
    ...(subscription
      ? subscriptionFields(subscription)
      : [["Plan", said("{planName} (free)", { planName: account.planName })] as const]),
    ...(nextInvoice
      ? [
          [
            "Next invoice",
            said("{total} on {on}: {applied} from credit, {due} to pay, {left} credit left", {
              total: money(nextInvoice.totalMinor, currency),
              on: nextInvoice.on,
              applied: figure(nextInvoice.creditAppliedMinor, currency),
              due: figure(nextInvoice.dueMinor, currency),
              left: figure(nextInvoice.creditLeftMinor, currency),
            }) + (nextInvoice.isEstimate ? said(" (an estimate)") : ""),
          ] as const,
        ]
      : []),
    [
      "Open invoices",
      openInvoiceCount === 0
        ? said("none")
        : said("{count}, {amount} to pay{owes}", {
            count: count(openInvoiceCount),
            amount: money(account.openDueMinor, currency),
            owes,
          }),
    ],
    ["Tax", tax],
    ...paperFields(account),
    [
      "Pays by",
      toldText({ message: account.paymentMethodName }) +
        (account.usesTestGateway ? said(" (test gateway: only pretends to charge)") : ""),
    ],
    ["Time zone", account.timeZone],
    ["Last activity", account.lastActivityOn ?? said("never")],
  ]);
}

/** What stands on its paper, each text on one line; nothing where there is nothing. */
function paperFields(account: AccountView): Field[] {
  const { billingName, billingAddress, taxNumbers, buyerReference, paperLanguage } = account;
  const fields = [
    ["Billing name", billingName],
    ["Address", billingAddress],
    ["Tax numbers", taxNumbers],
    ["Reference", buyerReference],
    ["Language", paperLanguage],
  ] as const;
  return fields.flatMap(([name, text]) => (text === null ? [] : [[name, paperLinesOf(text).join(", ")] as const]));
}
