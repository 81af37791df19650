import { Argument, type Command, Option } from "commander";
import type { CreditBalance } from "../../../shared/contract/accounts.ts";
import type {
  AdjustmentAction,
  CreditBlockView,
  CreditTermsInput,
  ListedReason,
} from "../../../shared/contract/credits.ts";
import type { LedgerEntry } from "../../../shared/contract/ledger.ts";
import { figure, money, readAmount } from "../foundation/amounts.ts";
import { asOfMoment, printBalancesAsOf, withAsOfOptions, type AsOfFlags } from "../foundation/as-of.ts";
import { askForApproval, withAskOptions, type AskFlags } from "../approvals/ask-for-approval.ts";
import { addBatchCommands } from "../batches/batch-commands.ts";
import { addBatchLookCommands } from "../batches/batch-look-commands.ts";
import { entryFilters, withEntryOptions, type EntryFlags } from "../ledger/entry-filters.ts";
import { withTableFileOption, type TableFileFlags } from "../foundation/export-file.ts";
import { addCreditBlockCommands } from "./credit-block-commands.ts";
import { findAccount, findAccountId } from "../foundation/find.ts";
import { noteText } from "../foundation/note-text.ts";
import { previewAdjustment } from "./adjustment-preview.ts";
import {
  bookOption,
  currencyOption,
  day,
  jsonOption,
  keyOption,
  noteOption,
  wholeNumber,
  withExamples,
  withRowOptions,
} from "../foundation/options.ts";
import { printEntries } from "../ledger/print-entries.ts";
import { amountColumn, answerColumn, printWholeList, type Column, type RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { codeText, said, reasonText } from "../foundation/spoken.ts";

type RowsOfBook = BookFlags & RowFlags;

interface AdjustFlags extends BookFlags, AskFlags {
  readonly reason: string;
  readonly currency?: string;
  readonly note?: string;
  readonly expires?: string;
  readonly effective?: string;
  readonly priority?: number;
  readonly category?: "promotional" | "paid";
  readonly countsOn?: string;
  readonly dryRun?: true;
}

interface MoveFlags extends BookFlags, AskFlags {
  readonly currency?: string;
  readonly note?: string;
  readonly countsOn?: string;
}

const balanceColumns: readonly Column<CreditBalance>[] = [
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  amountColumn("Balance", "balance", ({ ledgerMinor }) => ledgerMinor),
  amountColumn("Available", "available", ({ availableMinor }) => availableMinor),
];

const blockColumns: readonly Column<CreditBlockView>[] = [
  { heading: "Used", name: "use_order", align: "right", value: ({ useOrder }) => useOrder },
  { heading: "State", name: "state", text: ({ state }) => codeText(state), value: ({ state }) => state },
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  amountColumn("Amount", "amount", ({ amountMinor }) => amountMinor),
  amountColumn("Left", "remaining", ({ remainingMinor }) => remainingMinor),
  { heading: "Priority", name: "priority", align: "right", value: ({ priority }) => priority },
  {
    heading: "Category",
    name: "category",
    text: ({ category }) => (category === null ? "" : codeText(category)),
    value: ({ category }) => category,
  },
  { heading: "From", name: "effective_on", value: ({ effectiveOn }) => effectiveOn },
  { heading: "Expires", name: "expires_on", value: ({ expiresOn }) => expiresOn },
  { heading: "Id", name: "id", value: ({ id }) => id },
];

const reasonColumns: readonly Column<ListedReason>[] = [
  { heading: "Code", name: "code", value: ({ code }) => code },
  { heading: "Reason", name: "name", text: ({ name }) => reasonText(name), value: ({ name }) => name },
  {
    heading: "For",
    name: "actions",
    text: ({ actions }) => actions.map(codeText).join(", "),
    value: ({ actions }) => actions.join(", "),
  },
  answerColumn("Needs a note", "needs_note", ({ needsNote }) => needsNote),
];

/** `countinghouse credits …` */
export function addCreditsCommands(program: Command, line: CommandLine): void {
  const credits = program.command("credits").description("Show, add, remove and move account credit.");
  withExamples(credits, "credits show ann@example.com", "credits history ann@example.com --limit 10");
  addShow(credits, line);
  addAdjust(credits, line);
  addHistory(credits, line);
  addReverse(credits, line);
  addTransfer(credits, line);
  addCreditBlockCommands(credits, line);
  addReasons(credits, line);
  addBatchCommands(credits, line);
  addBatchLookCommands(credits, line);
}

function addShow(credits: Command, line: CommandLine): void {
  const show = credits
    .command("show")
    .description("Show an account's credit in every currency.")
    .argument("<account>", "its id, e-mail address or slug")
    .addOption(
      new Option("--blocks", "the blocks it is made of, in the order in which they are used").conflicts("asOf"),
    )
    .action((reference: string, flags: RowsOfBook & AsOfFlags & { readonly blocks?: true }) =>
      line.withBook(flags, async (book) => {
        const moment = asOfMoment(flags);
        const accountId = await findAccountId(book, reference);
        if (moment) return printBalancesAsOf(line.terminal, book, flags, accountId, moment);
        if (flags.blocks) {
          const { blocks } = await book.ask("credits.blocks", { accountId });
          return printWholeList(line.terminal, flags, blockColumns, blocks);
        }
        const { balances } = await book.ask("credits.balance", { accountId });
        return printWholeList(line.terminal, flags, balanceColumns, balances);
      }),
    );
  withExamples(
    withRowOptions(withAsOfOptions(show, "the balances at the end of this day")),
    "credits show ann@example.com",
    "credits show acme-inc --blocks --json",
    "credits show acme-inc --as-of 2026-03-31",
    "credits show acme-inc --as-of 2026-03-31 --recorded",
  );
}

function addAdjust(credits: Command, line: CommandLine): void {
  const adjust = credits
    .command("adjust")
    .description("Add credit to an account, or remove some.")
    .argument("<account>", "its id, e-mail address or slug")
    .addArgument(new Argument("<action>", "what to do").choices(["increase", "decrease"]))
    .argument("<amount>", "how much, such as 1,234.50")
    .requiredOption("--reason <code>", "why: a code that `credits reasons` lists, such as courtesy")
    .addOption(noteOption("what to keep with the entry"))
    .addOption(currencyOption("the currency; left out: the one the account is billed in"))
    .option("--expires <date>", "the day whose first midnight ends the credit", day)
    .option("--effective <date>", "the first day on which it can be used; left out: the day it counts for", day)
    .option("--priority <number>", "0 to 100, lower is used first; left out: 50", wholeNumber(0, 100))
    .addOption(new Option("--category <category>", "what kind of credit it is").choices(["promotional", "paid"]))
    .addOption(countsOnOption())
    .option("--dry-run", "show what it does to the balance and to the next invoice, and write nothing")
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((reference: string, action: AdjustmentAction, amount: string, flags: AdjustFlags) =>
      line.withBook(flags, async (book) => {
        const account = await findAccount(book, reference);
        const currency = flags.currency ?? account.currency;
        const adjustment = {
          accountId: account.id,
          action,
          amountMinor: readAmount(amount, currency),
          currency,
          reasonCode: flags.reason,
          note: await noteText(line.terminal, flags.note),
          terms: termsOf(flags),
          countsOn: flags.countsOn ?? null,
        };
        if (flags.dryRun) return previewAdjustment(book, account, adjustment);
        if (flags.ask !== undefined) return askForApproval(line.terminal, book, flags, "credits.adjust", adjustment);
        const { entry } = await book.write("credits.adjust", adjustment);
        return { ok: true, value: { entry }, text: entryText(account.name, entry) };
      }),
    );
  withExamples(
    withAskOptions(adjust),
    "credits adjust ann@example.com increase 50.00 --reason courtesy",
    'credits adjust ann@example.com increase 900.00 --reason goodwill --ask "Three weeks without service" --evidence mail.eml',
    'credits adjust acme-inc decrease 1,234.50 --reason billing_error --note "Granted twice"',
    "credits adjust acme-inc increase 20 --reason promotion --category promotional --expires 2027-01-01",
    "credits adjust acme-inc decrease 15 --reason billing_error --counts-on 2026-03-28",
    "credits adjust acme-inc increase 20 --reason promotion --dry-run",
    "credits adjust acme-inc increase 20 --reason other --note - --key ticket-4711 < note.txt",
  );
}

function addHistory(credits: Command, line: CommandLine): void {
  const history = credits
    .command("history")
    .description("List an account's ledger entries, newest first.")
    .argument("<account>", "its id, e-mail address or slug")
    .action((reference: string, flags: RowsOfBook & TableFileFlags & EntryFlags) =>
      line.withBook(flags, async (book) =>
        printEntries(line.terminal, book, flags, await findAccountId(book, reference), entryFilters(flags)),
      ),
    );
  withExamples(
    withTableFileOption(withRowOptions(withEntryOptions(history))),
    "credits history ann@example.com",
    "credits history acme-inc --from 2026-01-01 --through 2026-12-31 --csv > acme-2026.csv",
    "credits history acme-inc --type grant deduction",
  );
}

function addReverse(credits: Command, line: CommandLine): void {
  const reverse = credits
    .command("reverse")
    .description("Undo a grant or a deduction with an entry of the opposite amount.")
    .argument("<entry>", "the id of the ledger entry")
    .addOption(noteOption("why"))
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((entryId: string, flags: MoveFlags) =>
      line.withBook(flags, async (book) => {
        const { entry: original } = await book.ask("ledger.get", { entryId });
        const note = await noteText(line.terminal, flags.note);
        if (flags.ask !== undefined) {
          return askForApproval(line.terminal, book, flags, "credits.reverse", { entryId, note });
        }
        const { entry } = await book.write("credits.reverse", { entryId, note });
        return { ok: true, value: { entry }, text: entryText(original.accountName, entry) };
      }),
    );
  withExamples(withAskOptions(reverse), 'credits reverse ccl_01jd2x9k3mh6v8t4b7q0c5n1wz --note "Wrong account"');
}

function addTransfer(credits: Command, line: CommandLine): void {
  const transfer = credits
    .command("transfer")
    .description("Move credit from one account to another, as one balanced pair of entries.")
    .argument("<from>", "the account that gives: its id, e-mail address or slug")
    .argument("<to>", "the account that receives")
    .argument("<amount>", "how much, such as 1,234.50")
    .addOption(currencyOption("the currency; left out: the one the giving account is billed in"))
    .addOption(noteOption("what to keep with both entries"))
    .addOption(countsOnOption())
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((from: string, to: string, amount: string, flags: MoveFlags) =>
      line.withBook(flags, async (book) => {
        const [giver, receiver] = [await findAccount(book, from), await findAccount(book, to)];
        const currency = flags.currency ?? giver.currency;
        const transferred = {
          fromAccountId: giver.id,
          toAccountId: receiver.id,
          amountMinor: readAmount(amount, currency),
          currency,
          note: await noteText(line.terminal, flags.note),
          countsOn: flags.countsOn ?? null,
        };
        if (flags.ask !== undefined) return askForApproval(line.terminal, book, flags, "credits.transfer", transferred);
        const moved = await book.write("credits.transfer", transferred);
        const text = `${entryText(giver.name, moved.outEntry)}\n${entryText(receiver.name, moved.inEntry)}`;
        return { ok: true, value: moved, text };
      }),
    );
  withExamples(
    withAskOptions(transfer),
    "credits transfer acme-inc globex 250.00",
    "credits transfer ann@example.com acme-inc 10 --json",
  );
}

/** The day that an entry counts for; its month is open and the day no later than today. */
function countsOnOption(): Option {
  return new Option("--counts-on <date>", "the day it counts for, of an open month; left out: today").argParser(day);
}

/** Null where nothing is said: then the credit is plain. */
function termsOf({ expires, effective, priority, category }: AdjustFlags): CreditTermsInput | null {
  if ([expires, effective, priority, category].every((term) => term === undefined)) return null;
  return {
    expiresOn: expires ?? null,
    effectiveOn: effective ?? null,
    category: category ?? null,
    ...(priority === undefined ? {} : { priority }),
  };
}

/** "Acme: 50.00 added, USD 62.50 now. Entry ccl_…" */
function entryText(accountName: string, { id, amountMinor, balanceAfterMinor, currency }: LedgerEntry): string {
  const given = {
    accountName,
    amount: figure(Math.abs(amountMinor), currency),
    balance: money(balanceAfterMinor, currency),
    id,
  };
  return amountMinor > 0
    ? said("{accountName}: {amount} added, {balance} now. Entry {id}", given)
    : said("{accountName}: {amount} removed, {balance} now. Entry {id}", given);
}

function addReasons(credits: Command, line: CommandLine): void {
  const reasons = credits
    .command("reasons")
    .description("List the reasons that credit is added or removed for.")
    .action((flags: RowsOfBook) =>
      line.withBook(flags, async (book) =>
        printWholeList(line.terminal, flags, reasonColumns, (await book.ask("credits.reasons", {})).reasons),
      ),
    );
  withExamples(withRowOptions(reasons), "credits reasons", "credits reasons --json");
}
