import { resolve } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { civilDateAt, isCivilDate, type CivilDate } from "../../shared/calendar.ts";
import type { ImportFileKind } from "../../shared/contract/accounts.ts";
import type { Caller } from "../engine/engine.ts";
import { sampleTimeZone } from "../sample/build-sample.ts";
import { makeSample, newBook, verifyLedger } from "./book-commands.ts";
import { importAccounts } from "./import-command.ts";
import { tellOutcome, type Outcome } from "./run-command.ts";
import type { Terminal } from "./terminal.ts";

interface CommonOptions {
  readonly json?: true;
}

const fileOptions: readonly { readonly kind: ImportFileKind; readonly flag: string; readonly key: string }[] = [
  { kind: "plans", flag: "plans", key: "plans" },
  { kind: "users", flag: "users", key: "users" },
  { kind: "organizations", flag: "organizations", key: "organizations" },
  { kind: "subscriptions", flag: "subscriptions", key: "subscriptions" },
  { kind: "opening_balances", flag: "opening-balances", key: "openingBalances" },
];

/**
 * The `countinghouse` command.
 *
 * @param finish is told the exit code of the command that ran.
 */
export function createProgram(terminal: Terminal, caller: Caller, finish: (exitCode: number) => void): Command {
  const program = new Command("countinghouse")
    .description("Account credits, invoices and billing runs from the command line.")
    .showHelpAfterError("Try --help.")
    .exitOverride();

  const run = async (options: CommonOptions, work: () => Promise<Outcome>) => {
    finish(await tellOutcome(terminal, options.json === true, work));
  };

  program
    .command("sample")
    .description("Make a sample company with a history, in a new book.")
    .requiredOption("--out <file>", "the book to make; it must not exist")
    .option("--accounts <number>", "how many users and organizations", wholeNumber(1, 1_000_000), 2000)
    .option("--years <number>", "how many years of history", wholeNumber(1, 10), 1)
    .option("--today <date>", "the day the history ends (YYYY-MM-DD); the day it is now if not given", pastDate)
    .option("--seed <number>", "the same seed makes the same company", wholeNumber(0, 2 ** 31 - 1), 1)
    .addOption(jsonOption())
    .addHelpText(
      "after",
      examples("sample --out sample.countinghouse", "sample --accounts 100000 --years 2 --out large.countinghouse"),
    )
    .action((options: CommonOptions & SampleFlags) =>
      run(options, () => {
        const { accounts, years, seed, today = presentDay() } = options;
        return makeSample(terminal, resolve(options.out), { accounts, years, seed, todayOn: today }, caller.operator);
      }),
    );

  const importCommand = program
    .command("accounts")
    .description("Work on accounts.")
    .command("import")
    .description("Read accounts, plans, subscriptions and opening balances from CSV files (docs/csv.md).")
    .requiredOption("--book <file>", "the book to import into");
  for (const { flag } of fileOptions) {
    importCommand.option(`--${flag} <files...>`, `CSV files of ${flag.replace("-", " ")}`);
  }
  importCommand
    .option("--check", "check every row, write nothing")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      examples(
        "accounts import --book acme.countinghouse --users users.csv --check",
        "accounts import --book acme.countinghouse --plans plans.csv --users users.csv \\\n      --organizations orgs.csv --subscriptions subs.csv --opening-balances balances.csv",
      ),
    )
    .action((options: CommonOptions & ImportFlags) => {
      const files = fileOptions.flatMap(({ kind, key }) =>
        ((options[key] as readonly string[] | undefined) ?? []).map((path) => ({ kind, path })),
      );
      if (files.length === 0) importCommand.error("error: name at least one file to import");
      return run(options, () =>
        importAccounts(terminal, { bookPath: resolve(options.book), files, isCheck: options.check === true }, caller),
      );
    });

  program
    .command("book")
    .description("Work on a book.")
    .command("new")
    .description("Make a new, empty book.")
    .requiredOption("--book <file>", "the book to make; it must not exist")
    .requiredOption("--name <name>", "the company's name, as invoices print it")
    .requiredOption("--time-zone <zone>", "the book's time zone, such as Europe/Helsinki")
    .requiredOption("--currency <code>", "the currency of accounts that name none, such as USD")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      examples('book new --book acme.countinghouse --name "Acme, Inc." --time-zone America/New_York --currency USD'),
    )
    .action((options: CommonOptions & NewBookFlags) =>
      run(options, () => newBook(resolve(options.book), pickSettings(options), caller)),
    );

  program
    .command("ledger")
    .description("Work on the ledger.")
    .command("verify")
    .description("Check every entry, hash and balance of a book's ledger.")
    .requiredOption("--book <file>", "the book to verify")
    .addOption(jsonOption())
    .addHelpText("after", examples("ledger verify --book acme.countinghouse"))
    .action((options: CommonOptions & { book: string }) =>
      run(options, () => verifyLedger(terminal, resolve(options.book), caller)),
    );

  return program;
}

interface SampleFlags {
  readonly out: string;
  readonly accounts: number;
  readonly years: number;
  readonly seed: number;
  readonly today?: CivilDate;
}

interface ImportFlags {
  readonly book: string;
  readonly check?: true;
  readonly [flag: string]: unknown;
}

interface NewBookFlags {
  readonly book: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
}

function pickSettings({ name, timeZone, currency }: NewBookFlags) {
  return { name, timeZone, currency };
}

function jsonOption(): Option {
  return new Option("--json", "print the result as JSON on standard output");
}

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ countinghouse ${line}`).join("\n")}\n`;
}

function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/u.test(text) && number >= minimum && number <= maximum) return number;
    throw new InvalidArgumentError(`It is not a whole number from ${minimum} to ${maximum}.`);
  };
}

function presentDay(): CivilDate {
  return civilDateAt(Date.now(), sampleTimeZone);
}

/** The history must have happened: its entries cannot be younger than the clock that the book is left with. */
function pastDate(text: string): CivilDate {
  if (!isCivilDate(text)) throw new InvalidArgumentError("It is not a day of the calendar written YYYY-MM-DD.");
  if (text > presentDay()) throw new InvalidArgumentError("It has not come yet.");
  return text;
}
