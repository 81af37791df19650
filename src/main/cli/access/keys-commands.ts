import { webcrypto } from "node:crypto";
import type { Command } from "commander";
import { makeApiKey } from "../../../shared/api-key.ts";
import { startOfDayMs, type CivilDate } from "../../../shared/calendar.ts";
import type { ApiKeyView } from "../../../shared/contract/api-keys.ts";
import { apiScopes, type ApiScope } from "../../../shared/contract/rights.ts";
import { apiKeyColumns } from "../../../shared/exports/access-columns.ts";
import {
  bookOption,
  day,
  jsonOption,
  keyOption,
  withExamples,
  withRowOptions,
  wordsOption,
} from "../foundation/options.ts";
import { withTableFileOption } from "../foundation/export-file.ts";
import { printExportedList, type ExportedRowFlags } from "../foundation/exported-rows.ts";
import { type Headings } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";

interface CreateFlags extends BookFlags {
  readonly scope: ApiScope[];
  readonly expires?: CivilDate;
}

const headings: Headings<ApiKeyView> = {
  id: "Id",
  name: { heading: "Name", shrinks: true },
  scopes: "Scopes",
  state: "State",
  created_at: "Made",
  expires_at: "Expires",
  last_used_at: "Last used",
};

/** `countinghouse keys …` */
export function addKeysCommands(program: Command, line: CommandLine): void {
  const keys = program.command("keys").description("Make, list and revoke keys of the Backend API.");
  withExamples(keys, 'keys create "Billing sync" --scope read credits', "keys list");

  const create = keys
    .command("create")
    .description("Make a key and show its secret, this once. The book keeps only a digest of it.")
    .argument("<name>", "what the key is for")
    .addOption(wordsOption("--scope <scopes...>", "what it may do", apiScopes).makeOptionMandatory())
    .option("--expires <date>", "the day whose first midnight ends it; left out: never", day)
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((name: string, flags: CreateFlags) =>
      line.withBook(flags, async (book) => {
        const { nowMs, timeZone } = await book.ask("book.info", {});
        // The secret is made here and goes nowhere else; the book is told what it takes to recognise it.
        const { keyId, secret, secretHash } = await makeApiKey(webcrypto, nowMs);
        const { key } = await book.write("apiKeys.create", {
          keyId,
          secretHash,
          name,
          scopes: [...flags.scope],
          expiresAtMs: flags.expires === undefined ? null : startOfDayMs(flags.expires, timeZone),
        });
        const given = { id: key.id, scopes: key.scopes.join(" ") };
        const text = `${secret}\n\n${said("Keep it now: it is not shown again. Key {id}, {scopes}.", given)}`;
        return { ok: true, value: { key, secret }, text };
      }),
    );
  withExamples(
    create,
    'keys create "Billing sync" --scope read credits --expires 2027-01-01',
    "keys create reporting --scope read --json",
  );

  const list = keys
    .command("list")
    .description("List the keys, newest first.")
    .action((flags: BookFlags & ExportedRowFlags) =>
      line.withBook(flags, (book) =>
        printExportedList(line.terminal, book, flags, {
          columns: apiKeyColumns,
          headings,
          of: { list: "api_keys" },
          read: async () => (await book.ask("apiKeys.list", {})).keys,
        }),
      ),
    );
  withExamples(withTableFileOption(withRowOptions(list)), "keys list", "keys list --json");

  const revoke = keys
    .command("revoke")
    .description("End a key at once and for good.")
    .argument("<id>", "the key's id, which is not its secret")
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((keyId: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const value = await book.write("apiKeys.revoke", { keyId });
        return { ok: true, value, text: said("{name} ({id}) is revoked.", { name: value.key.name, id: value.key.id }) };
      }),
    );
  withExamples(revoke, "keys revoke key_01jd2x9k3mh6v8t4b7q0c5n1wz");
}
