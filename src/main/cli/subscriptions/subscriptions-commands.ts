import { type Command, Option } from "commander";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import { confirm } from "../foundation/confirm.ts";
import { findAccount } from "../foundation/find.ts";
import { bookOption, day, jsonOption, keyOption, wholeNumber, withExamples, yesOption } from "../foundation/options.ts";
import type { BookFlags, CommandLine, OpenBook, Outcome } from "../foundation/run-command.ts";
import { changeOf, type Change, type ChangeFlags } from "./subscription-change.ts";
import { changePreviewText, subscriptionText } from "./subscription-text.ts";
import { addSubscriptionsList } from "./subscriptions-list-command.ts";
import type { Terminal } from "../foundation/terminal.ts";
import { codeText, said } from "../foundation/spoken.ts";

interface CancelFlags extends BookFlags {
  readonly now?: true;
  readonly credit?: true;
  readonly on?: string;
  readonly stopCollecting?: true;
  readonly dryRun?: true;
  readonly yes?: true;
}

/** `countinghouse subscriptions …` */
export function addSubscriptionsCommands(program: Command, line: CommandLine): void {
  const subscriptions = program
    .command("subscriptions")
    .description("List, show, change and cancel what accounts subscribe to.");
  withExamples(
    subscriptions,
    "subscriptions list --only ending",
    "subscriptions show acme-inc",
    "subscriptions change acme-inc --seats 12 --dry-run",
  );
  addSubscriptionsList(subscriptions, line);
  addShow(subscriptions, line);
  addChange(subscriptions, line);
  addCancel(subscriptions, line);
}

function addShow(subscriptions: Command, line: CommandLine): void {
  const show = subscriptions
    .command("show")
    .description("Show an account's subscription, and what it was before.")
    .argument("<account>", "its id, e-mail address or slug")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((reference: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const account = await findAccount(book, reference);
        const value = await book.ask("subscriptions.get", { accountId: account.id });
        return { ok: true, value, text: subscriptionText(account, value) };
      }),
    );
  withExamples(show, "subscriptions show acme-inc", "subscriptions show ann@example.com --json");
}

function addChange(subscriptions: Command, line: CommandLine): void {
  const change = subscriptions
    .command("change")
    .description("Subscribe an account, or change its subscription; shows what it comes to and asks first.")
    .argument("<account>", "its id, e-mail address or slug")
    .option("--plan <plan>", "the plan: its id or slug")
    .option("--price <id>", "a price of the plan, which `prices list` prints; left out: the plan's own")
    .addOption(new Option("--period <period>", "how often it is billed").choices(["month", "annual"]))
    .option("--seats <number>", "how many seats", wholeNumber(1, 1_000_000))
    .addOption(
      new Option("--timing <when>", "when another plan holds; left out: upgrades now, downgrades at the period's end")
        .choices(["by-rule", "now", "period-end"])
        .conflicts(["resume", "extendTrial", "endTrial", "addDiscount", "removeDiscount"]),
    )
    .option("--on <date>", "the day of a change that is made now, or of the first day; left out: today", day)
    .option("--no-trial", "without the plan's free trial, where the subscription begins")
    .addOption(
      new Option("--another-trial", "with the plan's free trial although the account has had one").conflicts("trial"),
    )
    .option("--resume", "take back a cancellation, so that what waited before waits again; or else what waits")
    .option("--extend-trial <days>", "make the free trial longer", wholeNumber(1, 365))
    .option("--end-trial", "end the free trial today")
    .option("--add-discount <discount>", "add a discount: its id or name")
    .option("--remove-discount", "remove the discount")
    .option("--dry-run", "show what it comes to and change nothing")
    .addOption(yesOption())
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((reference: string, flags: ChangeFlags) =>
      line.withBook(flags, async (book) => {
        const account = await findAccount(book, reference);
        return makeChange(line.terminal, book, account, await changeOf(book, account, flags), flags);
      }),
    );
  withExamples(
    change,
    "subscriptions change acme-inc --plan business --dry-run",
    "subscriptions change acme-inc --plan business --period annual --seats 25 --yes",
    "subscriptions change acme-inc --seats 30",
    "subscriptions change acme-inc --resume --yes --json",
    "subscriptions change ann@example.com --extend-trial 14",
  );
}

function addCancel(subscriptions: Command, line: CommandLine): void {
  const cancel = subscriptions
    .command("cancel")
    .description("Cancel a subscription, at the end of its period or now; asks first.")
    .argument("<account>", "its id, e-mail address or slug")
    .option("--now", "end it now instead of at the period's end, and give back the periods that were billed ahead")
    .addOption(
      new Option("--credit", "end it now, and give back what is left of the current period, too").implies({
        now: true,
      }),
    )
    .addOption(
      new Option("--on <date>", "the day it ends, if that is now; left out: today")
        .argParser(day)
        .implies({ now: true }),
    )
    .option("--stop-collecting", "plan no more retries for its open invoices; they stay open")
    .option("--dry-run", "show what it comes to and change nothing")
    .addOption(yesOption())
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((reference: string, flags: CancelFlags) =>
      line.withBook(flags, async (book) => {
        const account = await findAccount(book, reference);
        const change = {
          type: "cancel",
          timing: flags.now ? "now" : "period_end",
          withCredit: flags.credit === true,
          changeOn: flags.on ?? null,
          openInvoices: flags.stopCollecting ? "stop" : undefined,
        } as const;
        return makeChange(line.terminal, book, account, change, flags);
      }),
    );
  withExamples(
    cancel,
    "subscriptions cancel acme-inc",
    "subscriptions cancel acme-inc --now --credit --dry-run",
    "subscriptions cancel ann@example.com --now --yes --json",
  );
}

/** Preview the change, ask, and make exactly what was previewed (BEHAVIOUR 8.9). */
async function makeChange(
  terminal: Terminal,
  book: OpenBook,
  account: AccountView,
  change: Change,
  flags: Pick<ChangeFlags, "dryRun" | "yes">,
): Promise<Outcome> {
  const accountId = account.id;
  const preview = await book.ask("subscriptions.previewChange", { accountId, change });
  const shown = changePreviewText(terminal, account, preview);
  if (flags.dryRun) return { ok: true, value: preview, text: `${shown}\n\n${said("Nothing was changed, as asked.")}` };
  const refusal = await confirm(terminal, flags.yes === true, { shown, question: said("Make this change?") });
  if (refusal) return refusal;
  const { pinnedOn, fingerprint } = preview;
  const value = await book.write("subscriptions.change", { accountId, change, pinnedOn, fingerprint });
  const invoice = value.invoice
    ? said(" Invoice {number}, {state}.", { number: value.invoice.number, state: codeText(value.invoice.state) })
    : "";
  const given = { name: account.name, on: value.effectiveOn, invoice };
  return { ok: true, value, text: said("{name}: changed, from {on} on.{invoice}", given) };
}
