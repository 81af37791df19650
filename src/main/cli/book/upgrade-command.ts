import type { Command } from "commander";
import { bookOption, jsonOption, keyOption, withExamples } from "../foundation/options.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";

/** `countinghouse book upgrade` */
export function addUpgradeCommand(book: Command, line: CommandLine): void {
  const upgrade = book
    .command("upgrade")
    .description(
      "Bring a book on a database server to this version, while no host has it open. Have the server backed up by its own means before. A book in a file is upgraded when it is opened, after a copy.",
    )
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((flags: BookFlags) =>
      line.withBook(flags, async (open) => {
        const value = await open.write("book.upgrade", {});
        const { path, fromVersion, version } = value;
        const text =
          fromVersion === version
            ? said("{path} has version {version} already.", { path, version: String(version) })
            : said("{path} had version {fromVersion}, and has {version} now.", {
                path,
                fromVersion: String(fromVersion),
                version: String(version),
              });
        return { ok: true, value, text };
      }),
    );
  withExamples(upgrade, "book upgrade --book 'postgres://billing@db.example.com/finance?schema=acme'");
}
