import { Argument, type Command, Option } from "commander";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { outboxSelection, type OutboxSelection } from "../../../shared/contract/outbox.ts";
import { AppError } from "../../../shared/errors.ts";
import { outboxColumns } from "../../../shared/exports/link-columns.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { readAmount, signedFigure } from "../foundation/amounts.ts";
import { attemptsText } from "../foundation/attempt-columns.ts";
import { withTableFileOption, type TableFileFlags } from "../foundation/export-file.ts";
import { findAccountId } from "../foundation/find.ts";
import { noteText } from "../foundation/note-text.ts";
import { bookOption, jsonOption, keyOption, noteOption, withExamples, withRowOptions } from "../foundation/options.ts";
import { printLinkList } from "./print-link-list.ts";
import type { RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { layOutFields } from "../foundation/table.ts";
import { count, toldText, type Terminal } from "../foundation/terminal.ts";
import { codeText, said } from "../foundation/spoken.ts";

interface ListFlags extends BookFlags, RowFlags, TableFileFlags {
  readonly state?: OutboxSelection;
  readonly account?: string;
}

type Settlement = "reverse" | "change" | "keep";

interface SettleFlags extends BookFlags {
  readonly amount?: string;
  readonly note?: string;
}

const headings = {
  entry_id: "Entry",
  account: { heading: "Account", shrinks: true },
  currency: "Currency",
  amount: "Amount",
  state: "State",
  attempts: { heading: "Tries", align: "right" },
  problem: { heading: "Problem", shrinks: true },
} as const;

function itemText(terminal: Terminal, { item, attempts }: MethodOutput<"outbox.get">): string {
  const { state, settledAs, nextAttemptAtMs } = item;
  const fields = layOutFields([
    ["Account", item.accountName],
    ["Amount", signedFigure(item.amountMinor, item.currency)],
    ["State", settledAs === null ? codeText(state) : `${codeText(state)}, ${codeText(settledAs)}`],
    ["Problem", item.problem === null ? said("none") : toldText({ message: item.problem })],
    ["Next try", nextAttemptAtMs === null ? said("none") : new Date(nextAttemptAtMs).toISOString()],
    ["Entry there", item.upstreamEntryId ?? said("not known")],
  ]);
  return `${fields}\n\n${attemptsText(terminal, attempts)}`;
}

/** `countinghouse outbox …` */
export function addOutboxCommands(program: Command, line: CommandLine): void {
  const outbox = program
    .command("outbox")
    .description("See which adjustments the upstream of a linked book does not have yet, and settle what it refused.");
  withExamples(outbox, "outbox list --state refused", "outbox retry");

  const list = outbox
    .command("list")
    .description("List adjustments on their way to the upstream, newest first.")
    .addOption(
      new Option(
        "--state <state>",
        "only those in this state; open: the upstream does not have it; unsettled: refused, and nobody has settled it",
      ).choices(outboxSelection.options),
    )
    .option("--account <account>", "only of this one: its id, e-mail address or slug")
    .action((flags: ListFlags) =>
      line.withBook(flags, async (book) => {
        const accountId = flags.account === undefined ? null : await findAccountId(book, flags.account);
        const state = flags.state ?? null;
        return printLinkList(line.terminal, book, flags, {
          columns: outboxColumns,
          headings,
          of: { list: "outbox", state, accountId },
          read: async (place) => book.ask("outbox.list", { state, accountId, ...place }),
        });
      }),
    );
  withExamples(
    withTableFileOption(withRowOptions(list)),
    "outbox list --state open",
    "outbox list --account ann@example.com --json",
  );

  const show = outbox
    .command("show")
    .description("Show an adjustment on its way with every try to send it.")
    .argument("<entry>", "the id of its entry")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((entryId: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const value = await book.ask("outbox.get", { entryId });
        return { ok: true, value, text: itemText(line.terminal, value) };
      }),
    );
  withExamples(show, "outbox show ccl_01jd2x9k3mh6v8t4b7q0c5n1wz");

  const retry = outbox
    .command("retry")
    .description("Send an adjustment again under its key, or all that wait or were refused.")
    .argument("[entry]", "the id of its entry; left out: all of them")
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((entryId: string | undefined, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const value = await book.write("outbox.retry", { entryId: entryId ?? null });
        const text =
          value.retriedCount === 0
            ? said("Nothing waits to be sent.")
            : said(
                "{count} to be sent, as soon as the application has the book open, or with: countinghouse link sync",
                { count: count(value.retriedCount) },
              );
        return { ok: true, value, text };
      }),
    );
  withExamples(retry, "outbox retry", "outbox retry ccl_01jd2x9k3mh6v8t4b7q0c5n1wz");

  const settle = outbox
    .command("settle")
    .description("Settle an adjustment that the upstream refused.")
    .argument("<entry>", "the id of its entry")
    .addArgument(
      new Argument("<how>", "undo it here, send another amount in its place, or keep it as a difference").choices([
        "reverse",
        "change",
        "keep",
      ]),
    )
    .option("--amount <amount>", "what is sent instead, in the same direction; with change")
    .addOption(noteOption("why"))
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((entryId: string, how: Settlement, flags: SettleFlags) =>
      line.withBook(flags, async (book) => {
        if ((how === "change") !== (flags.amount !== undefined)) {
          throw new AppError("invalid_input", sentence("An amount goes with a change, and with nothing else."));
        }
        const { entry } = await book.ask("ledger.get", { entryId });
        const amountMinor = flags.amount === undefined ? null : readAmount(flags.amount, entry.currency);
        const note = await noteText(line.terminal, flags.note);
        const value = await book.write("outbox.settle", { entryId, as: how, amountMinor, note });
        const { accountName, currency } = value.item;
        const what = `${accountName}, ${signedFigure(value.item.amountMinor, currency)}`;
        const given = { what, reversal: value.reversalEntryId ?? "", replacement: value.replacementEntryId ?? "" };
        const become = {
          reverse: said("{what}: undone by {reversal}.", given),
          change: said("{what}: undone by {reversal}; {replacement} is sent in its place.", given),
          keep: said("{what}: kept as a difference.", given),
        };
        return { ok: true, value, text: become[how] };
      }),
    );
  withExamples(
    settle,
    "outbox settle ccl_01jd2x9k3mh6v8t4b7q0c5n1wz reverse",
    "outbox settle ccl_01jd2x9k3mh6v8t4b7q0c5n1wz change --amount 5.00",
  );
}
