import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import type { ApiKeyView } from "../../src/shared/contract/api-keys.ts";
import { openTestBook } from "../support/book.ts";
import { closedBook, countinghouse, valueOf } from "../support/command-line.ts";

describe("countinghouse keys", () => {
  it("makes a key whose secret is shown once and kept nowhere, lists it and revokes it", async () => {
    const book = await closedBook();
    const run = (...line: string[]) => countinghouse("keys", ...line, "--book", book);
    const { key, secret } = valueOf<{ key: ApiKeyView; secret: string }>(
      await run("create", "Billing sync", "--scope", "read", "credits", "--expires", "2026-06-01", "--json"),
    );
    expect(secret).toMatch(/^sk_live_key_[0-9a-z]{26}_[\w-]{43}$/u);
    expect(key).toMatchObject({
      name: "Billing sync",
      scopes: ["read", "credits"],
      state: "active",
      expiresAtMs: Date.parse("2026-06-01T00:00:00Z"),
    });
    const bytes = readFileSync(book);
    expect(bytes.includes(secret)).toBe(false);
    expect(bytes.includes(secret.slice(-43))).toBe(false);
    const digest = createHash("sha256").update(secret).digest();
    expect(bytes.includes(digest) || bytes.includes(digest.toString("hex"))).toBe(true);

    const list = await run("list", "--csv");
    expect(list.output).toMatch(
      /\r\n"key_\w+","Billing sync","read credits","active","2026-01-01T12:00:00\.000Z","2026-06-01T00:00:00\.000Z",,,"opr_\w+"\r\n$/u,
    );
    expect((await run("revoke", key.id)).output).toBe(`Billing sync (${key.id}) is revoked.\n`);
    const open = await openTestBook(book);
    expect(await open.ask("apiKeys.list", {})).toMatchObject({ keys: [{ id: key.id, state: "revoked" }] });
    await open.close();
    expect(await run("revoke", "key_none")).toMatchObject({ exitCode: 3 });
    const past = await run("create", "Late", "--scope", "read", "--expires", "2025-01-01", "--json");
    expect(JSON.parse(past.output)).toMatchObject({ error: { code: "expiry_not_ahead" } });
    for (const scope of ["everything", "read,everything", ","]) {
      const refused = await run("create", "Nothing", "--scope", scope);
      expect(refused).toMatchObject({ exitCode: 2 });
      expect(refused.errors).toContain("Allowed choices are read, credits, billing, admin.");
    }
  });

  it("takes several scopes in any way that people write them, and the book before the command too", async () => {
    const book = await closedBook();
    for (const words of [["read,credits"], ["read", "credits"], ["read", "--scope", "credits", "--scope", "read"]]) {
      const line = ["keys", "create", "Billing sync", "--scope", ...words, "--json"];
      const { key } = valueOf<{ key: ApiKeyView }>(await countinghouse("--book", book, ...line));
      expect(key.scopes).toEqual(["read", "credits"]);
    }
    const elsewhere = ["--book", `${book}-is-not-there`];
    const { output } = await countinghouse(...elsewhere, "keys", "list", "--csv", "--book", book);
    expect(output.match(/,"read credits","active",/gu)).toHaveLength(3);
    expect((await countinghouse(...elsewhere, "keys", "list")).exitCode).not.toBe(0);
  });
});

describe("countinghouse serve", () => {
  it("says what to do where the port is taken", async () => {
    const book = await closedBook();
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const { exitCode, errors } = await countinghouse("serve", "--book", book, "--port", String(port), "--no-open");
    other.close();
    expect(exitCode).toBe(1);
    expect(errors).toBe("Error: Another program uses this port. Choose another with --port, or leave it out.\n");
  });
});

describe("npm run cli", () => {
  /** Run the project's own script, as npm does for a person who stands in another folder. */
  function runScript(commandLine: readonly string[], environment: Readonly<Record<string, string>>) {
    return new Promise<{ output: string; errors: string }>((resolve) => {
      const options = { env: { ...process.env, ...environment } };
      execFile(process.execPath, ["scripts/countinghouse.mjs", ...commandLine], options, (_error, output, errors) =>
        resolve({ output, errors }),
      );
    });
  }

  it("means paths from where the person stands, and takes the book from the environment", async () => {
    const book = await closedBook();
    const folder = book.slice(0, book.lastIndexOf("/"));
    const byNpm = { npm_lifecycle_event: "cli", INIT_CWD: folder };
    const info = ["clock", "show", "--json"];
    const expected = { output: expect.stringContaining('"today":"2026-01-01"') as string, errors: "" };
    expect(await runScript([...info, "--book", "book.countinghouse"], byNpm)).toEqual(expected);
    expect(await runScript(info, { COUNTINGHOUSE_BOOK: book })).toEqual(expected);
    const { output } = await runScript(["clock", "show", "--book", "book.countinghouse"], {});
    expect(output).toBe("");
  });

  it("ends quietly when whoever reads has read enough", async () => {
    const book = await closedBook();
    const line = `'${process.execPath}' scripts/countinghouse.mjs help | head -1`;
    const ended = await new Promise<{ output: string; errors: string }>((resolve) => {
      execFile(
        "sh",
        ["-c", `${line}; '${process.execPath}' scripts/countinghouse.mjs ledger list --json --book '${book}' | true`],
        (_error, output, errors) => resolve({ output, errors }),
      );
    });
    expect(ended).toEqual({ output: "Usage: countinghouse [options] [command]\n", errors: "" });
  });
});
