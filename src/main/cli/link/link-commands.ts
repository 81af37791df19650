import { setTimeout as wait } from "node:timers/promises";
import type { Command } from "commander";
import type { LinkView } from "../../../shared/contract/link.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { confirm } from "../foundation/confirm.ts";
import { addDifferenceCommands } from "./difference-commands.ts";
import { addLinkedListCommands } from "./linked-list-commands.ts";
import { bookOption, descriptorOption, jsonOption, keyOption, withExamples, yesOption } from "../foundation/options.ts";
import { readNewPassphrase, readPassphrase } from "../foundation/passphrase.ts";
import type { BookFlags, CommandLine, OpenBook } from "../foundation/run-command.ts";
import { layOutFields } from "../foundation/table.ts";
import { count, toldText, type Terminal } from "../foundation/terminal.ts";
import { said } from "../foundation/spoken.ts";

interface KeyFlags extends BookFlags {
  readonly keyFd?: number;
  readonly linkPassphraseFd?: number;
}

/** How often it is looked whether the link is still at work. */
const lookEveryMs = 100;

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
  addLinkedListCommands(link, line);
  addDifferenceCommands(link, line);
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
          ["Instance", value.instanceId ?? said("not known yet")],
          ["Users", count(value.userCount)],
          ["Organizations", count(value.organizationCount)],
          ["Plans", count(value.planCount)],
          ["Currency", value.currency ?? said("not known yet")],
          ["Credit", value.readsCredit === false ? said("not for this key") : said("can be read")],
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
        const passphrase = await readNewPassphrase(line.terminal, said("the key"), flags.linkPassphraseFd);
        const value = await book.record("link.create", { address, secretKey, passphrase });
        return {
          ok: true,
          value,
          text: said(
            "Linked to {address}. What is there is pulled while the application has the book open, or with: countinghouse link sync",
            { address: value.address },
          ),
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
        return { ok: true, value, text: value.link ? linkText(value.link) : said("The book is linked to nothing.") };
      }),
    );
  withExamples(show, "link show", "link show --json");
}

function linkText(link: LinkView): string {
  const at = (atMs: number | null): string => (atMs === null ? said("never") : new Date(atMs).toISOString());
  return layOutFields([
    ["Address", link.address],
    ["Instance", link.instanceId ?? said("not known yet")],
    ["Problem", link.problem === null ? said("none") : toldText(link.problem)],
    ["Last contact", at(link.lastContactAtMs)],
    ["Last pull", at(link.lastPullAtMs)],
    [
      "Accounts",
      said("{count}, {doubtful} doubtful, {gone} gone", {
        count: count(link.accountCount),
        doubtful: count(link.doubtfulCount),
        gone: count(link.goneCount),
      }),
    ],
    [
      "Billed there",
      said("{items} subscribed, {plans} plans, {problems} that are nothing here", {
        items: count(link.itemCount),
        plans: count(link.planCount),
        problems: count(link.problemCount),
      }),
    ],
    [
      "Outbox",
      said("{queued} waiting, {refused} refused", {
        queued: count(link.queuedCount),
        refused: count(link.refusedCount),
      }),
    ],
    [
      "Differences",
      said("{count}, {explained} explained by statements", {
        count: count(link.differenceCount),
        explained: count(link.explainedCount),
      }),
    ],
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
        return { ok: true, value: {}, text: said("The key is at hand until the application ends.") };
      }),
    );
  withExamples(unlock, "link unlock", "link unlock --link-passphrase-fd 0 < passphrase.txt");
}

async function giveKey(book: OpenBook, terminal: Terminal, { linkPassphraseFd }: KeyFlags): Promise<void> {
  const passphrase = await readPassphrase(
    terminal,
    said("Passphrase of {name}: ", { name: said("the key") }),
    linkPassphraseFd,
  );
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
        if (after.problem) throw AppError.from(after.problem);
        return { ok: true, value: { link: after }, text: linkText(after) };
      }),
    );
  withExamples(sync, "link sync", "link sync --link-passphrase-fd 0 --json < passphrase.txt");
}

const stageNames: Readonly<Record<NonNullable<LinkView["pullStage"]>, string>> = {
  users: said("users"),
  organizations: said("organizations"),
  plans: said("plans"),
  items: said("items"),
  statements: said("statements"),
  balances: said("balances"),
};

async function untilIdle(book: OpenBook, terminal: Terminal): Promise<LinkView> {
  for (;;) {
    const { link } = await book.ask("link.show", {});
    if (!link) throw new AppError("link_not_found", sentence("The link was removed meanwhile."));
    if (!link.isAtWork) return link;
    terminal.progress(
      said("{accounts} accounts{stage}; {queued} waiting to be sent", {
        accounts: count(link.accountCount),
        stage: link.pullStage === null ? "" : `, ${stageNames[link.pullStage]}`,
        queued: count(link.queuedCount),
      }),
    );
    await wait(lookEveryMs);
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
        if (!known) throw new AppError("link_not_found", sentence("The book is linked to nothing."));
        const openCount = known.queuedCount + known.refusedCount;
        const { address } = known;
        const shown =
          openCount === 0
            ? said("{address}, which has every adjustment.", { address })
            : said("{address}, which does not have {count} of the adjustments yet.", {
                address,
                count: count(openCount),
              });
        const refusal = await confirm(line.terminal, flags.yes === true, { shown, question: said("End this link?") });
        if (refusal) return refusal;
        const value = await book.write("link.remove", { leavesWaiting: true });
        return {
          ok: true,
          value,
          text:
            value.unlinkedCount === 0
              ? said("The book is linked to nothing any more.")
              : said("The book is linked to nothing any more; {count} left behind.", {
                  count: count(value.unlinkedCount),
                }),
        };
      }),
    );
  withExamples(remove, "link remove", "link remove --yes");
}
