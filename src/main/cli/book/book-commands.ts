import { existsSync } from "node:fs";
import type { Command } from "commander";
import { isServerAddress } from "../../../shared/book-address.ts";
import type { BookInfo } from "../../../shared/contract/book.ts";
import { readRecentBooks, recentBooksPath, rememberBook } from "../../hosts/recent-books.ts";
import { addCopyCommands } from "./copy-commands.ts";
import { addMendCommand } from "./mend-command.ts";
import { addRestoreCommand } from "./restore-command.ts";
import { clockText } from "./clock-commands.ts";
import { bookOption, currencyOption, jsonOption, keyOption, withExamples } from "../foundation/options.ts";
import { addPaperCommands } from "./paper-commands.ts";
import type { BookFlags, CommandLine, CommonFlags, Outcome } from "../foundation/run-command.ts";
import { layOutFields } from "../foundation/table.ts";
import { count } from "../foundation/terminal.ts";
import { addSettingsCommand } from "./settings-command.ts";
import { addUpgradeCommand } from "./upgrade-command.ts";
import { addWholeBookCommands } from "./whole-book-commands.ts";
import { said } from "../foundation/spoken.ts";

const ownerNote = (): string =>
  said(
    "\nIts user owns its tables. Let the host work as another one, who cannot change an entry: docs/server.md says how (admit_host).",
  );

interface NewBookFlags extends BookFlags {
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly forTrying?: true;
}

/** `countinghouse book …` */
export function addBookCommands(program: Command, line: CommandLine): void {
  const book = program.command("book").description("Make a book, and look at one.");
  withExamples(book, "book info --book acme.countinghouse");

  const make = book
    .command("new")
    .description("Make a new, empty book.")
    .addOption(bookOption())
    .requiredOption("--name <name>", "the company's name, as invoices print it")
    .requiredOption("--time-zone <zone>", "the book's time zone, such as Europe/Helsinki")
    .addOption(currencyOption("the currency of accounts that name none, such as USD").makeOptionMandatory())
    .option("--for-trying", "a book to try things in: its clock can be set to any day; it cannot become a real one")
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((flags: NewBookFlags) =>
      line.withBook(flags, async (open) => {
        const { name, timeZone, currency, forTrying: isForTrying = false } = flags;
        const value = await open.write("book.create", { name, timeZone, currency, isForTrying });
        rememberBook(recentBooksPath(), flags.book);
        return {
          ok: true,
          value,
          text: said("Made the book {path}.", { path: value.path }) + (isServerAddress(value.path) ? ownerNote() : ""),
        };
      }),
    );
  withExamples(
    make,
    'book new --book acme.countinghouse --name "Acme, Inc." --time-zone America/New_York --currency USD',
    "book new --book trial.countinghouse --name Trial --time-zone UTC --currency EUR --for-trying",
  );

  const info = book
    .command("info")
    .description("Show a book's name, clock, counts and last checks.")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((flags: BookFlags) =>
      line.withBook(flags, async (open) => {
        const value = await open.ask("book.info", {});
        return { ok: true, value, text: infoText(value) };
      }),
    );
  withExamples(info, "book info", "book info --book acme.countinghouse --json");

  const health = book
    .command("health")
    .description("Say whether a book answers, to whoever asks and without signing in: for what looks after a host.")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((flags: BookFlags) =>
      line.withBook(flags, async (open) => {
        // The one question that every book answers to everybody; of the answer nothing is told.
        await open.ask("operators.current", {});
        return { ok: true, value: { path: flags.book }, text: said("{path} answers.", { path: flags.book }) };
      }),
    );
  withExamples(health, "book health", "book health --book acme.countinghouse --json");

  const recent = book
    .command("recent")
    .description("List the books that were made, served or open in a window lately, the last one first.")
    .addOption(jsonOption())
    .action((flags: CommonFlags) => line.run(flags, () => Promise.resolve(recentOutcome())));
  withExamples(recent, "book recent");

  addSettingsCommand(book, line);
  addPaperCommands(book, line);
  addMendCommand(book, line);
  addCopyCommands(book, line);
  addRestoreCommand(book, line);
  addUpgradeCommand(book, line);
  addWholeBookCommands(book, line);
}

function recentOutcome(): Outcome {
  const value = readRecentBooks(recentBooksPath()).map((path) => ({ path, isThere: existsSync(path) }));
  const lines = value.map(({ path, isThere }) => (isThere ? path : said("{path} (not there now)", { path })));
  return { ok: true, value, text: lines.length === 0 ? said("There is none.") : lines.join("\n") };
}

function infoText(info: BookInfo): string {
  const { accountCounts, lastVerification, lastBackupAtMs } = info;
  const verified = lastVerification
    ? `${new Date(lastVerification.atMs).toISOString()}, ${lastVerification.ok ? said("it held") : said("it did not hold")}`
    : said("never");
  return layOutFields([
    ["Name", info.name],
    ["File", info.isFolderShared ? said("{path} (others may write in its folder)", { path: info.path }) : info.path],
    ["Made for", info.isForTrying ? said("trying") : said("real use")],
    ...(info.isReadOnly ? [["Opened", said("for reading only")] as const] : []),
    ["Clock", clockText(info)],
    ["Currency", info.currency],
    [
      "Accounts",
      said("{users} users, {organizations} organizations", {
        users: count(accountCounts.user),
        organizations: count(accountCounts.organization),
      }),
    ],
    ["Ledger", said("{count} entries", { count: count(info.entryCount) })],
    ["Verified", verified],
    ["Backed up", lastBackupAtMs === null ? said("never") : new Date(lastBackupAtMs).toISOString()],
    ["Schema", said("version {version}", { version: String(info.schemaVersion) })],
  ]);
}
