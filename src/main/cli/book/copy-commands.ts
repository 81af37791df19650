import { type Command, Option } from "commander";
import type { BackupPlan, CopyView } from "../../../shared/contract/copies.ts";
import {
  bookOption,
  descriptorOption,
  jsonOption,
  keyOption,
  pathFromHere,
  withExamples,
} from "../foundation/options.ts";
import { readNewPassphrase } from "../foundation/passphrase.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { layOutFields, layOutTable } from "../foundation/table.ts";
import { count, toldText } from "../foundation/terminal.ts";
import { said } from "../foundation/spoken.ts";

interface BackupFlags extends BookFlags {
  readonly to?: string;
  readonly series?: true;
  readonly encrypt?: true;
  readonly backupPassphraseFd?: number;
  readonly recipient?: readonly string[];
}

interface PlanFlags extends BookFlags {
  readonly every?: BackupPlan["every"];
  readonly folder?: string;
  readonly ownFolder?: true;
  readonly recipient?: readonly string[];
  readonly unencrypted?: true;
}

/** A key may be named more than once. */
const collect = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

function recipientOption(): Option {
  return new Option(
    "--recipient <key>",
    "encrypt for who has the secret key that goes with this public one of age (age1…); may be repeated",
  ).argParser(collect);
}

/** The passphrase of a copy, from a descriptor. */
export function passphraseOption(): Option {
  return descriptorOption(
    "backup-passphrase-fd",
    "read the copy's passphrase from this file descriptor (0 is standard input); left out: it is asked for",
  );
}

/** `countinghouse book backup`, `book backups` and `book backup-plan` */
export function addCopyCommands(book: Command, line: CommandLine): void {
  const backup = book
    .command("backup")
    .description("Copy a book, as it is now, to a file that is whole by itself. Work in the book goes on.")
    .addOption(bookOption())
    .addOption(
      new Option("--to <file>", "where the copy goes; left out: to the folder of the backups").argParser(pathFromHere),
    )
    .addOption(
      new Option("--series", "make it one of the series, in which newer copies take the place of older ones").conflicts(
        "to",
      ),
    )
    .addOption(new Option("--encrypt", "encrypt it with a passphrase, which is asked for").conflicts("recipient"))
    .addOption(passphraseOption().conflicts("recipient"))
    .addOption(recipientOption())
    .addOption(jsonOption())
    .action((flags: BackupFlags) =>
      line.withBook(flags, async (open) => {
        const isWithPassphrase = flags.encrypt === true || flags.backupPassphraseFd !== undefined;
        const input = {
          isOfSeries: flags.series === true,
          toPath: flags.to ?? null,
          passphrase: isWithPassphrase
            ? await readNewPassphrase(line.terminal, said("the copy"), flags.backupPassphraseFd)
            : null,
          recipients: flags.recipient === undefined ? null : [...flags.recipient],
        };
        const value = await open.job("book.backup", input, "Copying");
        const given = { count: value.entryCount, path: value.path };
        const text = said("Copied {count} {count|entry|entries} to {path}, and checked the copy.", given);
        return { ok: true, value, text };
      }),
    );
  withExamples(
    backup,
    "book backup --book acme.countinghouse",
    "book backup --book acme.countinghouse --series",
    "book backup --book acme.countinghouse --to /media/stick/acme.countinghouse",
    "book backup --book acme.countinghouse --to /media/stick/acme.countinghouse.age --encrypt",
  );

  const list = book
    .command("backups")
    .description("List the copies of a book, newest first.")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((flags: BookFlags) =>
      line.withBook(flags, async (open) => {
        const value = await open.ask("backups.list", {});
        return { ok: true, value, text: copiesText(value) };
      }),
    );
  withExamples(list, "book backups --book acme.countinghouse");

  const plan = book
    .command("backup-plan")
    .description("Show or change how often a book is copied by itself while it is open, and to where.")
    .addOption(bookOption())
    .addOption(new Option("--every <span>", "how often").choices(["off", "hour", "day"]))
    .addOption(new Option("--folder <folder>", "where the copies go; it has to be there").argParser(pathFromHere))
    .addOption(new Option("--own-folder", "let them lie beside the book").conflicts("folder"))
    .addOption(recipientOption())
    .addOption(new Option("--unencrypted", "do not encrypt them").conflicts("recipient"))
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((flags: PlanFlags) =>
      line.withBook(flags, async (open) => {
        const { every, ownFolder, unencrypted } = flags;
        const folder = ownFolder ? null : flags.folder;
        const recipients = unencrypted ? [] : flags.recipient && [...flags.recipient];
        const isChange = every !== undefined || folder !== undefined || recipients !== undefined;
        const value = isChange
          ? await open.write("backups.configure", {
              ...(every !== undefined && { every }),
              ...(folder !== undefined && { folder }),
              ...(recipients !== undefined && { recipients }),
            })
          : await open.ask("backups.plan", {});
        return { ok: true, value, text: planText(value) };
      }),
    );
  withExamples(
    plan,
    "book backup-plan --book acme.countinghouse",
    "book backup-plan --book acme.countinghouse --every hour --folder /media/stick",
    "book backup-plan --recipient age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p",
  );
}

const kindWords: Readonly<Record<CopyView["kind"], string>> = {
  requested: said("asked for"),
  series: said("series"),
  beforeRestore: said("before a restore"),
  beforeUpgrade: said("before an upgrade"),
};

function copiesText(listed: { readonly copies: readonly CopyView[]; readonly isFolderMissing: boolean }): string {
  const rows = listed.copies.map(({ createdAtMs, kind, entryCount, sizeBytes, fileName }) => [
    new Date(createdAtMs).toISOString(),
    kindWords[kind],
    entryCount === null ? "" : count(entryCount),
    count(sizeBytes),
    fileName,
  ]);
  const table = layOutTable(
    [
      { heading: "Made" },
      { heading: "Why" },
      { heading: "Entries", align: "right" },
      { heading: "Bytes", align: "right" },
      { heading: "File" },
    ],
    rows,
    undefined,
  );
  return [
    ...(listed.isFolderMissing ? [said("The folder of the backups is not there; these are beside the book.")] : []),
    rows.length === 0 ? said("There is no copy.") : table,
  ].join("\n");
}

const whenCopied: Readonly<Record<BackupPlan["every"], string>> = {
  off: said("only when asked"),
  hour: said("every hour, while it is open"),
  day: said("every day, while it is open"),
};

function planText({ every, folder, recipients, lastBackupAtMs, problem }: BackupPlan): string {
  return layOutFields([
    ["Copied", whenCopied[every]],
    ["To", folder],
    ["Encrypted for", recipients.length === 0 ? said("nobody") : recipients.join(", ")],
    ["Last copy", lastBackupAtMs === null ? said("never") : new Date(lastBackupAtMs).toISOString()],
    ...(problem ? [["Problem", `${toldText(problem)} ${problem.remedy}`] as const] : []),
  ]);
}
