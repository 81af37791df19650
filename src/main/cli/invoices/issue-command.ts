import type { Command } from "commander";
import { money } from "../foundation/amounts.ts";
import { confirm } from "../foundation/confirm.ts";
import { findAccount } from "../foundation/find.ts";
import { figuresText } from "./invoice-text.ts";
import { withChangeOptions, withExamples, yesOption } from "../foundation/options.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { codeText, said } from "../foundation/spoken.ts";

interface IssueFlags extends BookFlags {
  readonly dryRun?: true;
  readonly yes?: true;
}

/** `countinghouse invoices issue`: previewed, asked, and issued as it was previewed (BEHAVIOUR 8.9). */
export function addIssueCommand(invoices: Command, line: CommandLine): void {
  const issue = invoices
    .command("issue")
    .description("Issue an account's next invoice today; shows what it comes to and asks first.")
    .argument("<account>", "its id, e-mail address or slug")
    .option("--dry-run", "show what it comes to and change nothing")
    .addOption(yesOption())
    .action((reference: string, flags: IssueFlags) =>
      line.withBook(flags, async (book) => {
        const account = await findAccount(book, reference);
        const preview = await book.ask("invoices.preview", { accountId: account.id, asOf: "today" });
        const figures = figuresText(line.terminal, preview.figures);
        const shown = preview.usesTestGateway
          ? `${figures}\n\n${said("The test gateway only pretends to charge.")}`
          : figures;
        if (flags.dryRun)
          return { ok: true, value: preview, text: `${shown}\n\n${said("Nothing was written, as asked.")}` };
        const refusal = await confirm(line.terminal, flags.yes === true, { shown, question: said("Issue it?") });
        if (refusal) return refusal;
        const { pinnedOn, fingerprint } = preview;
        const value = await book.write("invoices.issue", { accountId: account.id, pinnedOn, fingerprint });
        const { number, state, totalMinor, outstandingMinor, currency } = value.invoice;
        const text = said("{number}: {total}, {state}, {amount} to pay.", {
          number,
          total: money(totalMinor, currency),
          state: codeText(state),
          amount: money(outstandingMinor, currency),
        });
        return { ok: true, value, text };
      }),
    );
  withExamples(
    withChangeOptions(issue),
    "invoices issue acme-inc --dry-run",
    "invoices issue acme-inc",
    "invoices issue ann@example.com --yes --json",
  );
}
