import { type Command, Option } from "commander";
import { AppError } from "../../../shared/errors.ts";
import {
  linkedAccountColumns,
  linkedItemColumns,
  linkedPlanColumns,
  linkedStatementColumns,
} from "../../../shared/exports/link-columns.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { withTableFileOption, type TableFileFlags } from "../foundation/export-file.ts";
import { findAccountId } from "../foundation/find.ts";
import { printLinkList } from "./print-link-list.ts";
import { bookOption, jsonOption, keyOption, withExamples, withRowOptions } from "../foundation/options.ts";
import type { RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";

type Rows = BookFlags & RowFlags & TableFileFlags;

const accountHeadings = {
  upstream_id: "There",
  name: { heading: "Name", shrinks: true },
  contact: { heading: "Contact", shrinks: true },
  account_id: "Here",
  matched_by: "Matched by",
  state: "State",
  doubt: "Doubt",
} as const;

const planHeadings = {
  upstream_id: "There",
  name: { heading: "Name", shrinks: true },
  plan_id: "Here",
  matched_by: "Matched by",
  prices: { heading: "Prices", align: "right" },
  problem: { heading: "Problem", shrinks: true },
} as const;

const itemHeadings = {
  upstream_id: "There",
  account: { heading: "Account", shrinks: true },
  plan: { heading: "Plan", shrinks: true },
  status: "State",
  period_end: "Until",
  problem: { heading: "Problem", shrinks: true },
} as const;

const statementHeadings = {
  upstream_id: "There",
  at: "Moment",
  account: { heading: "Account", shrinks: true },
  status: "State",
  currency: "Currency",
  total: "Total",
  applied: "Credit used",
  settled: "Taken in",
  entry_id: "Entry",
} as const;

/** `countinghouse link accounts|match|plans|items|statements`: what the upstream has, and what of it is here. */
export function addLinkedListCommands(link: Command, line: CommandLine): void {
  addAccounts(link, line);
  addMatch(link, line);
  addCatalog(link, line);
}

function addAccounts(link: Command, line: CommandLine): void {
  const accounts = link
    .command("accounts")
    .description("List what the upstream has, with the account here that it is.")
    .addOption(new Option("--state <state>", "only those in this state").choices(["matched", "doubtful", "gone"]))
    .action((flags: Rows & { readonly state?: "matched" | "doubtful" | "gone" }) =>
      line.withBook(flags, (book) =>
        printLinkList(line.terminal, book, flags, {
          columns: linkedAccountColumns,
          headings: accountHeadings,
          of: { list: "linked_accounts", state: flags.state ?? null },
          read: async (place) => book.ask("link.accounts", { state: flags.state ?? null, ...place }),
        }),
      ),
    );
  withExamples(
    withTableFileOption(withRowOptions(accounts)),
    "link accounts --state doubtful",
    "link accounts --csv > accounts.csv",
  );
}

function addMatch(link: Command, line: CommandLine): void {
  const match = link
    .command("match")
    .description("Say which account here a doubtful one of the upstream is.")
    .argument("<upstream-id>", "its id there")
    .argument("[account]", "the account here: its id, e-mail address or slug")
    .addOption(new Option("--new", "it is none of those that are here"))
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((upstreamId: string, reference: string | undefined, flags: BookFlags & { readonly new?: true }) =>
      line.withBook(flags, async (book) => {
        if ((reference === undefined) !== (flags.new === true)) {
          throw new AppError("invalid_input", sentence("Name either an account here, or --new."));
        }
        const accountId = reference === undefined ? null : await findAccountId(book, reference);
        const value = await book.write("link.match", { upstreamId, accountId });
        return {
          ok: true,
          value,
          text: said("{upstreamId} is {accountId}.", { upstreamId, accountId: value.accountId }),
        };
      }),
    );
  withExamples(match, "link match user_2abc ann@example.com", "link match org_2abc --new");
}

function addCatalog(link: Command, line: CommandLine): void {
  const plans = link
    .command("plans")
    .description("List the upstream's plans with those here that they are, or why they are none.")
    .action((flags: Rows) =>
      line.withBook(flags, (book) =>
        printLinkList(line.terminal, book, flags, {
          columns: linkedPlanColumns,
          headings: planHeadings,
          of: { list: "linked_plans" },
          read: async (place) => book.ask("link.plans", place),
        }),
      ),
    );
  withExamples(withTableFileOption(withRowOptions(plans)), "link plans", "link plans --json");

  const items = link
    .command("items")
    .description("List what the upstream bills, and why it is not billed here where it is not.")
    .option("--problems", "only what is nothing here")
    .action((flags: Rows & { readonly problems?: true }) =>
      line.withBook(flags, (book) => {
        const hasProblem = flags.problems === true;
        return printLinkList(line.terminal, book, flags, {
          columns: linkedItemColumns,
          headings: itemHeadings,
          of: { list: "linked_items", hasProblem },
          read: async (place) => book.ask("link.items", { hasProblem, ...place }),
        });
      }),
    );
  withExamples(withTableFileOption(withRowOptions(items)), "link items", "link items --problems");

  const statements = link
    .command("statements")
    .description("List the upstream's statements that used credit or are open, newest first.")
    .option("--account <account>", "only of this one: its id, e-mail address or slug")
    .option("--unsettled", "only those of which the balance here has not taken in everything")
    .action((flags: Rows & { readonly account?: string; readonly unsettled?: true }) =>
      line.withBook(flags, async (book) => {
        const accountId = flags.account === undefined ? null : await findAccountId(book, flags.account);
        const isUnsettled = flags.unsettled === true;
        return printLinkList(line.terminal, book, flags, {
          columns: linkedStatementColumns,
          headings: statementHeadings,
          of: { list: "linked_statements", accountId, isUnsettled },
          read: async (place) => book.ask("link.statements", { accountId, isUnsettled, ...place }),
        });
      }),
    );
  withExamples(
    withTableFileOption(withRowOptions(statements)),
    "link statements --unsettled",
    "link statements --account ann@example.com",
  );
}
