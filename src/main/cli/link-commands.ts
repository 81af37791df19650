import { setTimeout as wait } from "node:timers/promises";
import { type Command, Option } from "commander";
import type { Difference, LinkedAccountView, LinkView } from "../../shared/contract/link.ts";
import { AppError } from "../../shared/errors.ts";
import { money, signedFigure } from "./amounts.ts";
import { confirm } from "./confirm.ts";
import { findAccountId } from "./find.ts";
import { noteText } from "./note-text.ts";
import {
  bookOption,
  descriptorOption,
  jsonOption,
  keyOption,
  noteOption,
  withExamples,
  withRowOptions,
  yesOption,
} from "./options.ts";
import { readNewPassphrase, readPassphrase } from "./passphrase.ts";
import { amountColumn, counted, printRows, type Column, type RowFlags } from "./rows.ts";
import type { BookFlags, CommandLine, OpenBook } from "./run-command.ts";
import { layOutFields } from "./table.ts";
import { count, type Terminal } from "./terminal.ts";

type Rows = BookFlags & RowFlags;

interface KeyFlags extends BookFlags {
  readonly keyFd?: number;
  readonly linkPassphraseFd?: number;
}

/** How often it is looked whether the link is still at work. */
const lookEveryMs = 100;

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

const differenceColumns: readonly Column<Difference>[] = [
  { heading: "Account", name: "account", value: ({ accountName }) => accountName, shrinks: true },
  { heading: "Id", name: "account_id", value: ({ accountId }) => accountId },
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  amountColumn("Here", "here", ({ hereMinor }) => hereMinor),
  amountColumn("There", "there", ({ thereMinor }) => thereMinor),
  amountColumn("Difference", "difference", ({ differenceMinor }) => differenceMinor),
  { heading: "Kept", name: "is_kept", value: ({ isKept }) => (isKept ? "yes" : "") },
];

/** `countinghouse link …` */
export function addLinkCommands(program: Command, line: CommandLine): void {
  const link = program
    .command("link")
    .description("Link a book to a Clerk instance or another Countinghouse, and keep the two at one.");
  withExamples(link, "link probe https://api.clerk.com/v1", "link create https://api.clerk.com/v1", "link show");
  addProbe(link, line);
  addCreate(link, line);
  addShow(link, line);
  addUnlock(link, line);
  addSync(link, line);
  addAccounts(link, line);
  addMatch(link, line);
  addDifferences(link, line);
  addSettle(link, line);
  addRemove(link, line);
}

const keyFdOption = () =>
  descriptorOption(
    "key-fd",
    "read the secret key from this file descriptor (0 is standard input); left out: it is asked for",
  );

const linkPassphraseOption = () =>
  descriptorOption(
    "link-passphrase-fd",
    "read the passphrase that the key is kept under from this file descriptor; left out: it is asked for",
  );

function readKey({ terminal }: CommandLine, { keyFd }: KeyFlags): Promise<string> {
  return readPassphrase(terminal, "Secret key: ", keyFd);
}

function addProbe(link: Command, line: CommandLine): void {
  const probe = link
    .command("probe")
    .description("Look at an upstream with a key: who it is and how much is there. Nothing is written.")
    .argument("<address>", "of its API, such as https://api.clerk.com/v1")
    .addOption(keyFdOption())
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((address: string, flags: KeyFlags) =>
      line.withBook(flags, async (book) => {
        const value = await book.ask("link.probe", { address, secretKey: await readKey(line, flags) });
        const text = layOutFields([
          ["Address", value.address],
          ["Instance", value.instanceId ?? "not known yet"],
          ["Users", count(value.userCount)],
          ["Organizations", count(value.organizationCount)],
          ["Plans", count(value.planCount)],
          ["Currency", value.currency ?? "not known yet"],
          ["Credit", value.readsCredit === false ? "not for this key" : "can be read"],
          ["Accounts here", count(value.accountsHere)],
        ]);
        return { ok: true, value, text };
      }),
    );
  withExamples(
    probe,
    "link probe https://api.clerk.com/v1",
    "link probe http://127.0.0.1:8080/v1 --key-fd 0 < key.txt",
  );
}

function addCreate(link: Command, line: CommandLine): void {
  const create = link
    .command("create")
    .description("Link the book, or give its link another key. The key is kept beside the book, under a passphrase.")
    .argument("<address>", "of its API, such as https://api.clerk.com/v1")
    .addOption(keyFdOption())
    .addOption(linkPassphraseOption())
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((address: string, flags: KeyFlags) =>
      line.withBook(flags, async (book) => {
        const secretKey = await readKey(line, flags);
        const passphrase = await readNewPassphrase(line.terminal, "the key", flags.linkPassphraseFd);
        const value = await book.record("link.create", { address, secretKey, passphrase });
        return {
          ok: true,
          value,
          text: `Linked to ${value.address}. What is there is pulled while the application has the book open, or with: countinghouse link sync`,
        };
      }),
    );
  withExamples(
    create,
    "link create https://api.clerk.com/v1",
    "link create http://127.0.0.1:8080/v1 --key-fd 3 --link-passphrase-fd 4",
  );
}

function addShow(link: Command, line: CommandLine): void {
  const show = link
    .command("show")
    .description("Show the link, with its last contact, and what waits, was refused and differs.")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const value = await book.ask("link.show", {});
        return { ok: true, value, text: value.link ? linkText(value.link) : "The book is linked to nothing." };
      }),
    );
  withExamples(show, "link show", "link show --json");
}

function linkText(link: LinkView): string {
  const at = (atMs: number | null): string => (atMs === null ? "never" : new Date(atMs).toISOString());
  return layOutFields([
    ["Address", link.address],
    ["Instance", link.instanceId ?? "not known yet"],
    ["Problem", link.problem === null ? "none" : link.problem.message],
    ["Last contact", at(link.lastContactAtMs)],
    ["Last pull", at(link.lastPullAtMs)],
    ["Accounts", `${count(link.accountCount)}, ${count(link.doubtfulCount)} doubtful, ${count(link.goneCount)} gone`],
    ["Outbox", `${count(link.queuedCount)} waiting, ${count(link.refusedCount)} refused`],
    ["Differences", count(link.differenceCount)],
  ]);
}

function addUnlock(link: Command, line: CommandLine): void {
  const unlock = link
    .command("unlock")
    .description("Give the running application the passphrase that the key is kept under.")
    .addOption(linkPassphraseOption())
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((flags: KeyFlags) =>
      line.withBook(flags, async (book) => {
        await giveKey(book, line.terminal, flags);
        return { ok: true, value: {}, text: "The key is at hand until the application ends." };
      }),
    );
  withExamples(unlock, "link unlock", "link unlock --link-passphrase-fd 0 < passphrase.txt");
}

async function giveKey(book: OpenBook, terminal: Terminal, { linkPassphraseFd }: KeyFlags): Promise<void> {
  const passphrase = await readPassphrase(terminal, "Passphrase of the key: ", linkPassphraseFd);
  await book.record("link.unlock", { passphrase });
}

function addSync(link: Command, line: CommandLine): void {
  const sync = link
    .command("sync")
    .description("Send what waits and pull what is new, now, and wait until that is done.")
    .addOption(linkPassphraseOption())
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((flags: KeyFlags) =>
      line.withBook(flags, async (book) => {
        const { link: before } = await book.ask("link.show", {});
        if (before?.isUnlocked === false) await giveKey(book, line.terminal, flags);
        await book.record("link.sync", {});
        const after = await untilIdle(book, line.terminal);
        if (after.problem) throw new AppError(after.problem.code, after.problem.message);
        return { ok: true, value: { link: after }, text: linkText(after) };
      }),
    );
  withExamples(sync, "link sync", "link sync --link-passphrase-fd 0 --json < passphrase.txt");
}

async function untilIdle(book: OpenBook, terminal: Terminal): Promise<LinkView> {
  for (;;) {
    const { link } = await book.ask("link.show", {});
    if (!link) throw new AppError("link_not_found", "The link was removed meanwhile.");
    if (!link.isAtWork) return link;
    terminal.progress(
      `${count(link.accountCount)} accounts${link.pullStage === null ? "" : `, ${link.pullStage}`}; ${count(link.queuedCount)} waiting to be sent`,
    );
    await wait(lookEveryMs);
  }
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
          counted(async (after: string | null, limit) =>
            book.ask("link.accounts", { state: flags.state ?? null, after, limit }),
          ),
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
          throw new AppError("invalid_input", "Name either an account here, or --new.");
        }
        const accountId = reference === undefined ? null : await findAccountId(book, reference);
        const value = await book.write("link.match", { upstreamId, accountId });
        return { ok: true, value, text: `${upstreamId} is ${value.accountId}.` };
      }),
    );
  withExamples(match, "link match user_2abc ann@example.com", "link match org_2abc --new");
}

function addDifferences(link: Command, line: CommandLine): void {
  const differences = link
    .command("differences")
    .description("List the accounts whose credit is another one here than at the upstream.")
    .action((flags: Rows) =>
      line.withBook(flags, (book) =>
        printRows(
          line.terminal,
          flags,
          differenceColumns,
          counted(async (after: string | null, limit) => book.ask("link.differences", { after, limit })),
        ),
      ),
    );
  withExamples(withRowOptions(differences), "link differences", "link differences --json");
}

function addSettle(link: Command, line: CommandLine): void {
  const settle = link
    .command("settle")
    .description("Make an account's credit here what it is at the upstream, with an entry; asks first.")
    .argument("<account>", "its id, e-mail address or slug")
    .addOption(noteOption("why"))
    .addOption(yesOption())
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((reference: string, flags: BookFlags & { readonly note?: string; readonly yes?: true }) =>
      line.withBook(flags, async (book) => {
        const accountId = await findAccountId(book, reference);
        const difference = await findDifference(book, accountId);
        const { currency, differenceMinor, thereMinor, accountName } = difference;
        const shown = `${accountName}: ${signedFigure(differenceMinor, currency)} makes ${money(thereMinor ?? 0, currency)}, as there.`;
        const refusal = await confirm(line.terminal, flags.yes === true, { shown, question: "Write this entry?" });
        if (refusal) return refusal;
        const note = await noteText(line.terminal, flags.note);
        const value = await book.write("link.settleDifference", { accountId, differenceMinor, note });
        return { ok: true, value, text: `${shown} Entry ${value.entryId}.` };
      }),
    );
  withExamples(settle, "link settle ann@example.com", "link settle ann@example.com --yes --note Charged");
}

async function findDifference(book: OpenBook, accountId: string): Promise<Difference> {
  for (let after: string | null = null; ;) {
    const page: { rows: Difference[]; nextCursor: string | null } = await book.ask("link.differences", {
      after,
      limit: 500,
    });
    const found = page.rows.find((each) => each.accountId === accountId);
    if (found) return found;
    if (page.nextCursor === null) throw new AppError("difference_changed", "The two sides do not differ.");
    after = page.nextCursor;
  }
}

function addRemove(link: Command, line: CommandLine): void {
  const remove = link
    .command("remove")
    .description("End the link and forget the key. What the upstream does not have yet never gets there; asks first.")
    .addOption(yesOption())
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((flags: BookFlags & { readonly yes?: true }) =>
      line.withBook(flags, async (book) => {
        const { link: known } = await book.ask("link.show", {});
        if (!known) throw new AppError("link_not_found", "The book is linked to nothing.");
        const openCount = known.queuedCount + known.refusedCount;
        const shown = `${known.address}, which does not have ${count(openCount)} of the adjustments yet.`;
        const refusal = await confirm(line.terminal, flags.yes === true, { shown, question: "End this link?" });
        if (refusal) return refusal;
        const value = await book.write("link.remove", { leavesWaiting: true });
        return {
          ok: true,
          value,
          text: `The book is linked to nothing any more; ${count(value.unlinkedCount)} left behind.`,
        };
      }),
    );
  withExamples(remove, "link remove", "link remove --yes");
}
