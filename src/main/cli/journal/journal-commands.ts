import { type Command, InvalidArgumentError, Option } from "commander";
import type { CivilDate } from "../../../shared/calendar.ts";
import {
  journalAccountType,
  journalRole,
  type JournalAccount,
  type JournalFormat,
  type JournalRole,
  type JournalRule,
} from "../../../shared/contract/journal.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import {
  bookOption,
  jsonOption,
  keyOption,
  pathFromHere,
  withDayOptions,
  withExamples,
  withRowOptions,
} from "../foundation/options.ts";
import { printWholeList, type Column, type RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { codeText, said } from "../foundation/spoken.ts";

interface JournalFile {
  readonly path: string;
  readonly format: JournalFormat;
}

interface ExportFlags extends BookFlags {
  readonly to: JournalFile;
  readonly from?: CivilDate;
  readonly through?: CivilDate;
}

interface SetFlags extends BookFlags {
  readonly number?: string;
  readonly name?: string;
  readonly type?: JournalAccount["type"];
  readonly ofRole?: true;
}

/** How a file is written, by what its name ends with. */
const formats: Readonly<Record<string, JournalFormat>> = {
  journal: "ledger",
  ledger: "ledger",
  hledger: "ledger",
  beancount: "beancount",
  csv: "csv",
  xlsx: "xlsx",
  jsonl: "jsonl",
};

const columns: readonly Column<JournalRule>[] = [
  { heading: "Posted as", name: "role", value: ({ role }) => role },
  { heading: "Of", name: "subject", value: ({ subject }) => subject },
  { heading: "", name: "subject_name", value: ({ subjectName }) => subjectName, shrinks: true },
  { heading: "Number", name: "account_number", value: ({ account }) => account.number },
  { heading: "Name", name: "account_name", value: ({ account }) => account.name, shrinks: true },
  {
    heading: "Type",
    name: "account_type",
    text: ({ account }) => codeText(account.type),
    value: ({ account }) => account.type,
  },
  { heading: "Its own", name: "is_of_role", text: (rule) => ownText(rule), value: ({ isOfRole }) => String(isOfRole) },
];

const ownText = ({ subject, isOfRole }: JournalRule): string =>
  subject === "" ? "" : isOfRole ? said("no") : said("yes");

/** `countinghouse journal …` */
export function addJournalCommands(program: Command, line: CommandLine): void {
  const journal = program
    .command("journal")
    .description("Write the book as balanced postings for accounting programs, and say to which accounts it posts.");
  withExamples(journal, "journal export --from 2026-03-01 --through 2026-03-31 --to march.journal", "journal accounts");

  const write = withDayOptions(
    journal
      .command("export")
      .description("Write a period, or everything, to a new file. A closed period always gives the same.")
      .addOption(
        new Option(
          "--to <file>",
          "where it goes; its name says how: .journal (hledger and ledger), .beancount, .csv, .xlsx or .jsonl",
        )
          .argParser(readJournalFile)
          .makeOptionMandatory(),
      ),
  )
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((flags: ExportFlags) =>
      line.withBook(flags, async (book) => {
        const { path: toPath, format } = flags.to;
        const period = { fromOn: flags.from ?? null, throughOn: flags.through ?? null };
        const value = await book.job("journal.export", { ...period, format, toPath }, "Exporting");
        const given = { count: value.rowCount, path: value.path };
        const text =
          format === "ledger" || format === "beancount"
            ? said("Wrote {count} {count|transaction|transactions} to {path}.", given)
            : said("Wrote {count} {count|posting|postings} to {path}.", given);
        return { ok: true, value, text };
      }),
    );
  withExamples(
    write,
    "journal export --to acme.journal",
    "journal export --from 2026-03-01 --through 2026-03-31 --to march.beancount",
    "journal export --through 2026-12-31 --to 2026.xlsx --json",
  );

  const list = journal
    .command("accounts")
    .description("List the accounts that the book posts to, by what is posted.")
    .action((flags: BookFlags & RowFlags) =>
      line.withBook(flags, async (book) => {
        const { rules } = await book.ask("journal.accounts", {});
        return printWholeList(line.terminal, flags, columns, rules);
      }),
    );
  withExamples(withRowOptions(list), "journal accounts", "journal accounts --csv > accounts.csv");

  const set = journal
    .command("set-account")
    .description("Say to which account something is posted. What is posted into closed periods stays where it is.")
    .argument("<role>", `what is posted: ${journalRole.options.join(", ")}`, readRole)
    .argument(
      "[subject]",
      "one plan, tax rate, gateway or reason of it, as `journal accounts` lists them; left out: all",
    )
    .option("--number <number>", "the account's number, such as 4010")
    .option("--name <name>", "what it is called")
    .addOption(new Option("--type <type>", "what it is").choices(journalAccountType.options))
    .option("--of-role", "let the subject have no account of its own any more")
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((role: JournalRole, subject: string | undefined, flags: SetFlags) =>
      line.withBook(flags, async (book) => {
        const account = flags.ofRole ? null : requireAccount(flags);
        const value = await book.write("journal.setAccounts", {
          accounts: [{ role, subject: subject ?? "", account }],
        });
        const now = value.rules.find((rule) => rule.role === role && rule.subject === (subject ?? ""));
        const given = { role, number: now?.account.number ?? "", name: now?.account.name ?? "" };
        return { ok: true, value, text: said("{role} is posted to {number} {name}.", given) };
      }),
    );
  withExamples(
    set,
    'journal set-account credit --number 2110 --name "Customer credit" --type liability',
    'journal set-account reason promotion --number 6100 --name "Promotions" --type expense',
    "journal set-account gateway test --of-role",
  );
}

function readJournalFile(text: string): JournalFile {
  const format = formats[/\.([^.]+)$/u.exec(text)?.[1]?.toLowerCase() ?? ""];
  if (!format) {
    throw new InvalidArgumentError("Its name does not end with .journal, .beancount, .csv, .xlsx or .jsonl.");
  }
  return { path: pathFromHere(text), format };
}

function readRole(text: string): JournalRole {
  const role = journalRole.safeParse(text);
  if (!role.success) throw new InvalidArgumentError(`It is none of ${journalRole.options.join(", ")}.`);
  return role.data;
}

function requireAccount({ number, name, type }: SetFlags): JournalAccount {
  if (number !== undefined && name !== undefined && type !== undefined) return { number, name, type };
  throw new AppError("invalid_input", sentence("An account has a --number, a --name and a --type."));
}
