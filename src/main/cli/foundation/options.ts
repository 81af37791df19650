import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { isServerAddress } from "../../../shared/book-address.ts";
import { isCivilDate, type CivilDate } from "../../../shared/calendar.ts";
import { isCurrencyCode } from "../../../shared/money/currencies.ts";
import { helpTitle } from "./help-language.ts";
import { bookPathOf } from "../../hosts/data-directory.ts";
import { isTeamAddress } from "../../hosts/team-address.ts";

const examplesByCommand = new WeakMap<Command, readonly string[]>();

/** Show examples at the end of a command's help. @param lines without the program's name. */
export function withExamples(command: Command, ...lines: readonly string[]): Command {
  examplesByCommand.set(command, lines);
  const shown = lines.map((line) => `  $ countinghouse ${line}`).join("\n");
  return command.addHelpText("after", `\n${helpTitle("Examples:")}\n${shown}\n`);
}

/** What {@link withExamples} was given, for the documentation and for the tests. */
export function examplesOf(command: Command): readonly string[] {
  return examplesByCommand.get(command) ?? [];
}

/**
 * A path as the person meant it. npm runs its scripts in the project's folder and says where the person stood.
 */
export function pathFromHere(path: string): string {
  const { npm_lifecycle_event: script, INIT_CWD: standpoint } = process.env;
  const isRunByNpm = standpoint !== undefined && (script === "cli" || script === "sample");
  return isRunByNpm ? resolve(standpoint, path) : resolve(path);
}

/** A book is named by its file, by its address on a database server, or by that of the team's host that serves it. */
function bookFromHere(text: string): string {
  return isTeamAddress(text) || isServerAddress(text) ? text : pathFromHere(text);
}

export function bookOption(): Option {
  const askedFor = process.env["COUNTINGHOUSE_BOOK"];
  return new Option(
    "--book <file>",
    "the book, or its address on a database server (postgres://…) or that of a team's host (https://…); left out: the one that COUNTINGHOUSE_BOOK names, else your own, which the application opens too",
  )
    .argParser(bookFromHere)
    .default(askedFor ? bookFromHere(askedFor) : bookPathOf(undefined), "your own");
}

export function jsonOption(): Option {
  return new Option("--json", "print the result as JSON, for programs");
}

export function keyOption(): Option {
  return new Option(
    "--key <key>",
    "the idempotency key: what is repeated under the same key is done once; left out: one is made, and printed with --json",
  );
}

export function noteOption(what: string): Option {
  return new Option("--note <text>", `${what}; - reads it from standard input`);
}

export function yesOption(): Option {
  return new Option("--yes", "do it without asking");
}

/** A file descriptor that a secret is read from, which a line would show to others. */
export function descriptorOption(name: string, what: string): Option {
  return new Option(`--${name} <number>`, what).argParser(wholeNumber(0, 1023));
}

export function currencyOption(what: string): Option {
  return new Option("--currency <code>", what).argParser(currencyNamed);
}

/** Adds what commands have in common that print rows. */
export function withRowOptions(command: Command): Command {
  return command
    .addOption(bookOption())
    .addOption(jsonOption())
    .addOption(new Option("--csv", "print the rows as CSV").conflicts("json"))
    .option(
      "--limit <number>",
      "print at most so many rows; left out: 100 in a table, all with --json and --csv",
      wholeNumber(1, Number.MAX_SAFE_INTEGER),
    )
    .addOption(new Option("--all", "print all rows").conflicts("limit"));
}

/** Adds what commands have in common that change something in a book, and print no rows. */
export function withChangeOptions(command: Command): Command {
  return command.addOption(bookOption()).addOption(keyOption()).addOption(jsonOption());
}

/** Where the rows start and end by day. */
export function withDayOptions(command: Command): Command {
  return command
    .option("--from <date>", "the first day (YYYY-MM-DD)", day)
    .option("--through <date>", "the last day", day);
}

/**
 * Several of a few words, in any way that people write them: `--scope read credits`, `--scope read,credits` and
 * `--scope read --scope credits` are the same.
 */
export function wordsOption(flags: string, description: string, words: readonly string[]): Option {
  return new Option(flags, description)
    .choices(words)
    .argParser((text: string, earlier: readonly string[] | undefined): readonly string[] => {
      const given = text.split(",").filter((word) => word !== "");
      const unknown = given.find((word) => !words.includes(word));
      if (unknown !== undefined || given.length === 0) {
        throw new InvalidArgumentError(`Allowed choices are ${words.join(", ")}.`);
      }
      return [...new Set([...(earlier ?? []), ...given])];
    });
}

export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^\d+$/u.test(text) && number >= minimum && number <= maximum) return number;
    throw new InvalidArgumentError(
      maximum === Number.MAX_SAFE_INTEGER
        ? `It is not a whole number from ${minimum} on.`
        : `It is not a whole number from ${minimum} to ${maximum}.`,
    );
  };
}

export function day(text: string): CivilDate {
  if (isCivilDate(text)) return text;
  throw new InvalidArgumentError("It is not a day of the calendar written YYYY-MM-DD.");
}

/** A currency as a command line names it. */
export function currencyNamed(text: string): string {
  const code = text.toUpperCase();
  if (isCurrencyCode(code)) return code;
  throw new InvalidArgumentError("It is not an ISO 4217 currency, such as USD.");
}
