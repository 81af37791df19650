import { type Command, Option } from "commander";
import type { CivilDate } from "../../../shared/calendar.ts";
import type { MethodInput } from "../../../shared/contract/index.ts";
import { addAccountChanges } from "./account-change-commands.ts";
import { accountText } from "./account-text.ts";
import { withTableFileOption, type TableFileFlags } from "../foundation/export-file.ts";
import { findAccount } from "../foundation/find.ts";
import { addImportCommand } from "../imports/import-command.ts";
import { addStatementCommand } from "./statement-command.ts";
import { bookOption, currencyOption, day, jsonOption, withExamples, withRowOptions } from "../foundation/options.ts";
import { printAccounts } from "./print-accounts.ts";
import type { RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine, OpenBook } from "../foundation/run-command.ts";

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
  const accounts = program
    .command("accounts")
    .description("Look up, add and change users and organizations, and bring them in.");
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

  addAccountChanges(accounts, line);
  addStatementCommand(accounts, line);
  addImportCommand(accounts, line);
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
