import type { Command } from "commander";
import { money } from "../foundation/amounts.ts";
import { askForApproval, withAskOptions, type AskFlags } from "../approvals/ask-for-approval.ts";
import { findAccount } from "../foundation/find.ts";
import { noteText } from "../foundation/note-text.ts";
import { noteOption, withChangeOptions, withExamples } from "../foundation/options.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";

/** `countinghouse credits void-block`, `credits apply`: what is done with credit that is there, beside moving it. */
export function addCreditBlockCommands(credits: Command, line: CommandLine): void {
  addVoidBlock(credits, line);
  addApply(credits, line);
}

function addVoidBlock(credits: Command, line: CommandLine): void {
  const voidBlock = credits
    .command("void-block")
    .description("Take what is left of a block of credit. What was used of it stays used.")
    .argument("<block>", "its id, which `credits show --blocks` prints")
    .addOption(noteOption("why"))
    .action((blockId: string, flags: BookFlags & AskFlags & { readonly note?: string }) =>
      line.withBook(flags, async (book) => {
        const note = await noteText(line.terminal, flags.note);
        if (flags.ask !== undefined) {
          return askForApproval(line.terminal, book, flags, "credits.voidBlock", { blockId, note });
        }
        const value = await book.write("credits.voidBlock", { blockId, note });
        const { entry } = value;
        const text = entry
          ? said("{amount} of the block taken. Entry {id}", {
              amount: money(-entry.amountMinor, entry.currency),
              id: entry.id,
            })
          : said("The block is void. Nothing was left of it to take.");
        return { ok: true, value, text };
      }),
    );
  withExamples(
    withAskOptions(withChangeOptions(voidBlock)),
    'credits void-block blk_01jd2x9k3mh6v8t4b7q0c5n1wz --note "Promotion withdrawn"',
  );
}

function addApply(credits: Command, line: CommandLine): void {
  const apply = credits
    .command("apply")
    .description("Use an account's available credit for its open invoices, oldest first.")
    .argument("<account>", "its id, e-mail address or slug")
    .action((reference: string, flags: BookFlags & AskFlags) =>
      line.withBook(flags, async (book) => {
        const { id: accountId } = await findAccount(book, reference);
        if (flags.ask !== undefined) {
          return askForApproval(line.terminal, book, flags, "credits.applyToOpenInvoices", { accountId });
        }
        const value = await book.write("credits.applyToOpenInvoices", { accountId });
        const lines = value.applied.map(({ invoiceNumber, currency, amountMinor, outstandingMinor }) => {
          const given = {
            number: invoiceNumber,
            amount: money(amountMinor, currency),
            left: money(outstandingMinor, currency),
          };
          return outstandingMinor === 0
            ? said("{number}: {amount} of credit used, paid.", given)
            : said("{number}: {amount} of credit used, {left} still to pay.", given);
        });
        return { ok: true, value, text: lines.join("\n") };
      }),
    );
  withExamples(
    withAskOptions(withChangeOptions(apply)),
    "credits apply acme-inc",
    "credits apply ann@example.com --json",
  );
}
