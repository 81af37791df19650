import { sentence } from "../../../shared/sentences/sentence.ts";
import { type Command, Option } from "commander";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import {
  subscriptionSelection,
  type SubscriptionChangePreview,
  type SubscriptionRow,
} from "../../../shared/contract/subscriptions.ts";
import { assertNever } from "../../../shared/errors.ts";
import { money } from "../foundation/amounts.ts";
import { confirm } from "../foundation/confirm.ts";
import { exportList, withTableFileOption, type TableFileFlags } from "../foundation/export-file.ts";
import { findAccount, findPlan } from "../foundation/find.ts";
import { estimateText, figuresText } from "../invoices/invoice-text.ts";
import {
  bookOption,
  day,
  jsonOption,
  keyOption,
  wholeNumber,
  withExamples,
  withRowOptions,
  yesOption,
} from "../foundation/options.ts";
import { amountColumn, printRows, type Column, type RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine, OpenBook, Outcome } from "../foundation/run-command.ts";
import { changeOf, type Change, type ChangeFlags } from "./subscription-change.ts";
import { effectField, subscriptionFields } from "./subscription-text.ts";
import { layOutFields, type Field } from "../foundation/table.ts";
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

interface ListFlags extends BookFlags, RowFlags, TableFileFlags {
  readonly json?: true;
  readonly only?: string;
  readonly plan?: string;
  readonly search?: string;
}

const columns: readonly Column<SubscriptionRow>[] = [
  { heading: "Account", name: "account_name", value: ({ accountName }) => accountName, shrinks: true },
  { heading: "Plan", name: "plan_name", value: ({ planName }) => planName },
  { heading: "Billed", name: "period", text: ({ period }) => codeText(period), value: ({ period }) => period },
  { heading: "Seats", name: "seats", align: "right", value: ({ seats }) => seats },
  {
    heading: "Status",
    name: "status",
    text: ({ status }) => codeText(status).replace("_", " "),
    value: ({ status }) => status,
  },
  { heading: "Next", name: "next_billing_on", value: ({ nextBillingOn }) => nextBillingOn },
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  amountColumn("Fee", "fee", ({ feeMinor }) => feeMinor),
  { heading: "Then", name: "waiting", text: waitingText, value: ({ waiting }) => waiting?.what ?? null },
];

/** Only programs read these: a person's terminal has no room for them. */
const programColumns: readonly Column<SubscriptionRow>[] = [
  { heading: "From", name: "waiting_on", value: ({ waiting }) => waiting?.on ?? null },
  {
    heading: "Plan then",
    name: "waiting_plan_name",
    value: ({ waiting }) => (waiting?.what === "plan" ? waiting.planName : null),
  },
  {
    heading: "Seats then",
    name: "waiting_seats",
    value: ({ waiting }) => (waiting === null || waiting.what === "end" ? null : waiting.seats),
  },
  { heading: "Trial ends", name: "trial_ends_on", value: ({ trialEndsOn }) => trialEndsOn },
  { heading: "Account id", name: "account_id", value: ({ accountId }) => accountId },
  { heading: "Id", name: "subscription_id", value: ({ id }) => id },
];

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
  addList(subscriptions, line);
  addShow(subscriptions, line);
  addChange(subscriptions, line);
  addCancel(subscriptions, line);
}

function addList(subscriptions: Command, line: CommandLine): void {
  const list = subscriptions
    .command("list")
    .description("List the subscriptions in force, by the day of their next period.")
    .addOption(
      new Option(
        "--only <which>",
        "only those past due, in a free trial, cancelled, or with any change to come",
      ).choices(subscriptionSelection.options.map(spelled)),
    )
    .option("--plan <plan>", "only those of a plan: its id or slug")
    .option("--search <text>", "only those with these words in the account's name, e-mail address or slug")
    .action((flags: ListFlags) =>
      line.withBook(flags, async (book) => {
        const input = {
          only: subscriptionSelection.options.find((each) => spelled(each) === flags.only) ?? null,
          planId: flags.plan === undefined ? null : (await findPlan(book, flags.plan)).id,
          search: flags.search ?? "",
        };
        if (flags.to) return exportList(book, flags.to, { list: "subscriptions", ...input });
        const shown = flags.csv ? [...columns, ...programColumns] : columns;
        return printRows(line.terminal, flags, shown, async (after: string | null, limit) => {
          const { rows, nextCursor, total } = await book.ask("subscriptions.list", { ...input, after, limit });
          return { rows, next: nextCursor, total };
        });
      }),
    );
  withExamples(
    withTableFileOption(withRowOptions(list)),
    "subscriptions list",
    "subscriptions list --only past-due",
    "subscriptions list --plan business --csv > business.csv",
    "subscriptions list --only ending --to ending.xlsx",
  );
}

/** A word of the contract as people write it. */
function spelled(word: string): string {
  return word.replace("_", "-");
}

/** What waits, for people. */
function waitingText({ waiting }: SubscriptionRow): string {
  if (waiting === null) return "";
  switch (waiting.what) {
    case "end":
      return said("ends {on}", { on: waiting.on });
    case "plan":
      return `${waiting.planName} ${waiting.on}`;
    case "seats":
      return said("{count} {count|seat|seats} {on}", { count: waiting.seats, on: waiting.on });
    default:
      return assertNever(waiting);
  }
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
  const shown = previewText(terminal, account, preview);
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

function previewText(terminal: Terminal, account: AccountView, preview: SubscriptionChangePreview): string {
  const { effectiveOn, timing, invoice, subscription, nextInvoice, effects } = preview;
  const when = timing === "now" ? effectiveOn : said("{on}, at the period's end", { on: effectiveOn });
  const parts = [
    layOutFields([
      ["Account", account.name],
      ["Holds from", when],
      ...(subscription ? subscriptionFields(subscription) : [["Plan", said("the free plan")] as const]),
      ...(nextInvoice
        ? [
            [
              "Next invoice",
              said("{amount} on {on}", {
                amount: money(nextInvoice.totalMinor, nextInvoice.currency),
                on: nextInvoice.on,
              }),
            ] as const,
          ]
        : []),
    ]),
    ...(effects.length > 0 ? [`${said("What waited:")}\n\n${layOutFields(effects.map(effectField))}`] : []),
    invoice
      ? `${said("Invoiced at once:")}\n\n${figuresText(terminal, invoice)}`
      : said("Nothing is invoiced at once."),
  ];
  for (const { invoiceNumber, currency, totalMinor, outstandingMinor } of preview.notes) {
    parts.push(
      said("A credit note takes {total} of unused time off {invoiceNumber}; {outstanding} of it is left to pay.", {
        total: money(totalMinor, currency),
        invoiceNumber,
        outstanding: money(outstandingMinor, currency),
      }),
    );
  }
  if (preview.usesTestGateway) parts.push(said("The test gateway only pretends to charge."));
  if (preview.isEstimate) parts.push(estimateText);
  return parts.join("\n\n");
}

function subscriptionText(account: AccountView, { subscription, items }: MethodOutput<"subscriptions.get">): string {
  const now = layOutFields([
    ["Account", account.name],
    ...(subscription
      ? subscriptionFields(subscription)
      : [["Plan", said("{planName} (free)", { planName: account.planName })] as const]),
  ]);
  if (items.length === 0) return now;
  const history = items.map(({ planName, period, seats, startedOn, endsOn, status }): Field => {
    const given = { startedOn, endsOn: endsOn ?? "" };
    const terms =
      period === "month"
        ? said("{planName}, by the month", { planName })
        : said("{planName}, by the year", { planName });
    const withSeats = seats === null ? "" : said(", {count} {count|seat|seats}", { count: seats });
    return [
      sentence(endsOn === null ? "{startedOn} to now on" : "{startedOn} to {endsOn}", given),
      `${terms}${withSeats}: ${codeText(status).replace("_", " ")}`,
    ];
  });
  return `${now}\n\n${layOutFields(history)}`;
}
