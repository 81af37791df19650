import { type Command, Option } from "commander";
import type {
  LinkedAccountView,
  LinkedItemView,
  LinkedPlanView,
  LinkedStatementView,
} from "../../shared/contract/link.ts";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { findAccountId } from "./find.ts";
import { bookOption, jsonOption, keyOption, withExamples, withRowOptions } from "./options.ts";
import { amountColumn, byCursor, printRows, type Column, type RowFlags } from "./rows.ts";
import type { BookFlags, CommandLine } from "./run-command.ts";

type Rows = BookFlags & RowFlags;

const stateOf = ({ doubt, goneAtMs }: LinkedAccountView): string =>
  doubt === null ? (goneAtMs === null ? "matched" : "gone") : `doubtful: ${doubt.replaceAll("_", " ")}`;

const accountColumns: readonly Column<LinkedAccountView>[] = [
  { heading: "There", name: "upstream_id", value: ({ upstreamId }) => upstreamId },
  { heading: "Name", name: "name", value: ({ name }) => name, shrinks: true },
  { heading: "Contact", name: "contact", value: ({ contact }) => contact, shrinks: true },
  { heading: "Here", name: "account_id", value: ({ accountId }) => accountId },
  { heading: "Matched by", name: "matched_by", value: ({ matchedBy }) => matchedBy },
  { heading: "State", name: "state", value: stateOf },
];

const planColumns: readonly Column<LinkedPlanView>[] = [
  { heading: "There", name: "upstream_id", value: ({ upstreamId }) => upstreamId },
  { heading: "Name", name: "name", value: ({ name }) => name, shrinks: true },
  { heading: "Here", name: "plan_id", value: ({ planId }) => planId },
  { heading: "Matched by", name: "matched_by", value: ({ matchedBy }) => matchedBy },
  { heading: "Prices", name: "prices", align: "right", value: ({ prices }) => prices.length },
  {
    heading: "Problem",
    name: "problem",
    value: ({ problem, prices }) => problem ?? prices.find((price) => price.problem !== null)?.problem ?? null,
    shrinks: true,
  },
];

const itemColumns: readonly Column<LinkedItemView>[] = [
  { heading: "There", name: "upstream_id", value: ({ upstreamId }) => upstreamId },
  {
    heading: "Account",
    name: "account",
    value: ({ accountName, upstreamAccountId }) => accountName ?? upstreamAccountId,
    shrinks: true,
  },
  { heading: "Plan", name: "plan", value: ({ planName }) => planName, shrinks: true },
  { heading: "State", name: "status", value: ({ status }) => status.replace("_", " ") },
  { heading: "Until", name: "period_end", value: ({ periodEndMs }) => periodEndMs && dayOf(periodEndMs) },
  { heading: "Problem", name: "problem", value: ({ problem }) => problem, shrinks: true },
];

const statementColumns: readonly Column<LinkedStatementView>[] = [
  { heading: "There", name: "upstream_id", value: ({ upstreamId }) => upstreamId },
  { heading: "Day", name: "on", value: ({ atMs }) => dayOf(atMs) },
  {
    heading: "Account",
    name: "account",
    value: ({ accountName, upstreamAccountId }) => accountName ?? upstreamAccountId,
    shrinks: true,
  },
  { heading: "State", name: "status", value: ({ status }) => status },
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  amountColumn("Total", "total", ({ totalMinor }) => totalMinor),
  amountColumn("Credit used", "applied", ({ appliedMinor }) => appliedMinor),
  amountColumn("Taken in", "settled", ({ settledMinor }) => settledMinor),
  { heading: "Entry", name: "entry_id", value: ({ entryId }) => entryId },
];

/** A moment of the upstream's, as a day in UTC. */
const dayOf = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

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
        printRows(
          line.terminal,
          flags,
          accountColumns,
          byCursor(async (after, limit) => book.ask("link.accounts", { state: flags.state ?? null, after, limit })),
        ),
      ),
    );
  withExamples(withRowOptions(accounts), "link accounts --state doubtful", "link accounts --csv > accounts.csv");
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
        return { ok: true, value, text: `${upstreamId} is ${value.accountId}.` };
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
        printRows(
          line.terminal,
          flags,
          planColumns,
          byCursor(async (after, limit) => book.ask("link.plans", { after, limit })),
        ),
      ),
    );
  withExamples(withRowOptions(plans), "link plans", "link plans --json");

  const items = link
    .command("items")
    .description("List what the upstream bills, and why it is not billed here where it is not.")
    .option("--problems", "only what is nothing here")
    .action((flags: Rows & { readonly problems?: true }) =>
      line.withBook(flags, (book) =>
        printRows(
          line.terminal,
          flags,
          itemColumns,
          byCursor(async (after, limit) =>
            book.ask("link.items", { hasProblem: flags.problems === true, after, limit }),
          ),
        ),
      ),
    );
  withExamples(withRowOptions(items), "link items", "link items --problems");

  const statements = link
    .command("statements")
    .description("List the upstream's statements that used credit or are open, newest first.")
    .option("--account <account>", "only of this one: its id, e-mail address or slug")
    .option("--unsettled", "only those of which the balance here has not taken in everything")
    .action((flags: Rows & { readonly account?: string; readonly unsettled?: true }) =>
      line.withBook(flags, async (book) => {
        const accountId = flags.account === undefined ? null : await findAccountId(book, flags.account);
        return printRows(
          line.terminal,
          flags,
          statementColumns,
          byCursor(async (after, limit) =>
            book.ask("link.statements", { accountId, isUnsettled: flags.unsettled === true, after, limit }),
          ),
        );
      }),
    );
  withExamples(withRowOptions(statements), "link statements --unsettled", "link statements --account ann@example.com");
}
