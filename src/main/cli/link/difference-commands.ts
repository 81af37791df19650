import type { Command } from "commander";
import type { MethodInput } from "../../../shared/contract/index.ts";
import type { Difference } from "../../../shared/contract/link.ts";
import { AppError } from "../../../shared/errors.ts";
import { differenceColumns } from "../../../shared/exports/link-columns.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { money, signedFigure } from "../foundation/amounts.ts";
import { confirm } from "../foundation/confirm.ts";
import { withTableFileOption, type TableFileFlags } from "../foundation/export-file.ts";
import { findAccountId } from "../foundation/find.ts";
import { noteText } from "../foundation/note-text.ts";
import {
  bookOption,
  jsonOption,
  keyOption,
  noteOption,
  withExamples,
  withRowOptions,
  yesOption,
} from "../foundation/options.ts";
import { printLinkList } from "./print-link-list.ts";
import type { RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine, OpenBook } from "../foundation/run-command.ts";
import { count } from "../foundation/terminal.ts";
import { said } from "../foundation/spoken.ts";

const headings = {
  account: { heading: "Account", shrinks: true },
  account_id: "Id",
  currency: "Currency",
  here: "Here",
  there: "There",
  difference: "Difference",
  explained: "Explained",
  why: { heading: "Why", shrinks: true },
} as const;

/** `countinghouse link differences|settle`. */
export function addDifferenceCommands(link: Command, line: CommandLine): void {
  addDifferences(link, line);
  addSettle(link, line);
}

function addDifferences(link: Command, line: CommandLine): void {
  const differences = link
    .command("differences")
    .description("List the accounts whose credit is another one here than at the upstream.")
    .action((flags: BookFlags & RowFlags & TableFileFlags) =>
      line.withBook(flags, (book) =>
        printLinkList(line.terminal, book, flags, {
          columns: differenceColumns,
          headings,
          of: { list: "differences" },
          read: async (place) => book.ask("link.differences", place),
        }),
      ),
    );
  withExamples(withTableFileOption(withRowOptions(differences)), "link differences", "link differences --json");
}

interface SettleFlags extends BookFlags {
  readonly explained?: true;
  readonly note?: string;
  readonly yes?: true;
}

function addSettle(link: Command, line: CommandLine): void {
  const settle = link
    .command("settle")
    .description(
      "Make an account's credit here what it is at the upstream, with an entry, or take in what statements there explain; asks first.",
    )
    .argument("[account]", "its id, e-mail address or slug; left out with --explained: all that statements explain")
    .option("--explained", "only what statements explain; the rest waits")
    .addOption(noteOption("why"))
    .addOption(yesOption())
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((reference: string | undefined, flags: SettleFlags) =>
      line.withBook(flags, async (book) => {
        const isExplained = flags.explained === true;
        if (reference === undefined && !isExplained) {
          throw new AppError("invalid_input", sentence("What no statement explains is settled account by account."));
        }
        const wanted =
          reference === undefined
            ? await allDifferences(book)
            : [await findDifference(book, await findAccountId(book, reference))];
        const proposed = wanted.flatMap((difference) => proposalOf(difference, isExplained));
        if (proposed.length === 0)
          throw new AppError("difference_changed", sentence("No statement explains any difference."));
        const shown = proposed.map(({ text }) => text).join("\n");
        const question =
          proposed.length === 1
            ? said("Write this entry?")
            : said("Write these {count} entries?", { count: count(proposed.length) });
        const refusal = await confirm(line.terminal, flags.yes === true, { shown, question });
        if (refusal) return refusal;
        const note = await noteText(line.terminal, flags.note);
        const entryIds: string[] = [];
        for (const { input } of proposed) {
          entryIds.push((await book.write("link.settleDifference", { ...input, note })).entryId);
        }
        const [entryId] = entryIds;
        const value = proposed.length === 1 ? { entryId } : { entryIds };
        return {
          ok: true,
          value,
          text: `${shown}\n${said("{count|Entry|Entries} {ids}.", { count: entryIds.length, ids: entryIds.join(", ") })}`,
        };
      }),
    );
  withExamples(
    settle,
    "link settle ann@example.com",
    "link settle ann@example.com --yes --note Charged",
    "link settle --explained --yes",
  );
}

interface Proposal {
  readonly input: Omit<MethodInput<"link.settleDifference">, "idempotencyKey">;
  readonly text: string;
}

/** The entry that settles a difference, and what it does, in words; nothing where no statement explains any of it and only that is wanted. */
function proposalOf(difference: Difference, isExplained: boolean): Proposal[] {
  const { accountId, accountName, currency, differenceMinor, thereMinor, explanation } = difference;
  const settled = { accountId, differenceMinor };
  if (!isExplained) {
    const text = said("{accountName}: {difference} makes {balance}, as there.", {
      accountName,
      difference: signedFigure(differenceMinor, currency),
      balance: money(thereMinor ?? 0, currency),
    });
    return [{ input: { ...settled, explainedMinor: null }, text }];
  }
  if (explanation === null) return [];
  const { amountMinor, restMinor, statementCount } = explanation;
  const rest = restMinor === 0 ? "" : said("; {amount} waits", { amount: signedFigure(restMinor, currency) });
  const text = said("{accountName}: {amount} by {count} {count|statement|statements}{rest}.", {
    accountName,
    amount: signedFigure(amountMinor, currency),
    count: statementCount,
    rest,
  });
  return [{ input: { ...settled, explainedMinor: amountMinor }, text }];
}

async function allDifferences(book: OpenBook): Promise<Difference[]> {
  const found: Difference[] = [];
  for (let after: string | null = null; ;) {
    const page: { rows: Difference[]; nextCursor: string | null } = await book.ask("link.differences", {
      after,
      limit: 500,
    });
    found.push(...page.rows);
    if (page.nextCursor === null) return found;
    after = page.nextCursor;
  }
}

async function findDifference(book: OpenBook, accountId: string): Promise<Difference> {
  const found = (await allDifferences(book)).find((each) => each.accountId === accountId);
  if (!found) throw new AppError("difference_changed", sentence("The two sides do not differ."));
  return found;
}
