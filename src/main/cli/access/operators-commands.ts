import { Option, type Command } from "commander";
import type { MethodInput } from "../../../shared/contract/index.ts";
import type { OperatorView } from "../../../shared/contract/operators.ts";
import { roles, type Role } from "../../../shared/contract/rights.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { operatorColumns } from "../../../shared/exports/access-columns.ts";
import {
  bookOption,
  descriptorOption,
  jsonOption,
  keyOption,
  wholeNumber,
  withChangeOptions,
  withExamples,
  withRowOptions,
} from "../foundation/options.ts";
import { readNewPassphrase, readPassphrase } from "../foundation/passphrase.ts";
import { withTableFileOption } from "../foundation/export-file.ts";
import { printExportedList, type ExportedRowFlags } from "../foundation/exported-rows.ts";
import { type Headings } from "../foundation/rows.ts";
import type { BookFlags, CommandLine, OpenBook } from "../foundation/run-command.ts";
import { codeText, said } from "../foundation/spoken.ts";

interface NewPassphraseFlags extends BookFlags {
  readonly newPassphraseFd?: number;
}

const headings: Headings<OperatorView> = {
  id: "Id",
  name: { heading: "Name", shrinks: true },
  sign_in_name: { heading: "Signs in as", shrinks: true },
  role: "Role",
  state: "State",
  has_passphrase: "Passphrase",
  last_sign_in_at: "Last sign-in",
};

const roleOption = () => new Option("--role <role>", "what the operator may do").choices(roles);

const newPassphraseOption = () =>
  descriptorOption(
    "new-passphrase-fd",
    "read the new passphrase from this file descriptor (0 is standard input); left out: it is asked for, twice",
  );

/** `countinghouse operators …` */
export function addOperatorsCommands(program: Command, line: CommandLine): void {
  const operators = program
    .command("operators")
    .description("Say who works with the book and what they may do. From two operators on, everyone signs in.");
  withExamples(
    operators,
    "operators list",
    "operators create Ann --sign-in-name ann --role clerk --as bob",
    "operators passphrase ann --as bob",
  );

  const list = operators
    .command("list")
    .description("List the operators, in the order in which they were added.")
    .action((flags: BookFlags & ExportedRowFlags) =>
      line.withBook(flags, (book) =>
        printExportedList(line.terminal, book, flags, {
          columns: operatorColumns,
          headings,
          of: { list: "operators" },
          read: async () => (await book.ask("operators.list", {})).operators,
        }),
      ),
    );
  withExamples(withTableFileOption(withRowOptions(list)), "operators list", "operators list --json");

  const create = withChangeOptions(
    operators
      .command("create")
      .description("Add an operator, who can sign in once a passphrase is set.")
      .argument("<name>", "the name that is shown")
      .requiredOption("--sign-in-name <name>", "what the operator signs in by")
      .addOption(roleOption().makeOptionMandatory()),
  ).action((name: string, flags: BookFlags & { signInName: string; role: Role }) =>
    line.withBook(flags, async (book) =>
      told(await book.write("operators.create", { name, signInName: flags.signInName, role: flags.role })),
    ),
  );
  withExamples(create, "operators create Ann --sign-in-name ann --role clerk --as bob");

  const update = withChangeOptions(
    operators
      .command("update")
      .description("Change an operator's name, the name to sign in by, or the role. What is left out stays.")
      .argument("<operator>", "the operator's id, or the name to sign in by")
      .option("--name <name>", "the name that is shown")
      .option("--sign-in-name <name>", "what the operator signs in by")
      .addOption(roleOption()),
  ).action((asked: string, flags: BookFlags & { name?: string; signInName?: string; role?: Role }) =>
    line.withBook(flags, async (book) => {
      const input: Omit<MethodInput<"operators.update">, "idempotencyKey"> = {
        operatorId: await findOperatorId(book, asked),
        ...(flags.name !== undefined && { name: flags.name }),
        ...(flags.signInName !== undefined && { signInName: flags.signInName }),
        ...(flags.role !== undefined && { role: flags.role }),
      };
      return told(await book.write("operators.update", input));
    }),
  );
  withExamples(
    update,
    "operators update ann --role approver --as bob",
    'operators update opr_01jd2x9k3mh6v8t4b7q0c5n1wz --name "Ann Lee" --sign-in-name ann.lee',
  );

  for (const [name, method, description] of [
    ["suspend", "operators.suspend", "Let an operator in no more, and their keys of the API neither."],
    ["reinstate", "operators.reinstate", "Let a suspended operator in again."],
  ] as const) {
    const command = withChangeOptions(
      operators
        .command(name)
        .description(description)
        .argument("<operator>", "the operator's id, or the name to sign in by"),
    ).action((asked: string, flags: BookFlags) =>
      line.withBook(flags, async (book) =>
        told(await book.write(method, { operatorId: await findOperatorId(book, asked) })),
      ),
    );
    withExamples(command, `operators ${name} ann --as bob`);
  }

  const passphrase = operators
    .command("passphrase")
    .description("Set a passphrase: your own, or, as an admin, another operator's.")
    .argument("<operator>", "the operator's id, or the name to sign in by")
    .addOption(newPassphraseOption())
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((asked: string, flags: NewPassphraseFlags) =>
      line.withBook(flags, async (book) => {
        const operatorId = await findOperatorId(book, asked);
        const { operator: self } = await book.ask("operators.current", {});
        const isOwn = self?.id === operatorId && self.hasPassphrase;
        const { passphraseFd } = program.opts<{ passphraseFd?: number }>();
        // Who has just signed in with it has said it once; a descriptor is read once.
        const currentPassphrase = isOwn
          ? (line.usedPassphrase() ??
            (await readPassphrase(line.terminal, said("Passphrase of {name}: ", { name: asked }), passphraseFd)))
          : null;
        const chosen = await readNewPassphrase(line.terminal, asked, flags.newPassphraseFd);
        return told(
          await book.record("operators.setPassphrase", { operatorId, currentPassphrase, passphrase: chosen }),
        );
      }),
    );
  withExamples(
    passphrase,
    "operators passphrase ann --as bob",
    "operators passphrase ann --new-passphrase-fd 0 < new.txt",
  );

  const idleLock = operators
    .command("idle-lock")
    .description("Show or change after how many minutes without anybody a desk locks itself.")
    .argument("[minutes]", "from 1 to 480; left out: say how it is", wholeNumber(1, 480))
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((minutes: number | undefined, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        if (minutes !== undefined) await book.write("book.configure", { idleLockMinutes: minutes });
        const { idleLockMinutes } = await book.ask("book.settings", {});
        const text = said("A desk locks itself after {count} {count|minute|minutes} without anybody.", {
          count: idleLockMinutes,
        });
        return { ok: true, value: { idleLockMinutes }, text };
      }),
    );
  withExamples(idleLock, "operators idle-lock", "operators idle-lock 5 --as bob");

  const recover = operators
    .command("recover")
    .description(
      "Set a new passphrase for an admin who lost theirs. Works on a book that nobody has open, for whoever can write its file, and is written into its audit log.",
    )
    .argument("<name>", "the name that the admin signs in by")
    .addOption(newPassphraseOption())
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((signInName: string, flags: NewPassphraseFlags) =>
      line.withBook(flags, async (book) => {
        const chosen = await readNewPassphrase(line.terminal, signInName, flags.newPassphraseFd);
        return told(await book.record("operators.recover", { signInName, passphrase: chosen }));
      }),
    );
  withExamples(recover, "operators recover bob --book acme.countinghouse");
}

function told(value: { readonly operator: OperatorView }) {
  const { name, signInName, role, state } = value.operator;
  return {
    ok: true,
    value,
    text: `${name}${signInName === null ? "" : ` (${signInName})`}: ${codeText(role)}, ${codeText(state)}.`,
  } as const;
}

/** @throws AppError `operator_not_found`. */
async function findOperatorId(book: OpenBook, asked: string): Promise<string> {
  const { operators } = await book.ask("operators.list", {});
  const found = operators.find(({ id, signInName }) => id === asked || signInName === asked.toLowerCase());
  if (!found)
    throw new AppError("operator_not_found", sentence('No operator has the id or signs in as "{asked}".', { asked }));
  return found.id;
}
