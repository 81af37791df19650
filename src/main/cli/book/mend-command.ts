import { type Command } from "commander";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { bookOption, jsonOption, keyOption, withExamples } from "../foundation/options.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { count } from "../foundation/terminal.ts";
import { said } from "../foundation/spoken.ts";

/** `countinghouse book mend` */
export function addMendCommand(book: Command, line: CommandLine): void {
  const mend = book
    .command("mend")
    .description(
      "Mend a damaged book: by its own tables where indexes only lack what those have, else by the newest copy that proves itself and the later entries that do. The damaged file is kept.",
    )
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((flags: BookFlags) =>
      line.withBook(flags, async (open) => {
        const value = await open.write("book.mend", {});
        return { ok: true, value, text: mendedText(value) };
      }),
    );
  withExamples(mend, "book mend --book acme.countinghouse");
}

const shownProblems = 10;

function mendedText(mended: MethodOutput<"book.mend">): string {
  const {
    path,
    problems,
    way,
    sourcePath,
    entryCount,
    takenCount,
    keptPath,
    notTakenCount,
    notTakenPath,
    missingSequences,
  } = mended;
  const broken = problems.length === 0 ? [said("the ledger does not hold")] : problems;
  const lines = [said("Broken:"), ...broken.slice(0, shownProblems).map((problem) => `  ${problem}`)];
  if (broken.length > shownProblems) {
    lines.push(`  ${said("and {count} more", { count: count(broken.length - shownProblems) })}`);
  }
  lines.push(
    way === "rebuilt"
      ? said("Nothing is lost: {path} was written anew, with all of its {count} entries, and its ledger holds.", {
          path,
          count: count(entryCount),
        })
      : said("{path} is now the copy {sourcePath}, with {count} {count|entry|entries}, and its ledger holds.", {
          path,
          sourcePath: sourcePath ?? "",
          count: entryCount,
        }),
  );
  if (takenCount > 0) {
    lines.push(said("{count} of them are later entries that proved themselves.", { count: count(takenCount) }));
  }
  if (notTakenPath !== null) {
    lines.push(
      takenCount > 0
        ? said(
            "{count} more entries still prove themselves. They are not in the book, but listed in {path}: enter them anew.",
            { count: count(notTakenCount), path: notTakenPath },
          )
        : said(
            "{count} later entries still prove themselves. They are not in the book, but listed in {path}: enter them anew.",
            { count: count(notTakenCount), path: notTakenPath },
          ),
    );
  }
  if (missingSequences.length > 0) {
    lines.push(said("Nobody can read these entries any more: {list}.", { list: missingSequences.join(", ") }));
  }
  if (way === "fromBackup") {
    lines.push(said("Whatever else was changed after that copy is in none of them."));
  }
  lines.push(said("The damaged file is kept: {keptPath}.", { keptPath }));
  return lines.join("\n");
}
