import { type Command, Option } from "commander";
import { recentBooksPath, rememberBook } from "../../hosts/recent-books.ts";
import { bookOption, jsonOption, keyOption, pathFromHere, withExamples } from "../foundation/options.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";

/** `countinghouse book export` and `book import` */
export function addWholeBookCommands(book: Command, line: CommandLine): void {
  const write = book
    .command("export")
    .description(
      "Write everything that a book holds to a new file of JSON Lines, without passphrases and the secrets of webhooks.",
    )
    .addOption(bookOption())
    .addOption(new Option("--to <file>", "where it goes").argParser(pathFromHere).makeOptionMandatory())
    .addOption(jsonOption())
    .action((flags: BookFlags & { readonly to: string }) =>
      line.withBook(flags, async (open) => {
        const value = await open.job("book.export", { toPath: flags.to }, "Exporting");
        return {
          ok: true,
          value,
          text: said("Wrote {count} {count|record|records} to {path}.", { count: value.rowCount, path: value.path }),
        };
      }),
    );
  withExamples(write, "book export --book acme.countinghouse --to acme.jsonl");

  const read = book
    .command("import")
    .description("Make a book of what `book export` wrote, where there is none. Its ledger is verified first.")
    .addOption(bookOption())
    .addOption(new Option("--from <file>", "the export").argParser(pathFromHere).makeOptionMandatory())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((flags: BookFlags & { readonly from: string }) =>
      line.withBook(flags, async (open) => {
        const value = await open.write("book.import", { fromPath: flags.from });
        rememberBook(recentBooksPath(), flags.book);
        const lines = [
          said("Made the book {path} of {count} {count|record|records}.", {
            path: value.path,
            count: value.recordCount,
          }),
          said("Its ledger holds: {count} {count|entry|entries}, the last with the hash {hash}.", {
            count: value.entryCount,
            hash: value.headHash,
          }),
          said("Operators have no passphrase in it, and webhooks are paused under a new secret."),
        ];
        return { ok: true, value, text: lines.join("\n") };
      }),
    );
  withExamples(read, "book import --book acme.countinghouse --from acme.jsonl");
}
