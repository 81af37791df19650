import type { Command } from "commander";
import { exitCodeMeanings, exitCodes } from "./foundation/exit-codes.ts";
import { examplesOf } from "./foundation/options.ts";

/**
 * The manual of the command line (docs/cli.md), written from the commands themselves, so that it says what they say. The script
 * `scripts/write-cli-manual.ts` puts it there, and a test compares.
 */
export function manualOf(program: Command): string {
  const sections = program.commands
    .filter((command) => command.name() !== "help")
    .flatMap((command) => [`## ${command.name()}\n\n${command.description()}`, ...sectionsOf(command)]);
  return `${[introduction, exitCodeTable(), ...sections].join("\n\n")}\n`;
}

const introduction = `# The command line

\`\`\`
npm run cli -- accounts list --with-credit      # from a clone
countinghouse accounts list --with-credit       # once linked: npm link
\`\`\`

This page is written by \`node scripts/write-cli-manual.ts\` from the commands' own help.

**Which book.** \`--book FILE\`, before the command or after it, else the one that the environment variable \`COUNTINGHOUSE_BOOK\` names, else your own, which the
application opens too. If no application has the book open, the command opens it and closes it again. If one has it open (\`npm start\`,
in its window or in a browser, or \`countinghouse serve\`), the command speaks to that one: it finds the address and a secret in
\`FILE.running\` beside the book, which only you may read. A book that somebody else has open, such as another command, is waited for,
three seconds.

**Who.** In a book with one operator, you. Where several work with it, everyone signs in: \`--as NAME\`, before the command or after it, by the
name to sign in by. The passphrase is asked for, or read from the file descriptor that \`--passphrase-fd\` names, and never from the line,
which other users of the machine can read. A script may act by a key of the Backend API instead: \`--api-key-fd\` names the file descriptor that
the key is read from; it may what its scopes say, and no more than its maker, whose limits it shares. \`operators recover\` lets an admin in again who has lost theirs.

**Accounts** are named by id, e-mail address or slug, **invoices** by number (\`INV-000042\`, \`42\`) or id, **plans** by id or slug,
**tax rates** and **discounts** by id or name. What means several of them is refused, such as \`42\` where the numbers began anew (\`book settings --next-invoice\`).

**Amounts** are written as people write them, with a point for decimals: \`50\`, \`1,234.50\`, for yen \`1234\`. More decimals than the
currency has are refused, never rounded. A positive entry adds credit. In German, amounts are shown and can be typed with a comma,
\`1.234,50\`; what a script writes with a point is read as well. Where that could be two amounts, as \`1.234\` of a currency with three
decimals, it is refused.

**Output.** Tables for people, cut to the terminal's width; whole in a pipe. \`--json\` prints one JSON object: \`{"ok":true,"value":…}\`, or
\`{"ok":false,"error":{"code":…,"message":…,"remedy":…}}\` with the codes of the contract; lists have their rows in \`value.rows\`,
one on a line. \`--csv\` prints rows as CSV (RFC 4180) with amounts as plain numbers. Text that a spreadsheet would run as a
formula gets an apostrophe in front. What is said about a result, and progress, goes to standard error; progress is shown on
a terminal only.

**Language.** Help, tables, facts, what is said of a result, what is refused and what to do are told in German where \`LC_ALL\`, \`LC_MESSAGES\` or
\`LANG\` asks for it, in this order, and else in English, with amounts and counts as the language writes them. \`--json\`, \`--csv\`, files and
codes are the same everywhere. So are days and instants, which are written as options take them (ISO 8601).

**Once.** Every command that writes takes an idempotency key with \`--key\`. Repeated under the same key with the same content, it is
done once and answered as before, a billing run with its report as it stands by then; with other content it is refused. Without
\`--key\` one is made; \`--json\` prints it. An import's key follows from its files. What is made anew with every try is refused when it is repeated, not answered, and nothing is done twice either: the
secrets of \`keys create\`, \`webhooks add\` and \`webhooks rotate-secret\`, which are shown once, and the preview that \`subscriptions
change\` and \`cancel\` confirm.

**Webhooks** are delivered by the application, while it has the book open; a command that changes something only puts down what is to be
sent.

**Standard input.** \`--note -\` reads the note from it, and \`accounts import --users -\` the file.

**Version.** \`countinghouse --version\` prints it.

**Completion.** \`countinghouse completion bash\` (or \`zsh\`, \`fish\`) prints a script; its help says where to put it.`;

function exitCodeTable(): string {
  const rows = (Object.keys(exitCodes) as (keyof typeof exitCodes)[]).map(
    (name) => `| ${exitCodes[name]} | ${exitCodeMeanings[name]} |`,
  );
  return ["## Exit codes", "", "| Code | Meaning |", "|---|---|", ...rows].join("\n");
}

/** A section for each command that does something: groups only lead to them. */
function sectionsOf(command: Command, steps: readonly string[] = [command.name()]): string[] {
  if (command.commands.length > 0) {
    return command.commands.flatMap((each) => sectionsOf(each, [...steps, each.name()]));
  }
  const usage = command.createHelp().commandUsage(command);
  const terms = [
    ...command.registeredArguments.map((argument) => [
      argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
      withChoices(argument.description, argument.argChoices),
    ]),
    ...command.options.map((option) => [option.flags, withChoices(option.description, option.argChoices)]),
  ];
  const table = ["| | |", "|---|---|", ...terms.map(([term, meaning]) => `| \`${term}\` | ${meaning} |`)];
  const lines = [
    ...(steps.length > 1 ? [`### ${steps.join(" ")}`, "", command.description(), ""] : []),
    "```",
    usage,
    "```",
    "",
    ...table,
    "",
    "```",
    ...examplesOf(command).map((example) => `countinghouse ${example}`),
    "```",
  ];
  return [lines.join("\n")];
}

function withChoices(description: string, choices: readonly string[] | undefined): string {
  const text = description.replaceAll("|", "\\|");
  return choices === undefined ? text : `${text} (${choices.map((choice) => `\`${choice}\``).join(", ")})`;
}
