import type { Command } from "commander";
import type { CivilDate } from "../../../shared/calendar.ts";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { actColumns } from "../../../shared/exports/act-columns.ts";
import { exportList, withTableFileOption, type TableFileFlags } from "../foundation/export-file.ts";
import { findAccountId } from "../foundation/find.ts";
import { withDayOptions, withExamples, withRowOptions } from "../foundation/options.ts";
import { forPrograms, printRows, type Column, type RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";

interface ActFlags extends BookFlags, RowFlags, TableFileFlags {
  readonly json?: true;
  readonly search?: string;
  readonly account?: string;
  readonly operator?: string;
  readonly act?: string;
  readonly from?: CivilDate;
  readonly through?: CivilDate;
}

interface CallFlags extends BookFlags, RowFlags, TableFileFlags {
  readonly json?: true;
  readonly key?: string;
}

type Act = MethodOutput<"audit.list">["rows"][number];
type ApiCall = MethodOutput<"audit.apiCalls">["rows"][number];

const instant = (atMs: number): string => new Date(atMs).toISOString();

/** Fields as people read them: `name: Ada, isTaxExempt: true`. */
const fieldsText = (fields: Act["before"]): string =>
  Object.entries(fields ?? {})
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");

const columns: readonly Column<Act>[] = [
  { heading: "#", name: "sequence", align: "right", value: ({ sequence }) => sequence },
  { heading: "When", name: "at", value: ({ atMs }) => instant(atMs) },
  { heading: "Who", name: "operator", value: ({ operator }) => operator, shrinks: true },
  { heading: "Did", name: "act", value: ({ act }) => act },
  {
    heading: "To",
    name: "subject",
    value: ({ accountName, subjectId }) => accountName ?? subjectId,
    shrinks: true,
  },
  { heading: "Before", name: "before", value: ({ before }) => fieldsText(before), shrinks: true },
  { heading: "After", name: "after", value: ({ after }) => fieldsText(after), shrinks: true },
];

const callColumns: readonly Column<ApiCall>[] = [
  { heading: "#", name: "sequence", align: "right", value: ({ sequence }) => sequence },
  { heading: "When", name: "at", value: ({ atMs }) => instant(atMs) },
  { heading: "Key", name: "operator", value: ({ operator }) => operator, shrinks: true },
  { heading: "Key id", name: "key_id", value: ({ keyId }) => keyId },
  { heading: "Call", name: "act", value: ({ act }) => act },
  { heading: "Answer", name: "status", align: "right", value: ({ status }) => status },
  { heading: "About", name: "subject_id", value: ({ subjectId }) => subjectId },
];

/** `countinghouse audit …` */
export function addAuditCommands(program: Command, line: CommandLine): void {
  const audit = program.command("audit").description("Show who did what that no ledger entry tells.");
  withExamples(audit, "audit list --account ann@example.com", "audit calls --limit 20");

  const list = withDayOptions(
    audit
      .command("list")
      .description("List acts, newest first. What is printed as CSV or JSON has the hashes, and is an act itself.")
      .option("--search <text>", "only those with these words in a name, an act, an id, or a value before or after")
      .option("--account <account>", "only those about this account: its id, e-mail address or slug")
      .option("--operator <id>", "only those of this one: the id of an operator or a key")
      .option("--act <method>", "only this act, such as accounts.update"),
  ).action((flags: ActFlags) =>
    line.withBook(flags, async (book) => {
      const filters = {
        search: flags.search ?? "",
        accountId: flags.account === undefined ? null : await findAccountId(book, flags.account),
        operatorId: flags.operator ?? null,
        act: flags.act ?? null,
        fromOn: flags.from ?? null,
        throughOn: flags.through ?? null,
      };
      if (flags.to) return exportList(book, flags.to, { list: "acts", ...filters });
      if (flags.csv || flags.json) {
        return printRows(
          line.terminal,
          flags,
          forPrograms(actColumns),
          async (beforeSequence: number | null, limit) => {
            const { rows, nextBeforeSequence, total } = await book.ask("audit.export", {
              ...filters,
              beforeSequence,
              limit,
            });
            return { rows, next: nextBeforeSequence, total };
          },
        );
      }
      return printRows(line.terminal, flags, columns, async (beforeSequence: number | null, limit) => {
        const { rows, nextBeforeSequence, total } = await book.ask("audit.list", { ...filters, beforeSequence, limit });
        return { rows, next: nextBeforeSequence, total };
      });
    }),
  );
  withExamples(
    withTableFileOption(withRowOptions(list)),
    "audit list --search settings --limit 20",
    "audit list --account ann@example.com --all",
    "audit list --from 2026-03-01 --through 2026-03-31 --csv > march-acts.csv",
  );

  const calls = audit
    .command("calls")
    .description("List the calls of the Backend API with what was answered, newest first.")
    .option("--key <id>", "only those with this key")
    .action((flags: CallFlags) =>
      line.withBook(flags, (book) => {
        const keyId = flags.key ?? null;
        if (flags.to) return exportList(book, flags.to, { list: "api_calls", keyId });
        return printRows(line.terminal, flags, callColumns, async (beforeSequence: number | null, limit) => {
          const input = { keyId, beforeSequence, limit };
          const { rows, nextBeforeSequence, total } = await book.ask("audit.apiCalls", input);
          return { rows, next: nextBeforeSequence, total };
        });
      }),
    );
  withExamples(
    withTableFileOption(withRowOptions(calls)),
    "audit calls --limit 20",
    "audit calls --to calls.jsonl",
    "audit calls --key key_01jd2x9k3mh6v8t4b7q0c5n1wz --csv",
  );
}
