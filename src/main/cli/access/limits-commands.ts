import { Argument, type Command } from "commander";
import { limitedRoles, type CreditLimit } from "../../../shared/contract/limits.ts";
import { limitColumns } from "../../../shared/exports/access-columns.ts";
import { readAmountOrZero } from "../foundation/amounts.ts";
import { currencyNamed, withChangeOptions, withExamples, withRowOptions } from "../foundation/options.ts";
import { withTableFileOption } from "../foundation/export-file.ts";
import { printExportedList, type ExportedRowFlags } from "../foundation/exported-rows.ts";
import { headed, tableOf, type Headings } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import type { Terminal } from "../foundation/terminal.ts";
import { said } from "../foundation/spoken.ts";

type LimitedRole = CreditLimit["role"];

const headings: Headings<CreditLimit> = {
  role: "Role",
  currency: "Currency",
  per_act: "At once",
  per_day: "On a day",
};

const roleArgument = () => new Argument("<role>", "whose limits").choices(limitedRoles);

/** `countinghouse limits …` */
export function addLimitsCommands(program: Command, line: CommandLine): void {
  const limits = program
    .command("limits")
    .description("Say how much credit operators may give or take by hand, by role. What is above needs approval.");
  withExamples(limits, "limits list", "limits set clerk USD --per-act 100.00 --per-day 500.00");

  const list = limits
    .command("list")
    .description(
      "List the limits. A role that is not listed has none; of one that is, a currency that is not needs approval.",
    )
    .action((flags: BookFlags & ExportedRowFlags) =>
      line.withBook(flags, (book) =>
        printExportedList(line.terminal, book, flags, {
          columns: limitColumns,
          headings,
          of: { list: "limits" },
          read: async () => (await book.ask("limits.list", {})).limits,
        }),
      ),
    );
  withExamples(withTableFileOption(withRowOptions(list)), "limits list", "limits list --json");

  const set = withChangeOptions(
    limits
      .command("set")
      .description(
        "Set a role's limits in a currency. A limit that is left out is none; 0 lets nothing through without approval.",
      )
      .addArgument(roleArgument())
      .argument("<currency>", "its ISO 4217 code", currencyNamed)
      .option("--per-act <amount>", "for one act, such as 100.00")
      .option("--per-day <amount>", "for what one operator does on one day of the book"),
  ).action((role: LimitedRole, code: string, flags: BookFlags & { perAct?: string; perDay?: string }) =>
    line.withBook(flags, async (book) => {
      const read = (text: string | undefined) => (text === undefined ? null : readAmountOrZero(text, code));
      const limit = { role, currency: code, perActMinor: read(flags.perAct), perDayMinor: read(flags.perDay) };
      return told(line.terminal, await book.write("limits.set", limit));
    }),
  );
  withExamples(
    set,
    "limits set clerk USD --per-act 100.00 --per-day 500.00 --as bob",
    "limits set approver JPY --as bob",
  );

  const remove = withChangeOptions(
    limits
      .command("remove")
      .description("Remove a role's limits in a currency. A role of which nothing is said any more has none.")
      .addArgument(roleArgument())
      .argument("<currency>", "its ISO 4217 code", currencyNamed),
  ).action((role: LimitedRole, code: string, flags: BookFlags) =>
    line.withBook(flags, async (book) =>
      told(line.terminal, await book.write("limits.remove", { role, currency: code })),
    ),
  );
  withExamples(remove, "limits remove clerk USD --as bob");
}

function told(terminal: Terminal, value: { readonly limits: readonly CreditLimit[] }) {
  const { limits } = value;
  const text =
    limits.length === 0 ? said("No role has limits.") : tableOf(terminal, headed(limitColumns, headings), limits);
  return { ok: true, value, text } as const;
}
