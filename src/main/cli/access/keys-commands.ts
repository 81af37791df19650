import { webcrypto } from "node:crypto";
import type { Command } from "commander";
import { makeApiKey } from "../../../shared/api-key.ts";
import { startOfDayMs, type CivilDate } from "../../../shared/calendar.ts";
import type { ApiKeyView } from "../../../shared/contract/api-keys.ts";
import { apiScopes, type ApiScope } from "../../../shared/contract/rights.ts";
import {
  bookOption,
  day,
  jsonOption,
  keyOption,
  withExamples,
  withRowOptions,
  wordsOption,
} from "../foundation/options.ts";
import { printWholeList, type Column, type RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { codeText, said } from "../foundation/spoken.ts";

interface CreateFlags extends BookFlags {
  readonly scope: ApiScope[];
  readonly expires?: CivilDate;
}

const instant = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString());

const columns: readonly Column<ApiKeyView>[] = [
  { heading: "Id", name: "id", value: ({ id }) => id },
  { heading: "Name", name: "name", value: ({ name }) => name, shrinks: true },
  { heading: "Scopes", name: "scopes", value: ({ scopes: may }) => may.join(" ") },
  { heading: "State", name: "state", text: ({ state }) => codeText(state), value: ({ state }) => state },
  { heading: "Made", name: "created_at", value: ({ createdAtMs }) => instant(createdAtMs) },
  { heading: "Expires", name: "expires_at", value: ({ expiresAtMs }) => instant(expiresAtMs) },
  { heading: "Last used", name: "last_used_at", value: ({ lastUsedAtMs }) => instant(lastUsedAtMs) },
];

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
    .action((flags: BookFlags & RowFlags) =>
      line.withBook(flags, async (book) => {
        const { keys: rows } = await book.ask("apiKeys.list", {});
        return printWholeList(line.terminal, flags, columns, rows);
      }),
    );
  withExamples(withRowOptions(list), "keys list", "keys list --json");

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
